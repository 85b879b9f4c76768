"""`make test`: every test."""

import subprocess
import sys


def main() -> int:
    """Run pytest on two processes."""
    return subprocess.run([sys.executable, "-m", "pytest", "-n", "2"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
