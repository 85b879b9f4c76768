"""`make live-load`: how fast 200, 1,000 and 3,000 phones are served, and what they cost."""

from __future__ import annotations

import asyncio
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from bench import cpu
from rehearsal import proxy
from rehearsal.classes import Class, in_class
from rehearsal.stages import Stage, plain, production
from rehearsal.verdicts import faults_of
from verify import postgresql

SIZES = (200, 1000, 3000)
QUESTIONS = 5
SPREAD = 2.0  # seconds in which all vote
FILES = 4  # open files for each phone: its stream and its vote, each at both ends of the proxy
OnStage = Callable[[Path], AbstractContextManager[Stage]]
HEADINGS = (
    "stage        phones  ms from click to phones    to the last     vote to count   CPU ms   KB"
)


@dataclass(slots=True)
class Measured:
    """Seconds, and what the processes with the streams used."""

    heard: list[float] = field(default_factory=list)  # from a click to each phone
    last: list[float] = field(default_factory=list)  # from a click to the last phone
    counted: list[float] = field(default_factory=list)  # from a vote to the host's count
    cpu: float = 0.0  # seconds
    kb: float = 0.0  # PSS of all


async def play(room: Class, questions: int, measured: Measured) -> None:
    """Ask, vote, count and reveal."""
    for _ in range(questions):
        asked = await room.ask()
        await room.hear(asked)
        await room.vote()
        await room.count()
        measured.counted += waits(room, asked.clicked)
        told = await room.tell()
        await room.hear(told)
        for phase in (asked, told):
            heard = [one.source.phase_at[phase.seq] - phase.clicked for one in room.phones]
            measured.heard += heard
            measured.last.append(max(heard))


def waits(room: Class, since: float) -> list[float]:
    """How long votes waited: the k-th that was sent, for the first count of at least k."""
    counts = iter([count for count in room.host.source.counts if count[0] > since])
    at, voted = next(counts)
    found = []
    for number, sent in enumerate(sorted(vote.sent_at for vote in room.settled), 1):
        while voted < number:
            at, voted = next(counts)
        found.append(max(0.0, at - sent))
    return found


async def measure(stage: Stage, phones: int, questions: int = QUESTIONS) -> list[str]:
    """Play a class of so many and print what came of it; return what is wrong."""
    measured = Measured(kb=-_kb(stage))
    async with in_class(stage, phones, spread=SPREAD) as room:
        await play(room, 1, Measured())  # with which all are warm
        measured.cpu -= _cpu(stage)
        await play(room, questions, measured)
        measured.kb += _kb(stage)
        measured.cpu += _cpu(stage)
        faults = await faults_of(room)
        print(_row(stage, phones, questions, measured), flush=True)
        votes = len(room.votes)
    if not faults:
        print(f"{'':13}{votes} votes acknowledged = stored, each once", flush=True)
    return faults


def _row(stage: Stage, phones: int, questions: int, measured: Measured) -> str:
    each = measured.cpu * 1000 / phones / questions
    return (
        f"{stage.name:12}{phones:7}  {_of(measured.heard):25}{_of(measured.last):16}"
        f"{_of(measured.counted):16}{each:6.2f}{measured.kb / phones:5.0f}"
    )


def _of(seconds: Sequence[float]) -> str:
    """Median and 99th of 100, in ms."""
    ordered = sorted(seconds)
    middle, late = (
        ordered[len(ordered) // 2],
        ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)],
    )
    return f"{middle * 1000:.0f}, p99 {late * 1000:.0f}"


def _cpu(stage: Stage) -> float:
    return sum(cpu.tree(one.pid) for one in stage.live)


def _kb(stage: Stage) -> float:
    """Memory that the processes with the streams have for themselves."""
    return sum(cpu.pss_kb(one.pid) for one in stage.live)


def can_play(phones: int) -> bool:
    """Whether production can be set up for so many; a line says what is missing."""
    if not proxy.installed():
        print("Install HAProxy (Debian's package: haproxy)")
        return False
    return allow(phones)


def allow(phones: int) -> bool:
    """Let this process and those it starts open as many files as so many phones need."""
    wanted = phones * FILES + 2 * proxy.SPARE
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if most > soft:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    if max(most, soft) < wanted:
        print(f"{phones} phones are left out: they need ulimit -n {wanted}, {hard} are allowed")
    return max(most, soft) >= wanted


def main() -> int:
    """Return 1 where anything is wrong."""
    sizes = [int(size) for size in os.environ.get("PHONES", "").split(",") if size] or [*SIZES]
    runs: list[tuple[OnStage, int]] = [(production, size) for size in sizes]
    runs += [(plain, size) for size in sizes if size == SIZES[0]]
    print(HEADINGS)
    try:
        faults = [fault for on, size in runs if allow(size) for fault in _one(on, size)]
    except postgresql.NoPostgresql as fault:
        faults = [str(fault)]
    print("\n".join(faults) or "Nothing was lost, double or out of order.")
    return 1 if faults else 0


def _one(on: OnStage, phones: int) -> list[str]:
    with (
        tempfile.TemporaryDirectory(prefix="stateguide-load-") as folder,
        on(Path(folder)) as stage,
    ):
        return asyncio.run(measure(stage, phones))


if __name__ == "__main__":
    sys.exit(main())
