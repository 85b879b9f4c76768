"""The key that signs cookies and forms: made once, kept beside the data."""

import os
import secrets
import tempfile
from pathlib import Path


def read_or_make(file: Path) -> str:
    """Return the key in `file`; make it first where there is none.

    Two processes that start together get the same key: each writes its own whole file, and only
    the first link to the final name succeeds. Nobody ever reads half a key.
    """
    if not file.exists():
        _make(file)
    key = file.read_text(encoding="ascii").strip()
    if len(key) < 50:
        raise ValueError(f"{file} holds no key of at least 50 characters; restore it, or remove it")
    return key


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # mkstemp makes the file with mode 600.
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=".secret-key-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(64) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(draft, file)
        except FileExistsError:
            return  # another process was first: its key is the key
    finally:
        Path(draft).unlink()
