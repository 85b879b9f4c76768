"""A durable PostgreSQL that may be killed and started again where it was."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from verify import postgresql

PATIENCE = 30.0  # seconds for a start, the recovery of a crash included
FACTS = "SELECT current_setting('data_directory'), current_setting('config_file')"


class Postmaster:
    """The server of a DATABASE_URL that verify.postgresql started for us."""

    def __init__(self, programs: Path, url: str) -> None:
        self.url = url
        self._programs = programs
        with self.connect() as database:
            row = database.execute(FACTS).fetchone()
        assert row, "a setting has a value"
        self._data = Path(row[0])
        self._options = self._started_with()

    def connect(self) -> psycopg.Connection[tuple[str, ...]]:
        """A connection that commits each statement."""
        return psycopg.connect(self.url.replace("postgres:", "postgresql:", 1), autocommit=True)

    def run(self, *statements: str) -> None:
        """Change something behind the app's back."""
        with self.connect() as database:
            for statement in statements:
                database.execute(statement.encode())

    def kill(self) -> None:
        """As a crash of the machine's memory does: nothing more is written."""
        pid = int((self._data / "postmaster.pid").read_text().split("\n")[0])
        os.kill(pid, signal.SIGKILL)

    def start(self) -> None:
        """Start it again; it recovers what was committed. Raises RuntimeError."""
        deadline = time.monotonic() + PATIENCE
        while not self._starts():  # it waits for the last of those that were killed with it
            if time.monotonic() > deadline:
                raise RuntimeError("PostgreSQL did not come back")
            time.sleep(0.2)

    def _starts(self) -> bool:
        log = self._data.parent / "log"
        options = ["-D", self._data, "-w", "-t", "30", "-l", log, "-o", self._options, "start"]
        command = [str(self._programs / "pg_ctl"), *map(str, options)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        with tempfile.TemporaryFile() as says:  # a pipe would stay open as long as the server
            done = subprocess.run(
                command, cwd="/", stdin=subprocess.DEVNULL, stdout=says, stderr=says, check=False
            )
        return done.returncode == 0

    def _started_with(self) -> str:
        told = (self._data / "postmaster.opts").read_text().split('"')[1::2]
        return " ".join(one for one in told if one not in {"-D", str(self._data)})


@contextmanager
def running(durability: str = postgresql.DURABLE) -> Iterator[Postmaster]:
    """A server while the block runs. Raises NoPostgresql."""
    programs = postgresql.programs()
    if programs is None:
        raise postgresql.NoPostgresql("Install PostgreSQL (Debian's package: postgresql)")
    with postgresql.server(programs, durability) as url:
        yield Postmaster(programs, url)
