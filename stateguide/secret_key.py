"""The key that signs cookies and forms: made once, kept beside the data."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from stateguide.files import publish


def read_or_make(file: Path) -> str:
    """Return the key in `file`; make it first where there is none.

    Two processes that start together get the same key: each writes its own whole file, and only
    the first gives its file the final name. Nobody ever reads half a key.
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
        with suppress(FileExistsError):  # another process was first: its key is the key
            publish(Path(draft), file)
    finally:
        Path(draft).unlink(missing_ok=True)
