"""One name for all that the answers of this app depend on: its files, Python, the settings."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The manifest has the hash of every static file, so it stands for all of them.
FOLDERS, MANIFEST = ("content", "templates"), "staticfiles/staticfiles.json"
_NAME = re.compile(rb"[A-Z][A-Z0-9_]+")


def fingerprint(root: Path = ROOT) -> str:
    """A digest that changes with any file under `root` that the app is made of, and with what
    the environment says. Raises OSError where a file cannot be read.

    It hashes contents, not times: an image or a copy may give two versions the same times.
    """
    digest = hashlib.sha256("\n".join(_surroundings(root)).encode())
    for path in _files(root):
        content = hashlib.sha256(Path(path).read_bytes()).hexdigest()
        digest.update(f"{path.removeprefix(str(root))} {content}\n".encode())
    return digest.hexdigest()[:32]


def _surroundings(root: Path) -> Iterator[str]:
    """Python, the distributions that are installed, and every variable that the settings name."""
    yield sys.version
    yield from sorted(found.name for place in sys.path for found in Path(place).glob("*.dist-info"))
    settings = (root / "stateguide" / "settings.py").read_bytes()
    for name in sorted({b"DJANGO_SETTINGS_MODULE", *_NAME.findall(settings)}):
        yield f"{name.decode()}={os.environ.get(name.decode())}"


def _files(root: Path) -> Iterator[str]:
    packages = (path.parent.name for path in root.glob("*/__init__.py"))
    for folder in sorted({*FOLDERS, *packages} - {"tests"}):
        yield from _below(str(root / folder))
    yield str(root / MANIFEST)


def _below(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if not entry.is_dir():
            yield entry.path
        elif entry.name != "__pycache__":
            yield from _below(entry.path)
