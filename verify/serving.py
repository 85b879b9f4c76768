"""The app as `make run` serves it, for a browser to drive, with data of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from verify.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
# Settings of who calls us.
OTHERS = {"ALLOWED_HOSTS", "CACHE_URL", "DATABASE_URL", "DEBUG", "EMAIL_URL", "EMAIL_VERIFICATION"}
OTHERS |= {"HTTPS", "PROXIES", "SECRET_KEY"}


@contextmanager
def serving(log: IO[str] | None = None, **settings: str) -> Iterator[str]:
    """Serve with `settings` while the block runs; give the address. Its lines go to `log`."""
    port = free_port()
    with tempfile.TemporaryDirectory() as data:
        kept = {name: value for name, value in os.environ.items() if name not in OTHERS}
        env = {**kept, "DATA_DIR": data, "HOST": "127.0.0.1", "PORT": str(port), **settings}
        command = [sys.executable, "manage.py", "serve"]
        server = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=log, text=True
        )
        try:
            for line in server.stdout or ():
                if "Ctrl-C" in line:
                    break
            else:
                raise RuntimeError("the app did not start: its lines say why")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.communicate()
