"""The servers that are measured: gunicorn with threads, the same on both sides, on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.connections import Connection, request
from verify.ports import free_port
from verify.serving import OTHERS, ROOT

APP, BARE = "stateguide.wsgi", "bench.bare:application"
PATIENCE = 60  # seconds for a start
QUIET = ["--no-control-socket", "--log-level=warning", "--graceful-timeout=2"]


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    port: int
    pid: int


@contextmanager
def serving(
    application: str,
    environment: Mapping[str, str],
    path: str = "/",
    *,
    workers: int = 2,
    threads: int = 4,
) -> Iterator[Server]:
    """Serve while the block runs, which begins when `path` answers 200."""
    port = free_port()
    size = [f"--workers={workers}", f"--threads={threads}", "--worker-class=gthread"]
    command = [sys.executable, "-m", "gunicorn", *QUIET, *size, f"--bind=127.0.0.1:{port}"]
    process = subprocess.Popen([*command, application], cwd=ROOT, env=dict(environment))
    try:
        _wait(process, port, path)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def environment(data: Path, **settings: str) -> dict[str, str]:
    """What a server of ours is told: a data folder of its own and nothing of who calls us."""
    kept = {name: value for name, value in os.environ.items() if name not in OTHERS}
    return {**kept, "DATA_DIR": str(data), "LOG_LEVEL": "ERROR", **settings}


def prepare(environment: Mapping[str, str]) -> None:
    """Make the tables, and collect static files if they have changed."""
    code = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "from stateguide.collected import collect_if_changed\n"
        "call_command('migrate', interactive=False, verbosity=0); collect_if_changed()"
    )
    told = {**environment, "DJANGO_SETTINGS_MODULE": "stateguide.settings"}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=told, check=True)


def _wait(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    deadline = time.perf_counter() + PATIENCE
    while not _answers(port, path):
        if process.poll() is not None or time.perf_counter() > deadline:
            raise RuntimeError("the server did not start; its lines say why")
        time.sleep(0.002)


def _answers(port: int, path: str) -> bool:
    connection = Connection(port)
    try:
        return connection.send(request(path)).status == 200
    except OSError:
        return False
    finally:
        connection.close()
