"""Collect static files, but only when one of them has changed since the last time."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_if_changed() -> bool:
    """Run collectstatic where its sources differ from those of the last run; say whether it ran."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = sources()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted, encoding="ascii")
    return True


def sources() -> str:
    """Return a digest of all files that would be collected, and of the code that hashes them."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            content = hashlib.sha256(Path(storage.path(path)).read_bytes()).hexdigest()
            digest.update(f"{path} {content}\n".encode())
    code = Path(__file__).with_name("static_storage.py")
    digest.update(code.read_bytes())
    return digest.hexdigest()
