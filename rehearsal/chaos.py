"""`make live-chaos`: processes die in the middle of a question, and nothing is lost.

Then what must not pass is tried: each sabotage has to be found.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from rehearsal.classes import Class, Timeout, in_class, until
from rehearsal.faults import FAULTS, Fault, finish
from rehearsal.load import can_play
from rehearsal.people import Stuck
from rehearsal.sabotage import SABOTAGES, Sabotage
from rehearsal.stages import Stage, production
from rehearsal.verdicts import faults_of
from verify import postgresql

PHONES = 100
FEW = 100  # phones of a class that is sabotaged
SPREAD = 4.0  # seconds in which all vote
BACK = 10.0  # seconds in which all must listen again by themselves
PREFIX = "stateguide-chaos-"
NOTICE = 0.5  # seconds until all have noticed that their connection is gone
HEADINGS = f"{'what happened':34}{'back':>8}{'voted':>8}  votes"


async def suffer(room: Class, name: str, fault: Fault) -> list[str]:
    """Ask a question, let something break, and go on; what is wrong then."""
    begun = len(room.votes)
    try:
        await room.ask()
        await asyncio.sleep(room.room.spread / 3)
        await fault(room)
        healed = time.perf_counter()
        back = await _back(room, healed)
        await finish(room)
    except (Timeout, Stuck) as stuck:
        return [f"{name}: {stuck}", *(f"{name}: {one}" for one in await faults_of(room))]
    voted = max(0.0, max(vote.settled_at for vote in room.settled) - healed)
    print(f"{name:34}{back:6.1f} s{voted:6.1f} s{len(room.votes) - begun:7}", flush=True)
    return [f"{name}: {one}" for one in await faults_of(room)]


async def _back(room: Class, healed: float) -> float:
    """Seconds until the last one listens again. Raises Timeout."""
    await asyncio.sleep(NOTICE)
    await until(lambda: room.all_listen, "all listen again", BACK - NOTICE)
    return max(0.0, *(source.opened_at - healed for source in room.sources if source.is_online))


async def run(stage: Stage, phones: int, chosen: Mapping[str, Fault]) -> list[str]:
    """All faults, one after the other, in one class."""
    found: list[str] = []
    async with in_class(stage, phones, spread=SPREAD) as room:
        for name, fault in chosen.items():
            if faults := await suffer(room, name, fault):
                return faults  # whatever comes after it would say the same
        return found


async def sabotaged(
    stage: Stage, sabotage: Sabotage, phones: int = FEW, patience: float = BACK
) -> list[str]:
    """What is found in a class whose server is not ours any more."""
    async with in_class(stage, phones, spread=2.0) as room:
        room.patience = patience
        if stage.postgresql:
            stage.postgresql.run("CHECKPOINT", *sabotage.sql)
        return await suffer(room, sabotage.name, sabotage.fault)


def main() -> int:
    """Return 1 where anything is wrong, and where a sabotage is not found."""
    phones = int(os.environ.get("PHONES") or PHONES)
    if not can_play(phones):
        return 2
    try:
        return 1 if [*_all(phones)] else 0
    except postgresql.NoPostgresql as fault:
        print(fault)
        return 2


def _all(phones: int) -> Iterator[str]:
    print(HEADINGS)
    for fault in _unharmed(phones):
        print(fault)
        yield fault
    for sabotage in SABOTAGES:
        faults = _sabotaged(sabotage)
        print(f"sabotage: {sabotage.name}: " + ("red, as it must" if faults else "NOT FOUND"))
        print("\n".join(f"    {one.removeprefix(sabotage.name)}" for one in faults), flush=True)
        if not faults:
            yield sabotage.name


def _unharmed(phones: int) -> list[str]:
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder, production(Path(folder)) as stage:
        return asyncio.run(run(stage, phones, FAULTS))


def _sabotaged(sabotage: Sabotage) -> list[str]:
    with (
        tempfile.TemporaryDirectory(prefix=PREFIX) as folder,
        production(Path(folder), durability=sabotage.durability, more=sabotage.proxy) as stage,
    ):
        return asyncio.run(sabotaged(stage, sabotage))


if __name__ == "__main__":
    sys.exit(main())
