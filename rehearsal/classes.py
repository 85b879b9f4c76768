"""A class on a stage: all phones, the host and the wall, from question to question."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple

from bench.live_class import LiveClass, made
from rehearsal.people import Host, Phone, Place, Room, Vote
from rehearsal.sources import Source
from rehearsal.stages import Stage

AT_ONCE = 50  # streams that are opened together
LOOK = 0.02  # seconds between two looks at what is waited for
COUNTED = 10.0  # seconds for the counts
PATIENCE = 90.0  # seconds for anything


class Timeout(Exception):
    """Something did not come."""


async def until(true: Callable[[], bool], what: str, patience: float = PATIENCE) -> float:
    """Wait until something holds; how long that took. Raises Timeout."""
    start = time.perf_counter()
    while not true():
        if time.perf_counter() > start + patience:
            raise Timeout(f"in {patience:.0f} s not: {what}")
        await asyncio.sleep(LOOK)
    return time.perf_counter() - start


class Asked(NamedTuple):
    """A phase that the host went on to."""

    clicked: float
    seq: int


class Class:
    """Everybody in the room. Questions are asked in order, each with one ballot."""

    def __init__(self, stage: Stage, told: LiveClass, seed: int, spread: float) -> None:
        stream = f"/live/stream/{told.uid}/"
        dice = random.Random(seed)  # noqa: S311  a class that can be played again
        self.stage, self.uid = stage, told.uid
        self.room = Room(stage.port, stream, told.options, dice, spread)
        self.phones = [Phone(self.room, cookies) for cookies in told.phones]
        self.host = Host(stage.port, told.code, stream, told.host)
        self.wall = Source(stage.port, f"{stream}projector", {})
        self.position = -1  # of the question that stands
        self.patience = PATIENCE

    @property
    def sources(self) -> list[Source]:
        return [self.host.source, self.wall, *(phone.source for phone in self.phones)]

    @property
    def votes(self) -> list[Vote]:
        return [vote for phone in self.phones for vote in phone.votes.values()]

    @property
    def all_listen(self) -> bool:
        return _open([source for source in self.sources if source.is_online])

    async def enter(self) -> None:
        """Everybody opens their page."""
        for start in range(0, len(self.sources), AT_ONCE):
            some = self.sources[start : start + AT_ONCE]
            for source in some:
                source.open()
            await until(lambda some=some: _open(some), "all listen")  # type: ignore[misc]

    def leave(self) -> None:
        """Everybody closes their page."""
        for task in [*self.room.tasks]:
            task.cancel()
        for source in self.sources:
            source.close()

    async def ask(self) -> Asked:
        """The host asks the next question; phones that hear it begin to vote."""
        self.position += 1
        return Asked(*await self.host.go("predict"))

    async def tell(self) -> Asked:
        """The host shows what is so."""
        return Asked(*await self.host.go("reveal"))

    async def hear(self, asked: Asked) -> None:
        """Until everybody has heard of a phase who can."""
        await until(
            lambda: all(asked.seq in one.phase_at for one in self.sources if one.is_online),
            "all have heard of the phase",
            self.patience,
        )

    async def vote(self) -> None:
        """Until every phone that can knows what came of its vote."""
        place = Place(self.position, 1)
        await until(
            lambda: all(one.knows(place) for one in self.phones if one.source.is_online),
            "all know what came of their vote",
            self.patience,
        )

    async def count(self) -> None:
        """Until host and wall were told as many votes as were acknowledged."""
        kept = len([vote for vote in self.settled if vote.status == 200])
        await until(
            lambda: [self.told(source) for source in (self.host.source, self.wall)] == [kept, kept],
            f"{kept} votes counted for host and wall",
            min(self.patience, COUNTED),
        )

    @property
    def settled(self) -> list[Vote]:
        """The votes on the question that stands of which the phones know what came of them."""
        place = Place(self.position, 1)
        found = (phone.votes.get(place) for phone in self.phones)
        return [vote for vote in found if vote and vote.status]

    def told(self, source: Source) -> int:
        """The last count that a stream was told since the last phase."""
        at, block = source.last.get("count", (0.0, None))
        began = source.last.get("phase", (0.0, None))[0]
        return int(block.said["voted"]) if block and at >= began else 0


def _open(some: Sequence[Source]) -> bool:
    return all(source.is_open for source in some)


@asynccontextmanager
async def in_class(
    stage: Stage, phones: int, *, spread: float, seed: int = 1
) -> AsyncIterator[Class]:
    """A class that has come in; it leaves at the end."""
    told = await asyncio.to_thread(made, stage.told, phones)
    room = Class(stage, told, seed, spread)
    try:
        with stage.supervised():
            await room.enter()
            yield room
    finally:
        room.leave()
        await asyncio.sleep(0)
