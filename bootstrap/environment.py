"""The virtual environment .venv: made once, brought up to date when the requirements change.

Runs before anything is installed, so it imports the standard library only.
"""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Which version of Python made .venv, and the hash of each requirements file installed in it.
STAMP = VENV / "requirements.json"
NEEDS = {"requirements.txt": ["requirements.txt"]}
NEEDS["requirements-dev.txt"] = ["requirements.txt", "requirements-dev.txt"]
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


class CannotSetUp(Exception):
    """One line that says what is missing and how to get it."""


def main(arguments: list[str]) -> int:
    """Install the named requirements file into .venv where that is not done yet."""
    [name] = arguments or ["requirements-dev.txt"]
    try:
        bring_up_to_date(name)
    except CannotSetUp as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


def bring_up_to_date(name: str) -> None:
    """Make .venv and install `name` into it, unless its stamp says that this was done."""
    wanted = {"python": VERSION, **{file: digest(ROOT / file) for file in NEEDS[name]}}
    stamp = read_stamp()
    if wanted.items() <= stamp.items():
        return
    print(f"Setting up .venv from {name}: once, about a minute.", flush=True)
    if not PYTHON.exists() or stamp.get("python", VERSION) != VERSION:
        make_venv()
    pip_install(name)
    kept = stamp if stamp.get("python") == VERSION else {}
    STAMP.write_text(json.dumps({**kept, **wanted}, indent=1) + "\n", encoding="utf-8")


def read_stamp() -> dict[str, str]:
    """Return what is installed; nothing where .venv is missing or was left half-made."""
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def digest(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def make_venv() -> None:
    """Make an empty .venv with the Python that runs this."""
    try:
        # Debian ships them in a package of their own.
        import ensurepip  # noqa: F401, PLC0415
        import venv  # noqa: F401, PLC0415
    except ImportError:
        raise CannotSetUp(
            "Python's venv module is missing: on Debian or Ubuntu, "
            "`apt install python3-venv` brings it"
        ) from None
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False).returncode:
        raise CannotSetUp(f"{sys.executable} could not make {VENV}; the lines above say why")


def pip_install(name: str) -> None:
    """Install exactly the pinned files whose hashes are listed."""
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command = [*pip, "--no-input", "--require-hashes", "--requirement", str(ROOT / name)]
    if subprocess.run(command, check=False).returncode:
        raise CannotSetUp(f"pip could not install {name}; the lines above say why")
