"""What breaks in the middle of a question. Each returns when it is over, and heals nothing else."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import cycle, islice

from rehearsal.asking import get
from rehearsal.classes import Class
from rehearsal.programs import Program

AWAY = 3.0  # seconds that PostgreSQL is away
CUTS = (1.0, 10.0, 60.0)  # seconds that a phone is cut off
EACH = 3  # phones that are cut off for as long
SLOW = 200  # readers
SIP = 1.0  # seconds in which a slow reader reads a byte
Fault = Callable[[Class], Awaitable[None]]


async def nothing(room: Class) -> None:
    """So that it can be seen what is usual."""


async def kill_page(room: Class) -> None:
    """kill -9 of an instance of the pages."""
    await asyncio.to_thread(room.stage.pages[0].kill)


async def kill_live(room: Class) -> None:
    """kill -9 of a live process."""
    await asyncio.to_thread(room.stage.live[0].kill)


async def kill_postgresql(room: Class) -> None:
    """kill -9 of PostgreSQL, which is started again some seconds later."""
    database = room.stage.postgresql
    assert database, "a stage with PostgreSQL"
    database.kill()
    await asyncio.sleep(AWAY)
    await asyncio.to_thread(database.start)


async def cut_phones(room: Class) -> None:
    """Phones without a network for 1, 10 and 60 s, while the class goes on."""
    left = iter(room.phones)
    tasks = []
    for seconds in CUTS:
        for phone in islice(left, EACH):
            phone.source.cut()
            tasks.append(asyncio.create_task(_mend(phone.source.mend, seconds)))
    while not all(task.done() for task in tasks):
        await finish(room)
        await room.ask()
    await asyncio.gather(*tasks)


async def _mend(mend: Callable[[], None], seconds: float) -> None:
    await asyncio.sleep(seconds)
    mend()


async def finish(room: Class) -> None:
    """Vote, count and reveal."""
    await room.vote()
    await room.count()
    await room.hear(await room.tell())


async def read_slowly(room: Class) -> None:
    """200 readers who take a byte a second, while the class goes on."""
    with _slow(room) as wires:
        for _ in range(2):
            await finish(room)
            await room.ask()
            await _sip(wires)


async def _sip(wires: list[socket.socket]) -> None:
    for wire in wires:
        with suppress(OSError):  # nothing has come, or it was let go
            wire.recv(1)
    await asyncio.sleep(SIP)


@contextmanager
def _slow(room: Class) -> Iterator[list[socket.socket]]:
    phones = islice(cycle(room.phones), SLOW)
    wires = [_opened(room, phone.cookies) for phone in phones]
    try:
        yield wires
    finally:
        for wire in wires:
            wire.close()


def _opened(room: Class, cookies: Mapping[str, str]) -> socket.socket:
    wire = socket.socket()
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    wire.connect(("127.0.0.1", room.stage.port))
    wire.sendall(get(f"{room.room.path}phone", cookies))
    wire.settimeout(0)
    return wire


async def restart_all(room: Class) -> None:
    """One process after the other, as for an update."""
    for program in [*room.stage.pages, *room.stage.live]:
        room.stage.left_alone.add(program.name)
        await asyncio.to_thread(_restart, program)
        room.stage.left_alone.discard(program.name)


def _restart(program: Program) -> None:
    program.stop()
    program.start()
    program.wait()


FAULTS: Mapping[str, Fault] = {
    "nothing": nothing,
    "kill -9 of a page instance": kill_page,
    "kill -9 of a live process": kill_live,
    "kill -9 of PostgreSQL": kill_postgresql,
    "phones cut off for 1, 10, 60 s": cut_phones,
    "200 slow readers": read_slowly,
    "rolling restart": restart_all,
}
