"""A throw-away PostgreSQL server for the tests that say something about the database."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from verify.debian import apt_install, can_use_apt
from verify.ports import free_port

PROGRAMS = Path("/usr/lib/postgresql")
# Nothing here outlives the tests, so nothing waits for the disk.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
DURABLE = "-c fsync=on -c synchronous_commit=on"


class NoPostgresql(Exception):
    """One line that says why there is none and how to get it."""


def programs(root: Path = PROGRAMS) -> Path | None:
    """Return the folder with initdb and pg_ctl of the newest version that is installed."""
    found = [path.parent for path in root.glob("*/bin/pg_ctl")]
    if on_path := shutil.which("pg_ctl"):
        found.append(Path(on_path).resolve().parent)
    return max(found, key=_version, default=None)


def _version(folder: Path) -> float:
    name = folder.parent.name
    return float(name) if name.replace(".", "", 1).isdigit() else 0


def provide() -> Path | None:
    """Return the programs; in CI a missing server is installed, elsewhere it is left out."""
    if found := programs():
        return found
    if not os.environ.get("CI"):
        return None
    if can_use_apt() and apt_install("postgresql") and (found := programs()):
        return found
    raise NoPostgresql("CI needs PostgreSQL: install the package postgresql")


@contextmanager
def server(folder: Path, durability: str = FAST) -> Iterator[str]:
    """Run a server on a free port while the block runs; give its DATABASE_URL."""
    place = Path(tempfile.mkdtemp(prefix="stateguide-postgresql-"))
    port = free_port()
    try:
        _make(folder, place)
        settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={place}"
        log = ["-l", str(place / "log"), "-o", f"{settings} {durability}"]
        _run(folder / "pg_ctl", "-D", place / "data", "-w", "-t", "30", *log, "start")
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run(folder / "pg_ctl", "-D", place / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _make(folder: Path, place: Path) -> None:
    if _is_root():
        shutil.chown(place, "postgres", "postgres")  # the server refuses to run as root
    options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    _run(folder / "initdb", "-D", place / "data", *options)


def _run(program: Path, *arguments: str | Path) -> None:
    command = [str(program), *map(str, arguments)]
    if _is_root():
        command = ["runuser", "-u", "postgres", "--", *command]
    # The server inherits what pg_ctl has: a pipe as its output would never end.
    with tempfile.TemporaryFile("w+") as says:
        done = subprocess.run(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=says, stderr=says, check=False
        )
        if done.returncode:
            says.seek(0)
            raise NoPostgresql(f"{program.name} failed: {says.read().strip()}")


def _is_root() -> bool:
    return os.geteuid() == 0
