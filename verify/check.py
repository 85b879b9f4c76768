"""`make check`: every tool runs, and all faults are shown, not only those of the first tool."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MIGRATIONS = ["--check", "--dry-run", "--skip-checks"]
DEPLOY = ["check", "--deploy", "--fail-level", "WARNING"]
CHECKS: dict[str, list[str | Path]] = {
    "style": [BIN / "ruff", "check", "--quiet", "."],
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "types": [BIN / "mypy", "--no-error-summary"],
    "templates": [BIN / "djlint", "--lint", "--quiet", "templates"],
    "imports": [BIN / "lint-imports"],
    "migrations": [sys.executable, "manage.py", "makemigrations", *MIGRATIONS],
    "content": [sys.executable, "manage.py", "check_content"],
    "settings": ["env", "HTTPS=1", sys.executable, "manage.py", *DEPLOY],
}


def main() -> int:
    """Run every check; return 1 if any of them found a fault."""
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    print(f"make check: {len(CHECKS) - len(failed)} passed, {len(failed)} failed")
    if failed:
        print("Faults in: " + ", ".join(failed))
    return 1 if failed else 0


def passes(name: str, command: list[str | Path]) -> bool:
    """Run one tool; show what it says only if it found a fault."""
    start = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"{'ok' if not done.returncode else 'FAULT':6}{name} ({time.monotonic() - start:.1f} s)")
    if done.returncode:
        print((done.stdout + done.stderr).strip(), flush=True)
    return not done.returncode


if __name__ == "__main__":
    sys.exit(main())
