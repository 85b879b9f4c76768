"""What a class is played on: the set-up of production, or what `make run` starts."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe

from bench.servers import environment, prepare
from rehearsal import postmaster, proxy
from rehearsal.postmaster import Postmaster
from rehearsal.programs import Program
from verify import postgresql
from verify.ports import free_port

PAGES, LIVE = 3, 2  # processes
AGAIN = 1.0  # seconds until an operator's supervisor starts again what has ended
UVICORN = (
    "--http=live.stream.protocol:Protocol --loop=asyncio --lifespan=off --no-access-log "
    "--no-proxy-headers --log-level=warning --timeout-graceful-shutdown=2"
).split()
GUNICORN = (
    "--no-control-socket --log-level=warning --graceful-timeout=5 --worker-class=gthread "
    "--threads=8"
).split()


@dataclass(kw_only=True)
class Stage:
    """Processes, and where a class finds them."""

    name: str
    port: int
    told: Mapping[str, str]  # the environment of the app
    database: str  # a file of SQLite, or the address of PostgreSQL
    live: Sequence[Program]  # those that hold streams
    pages: Sequence[Program] = ()
    proxy: Program | None = None
    postgresql: Postmaster | None = None
    left_alone: set[str] = field(default_factory=set)  # names of what is not started again now

    @property
    def programs(self) -> list[Program]:
        return [*self.pages, *self.live, *filter(None, [self.proxy])]

    @contextmanager
    def supervised(self) -> Iterator[None]:
        """Start again what ends, while the block runs."""
        task = asyncio.get_running_loop().create_task(self._supervise())
        try:
            yield
        finally:
            task.cancel()

    async def _supervise(self) -> None:
        while True:
            await asyncio.sleep(AGAIN)
            for one in self.programs:
                if one.has_ended and one.name not in self.left_alone:
                    one.start()

    def faults(self) -> list[str]:
        """What the processes said that nobody may overlook."""
        logs = {one.log for one in self.programs if one.log.exists()}
        lines = [line for log in sorted(logs) for line in log.read_text().splitlines()]
        return [line for line in lines if "Broken:" in line or "Internal Server" in line]


@contextmanager
def plain(folder: Path) -> Iterator[Stage]:
    """What `make run` starts: one process, SQLite, no proxy."""
    port = free_port()
    told = environment(folder, HOST="127.0.0.1", PORT=str(port), SECRET_KEY=token_urlsafe(40))
    prepare(told)
    command = [sys.executable, "manage.py", "serve"]
    serve = Program("serve", command, told, port, folder / "serve.log")
    file = folder / "stateguide.sqlite3"
    with _running([serve]):
        yield Stage(name="make run", port=port, told=told, database=str(file), live=[serve])


@contextmanager
def production(
    folder: Path,
    *,
    durability: str = postgresql.DURABLE,
    more: str = "",
    instances: int = PAGES,
) -> Iterator[Stage]:
    """Three processes for pages, two for live rounds, HAProxy before them, PostgreSQL behind.

    `more` is said to the proxy about live rounds. Raises verify.postgresql.NoPostgresql.
    """
    with ExitStack() as stack:
        database = stack.enter_context(postmaster.running(durability))
        told = environment(
            folder, DATABASE_URL=database.url, SECRET_KEY=token_urlsafe(40), PROXIES="1"
        )
        prepare(told)
        pages = [_page(number, told, folder) for number in range(instances)]
        live = [_live(number, told, folder) for number in range(LIVE)]
        stack.enter_context(_running([*pages, *live]))
        front = proxy.before(pages, live, free_port(), folder, more)
        stack.enter_context(_running([front]))
        yield Stage(
            name="production",
            port=front.port,
            told=told,
            database=database.url,
            pages=pages,
            live=live,
            proxy=front,
            postgresql=database,
        )


def _page(number: int, told: Mapping[str, str], folder: Path) -> Program:
    name, port = f"page{number}", free_port()
    own = {**told, "DATA_DIR": str(folder / name)}  # instances share no folder
    (folder / name).mkdir()
    command = [sys.executable, "-m", "gunicorn", *GUNICORN, f"--bind=127.0.0.1:{port}"]
    return Program(name, [*command, "stateguide.wsgi"], own, port, folder / f"{name}.log")


def _live(number: int, told: Mapping[str, str], folder: Path) -> Program:
    name, port = f"live{number}", free_port()
    command = [sys.executable, "-m", "uvicorn", *UVICORN, f"--port={port}"]
    asgi = "stateguide.asgi:application"
    return Program(name, [*command, asgi], told, port, folder / f"{name}.log")


@contextmanager
def _running(programs: Sequence[Program]) -> Iterator[None]:
    try:
        for one in programs:
            one.start()
        for one in programs:
            one.wait()
        yield
    finally:
        for one in programs:
            with suppress(OSError):
                one.ask_to_end()
        for one in programs:
            one.stop()
