"""`make test`: every test on SQLite, the browser too; the database tests again on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

from verify import chromium, fonts, postgresql

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = "PostgreSQL was left out: no server is installed (Debian's package: postgresql)"


def main() -> int:
    """Run all of it; return 0 only if everything passed."""
    try:
        browser = chromium.provide()
        fonts.provide()
        programs = postgresql.provide()
    except (chromium.NoChromium, postgresql.NoPostgresql) as fault:
        print(fault, file=sys.stderr)
        return 1
    passed = [pytest("-n", "2", CHROMIUM=browser, DATABASE_URL="")]
    if programs is None:
        print(LEFT_OUT, flush=True)
    else:
        passed.append(on_postgresql(programs))
    return 0 if all(passed) else 1


def on_postgresql(programs: Path) -> bool:
    """Run the tests marked `database` on a server of their own."""
    print("Once more on PostgreSQL, what the database decides:", flush=True)
    with postgresql.server(programs) as url:
        return pytest("-m", "database and not browser", DATABASE_URL=url)


def pytest(*arguments: str, **environment: str) -> bool:
    """Run pytest; say whether all passed."""
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
