"""Votes on their way: those that come while a group is stored make the next one.

So a thousand votes at once take a few commits, and a vote alone waits for nobody.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from live.stream.database import OUTAGE, DatabaseThread
from live.stream.polls import Cast
from live.stream.replies import Reply, problem
from live.stream.roster import Roster
from live.stream.storing import store

logger = logging.getLogger(__name__)
MOST = 1000  # votes in one transaction: it holds the round's lock for some 30 ms
RUSH = 0.2  # seconds of a rush after which is said what was stored, though more waits
AWAY = problem(
    503,
    "The database does not answer right now. Send the vote again.",
    ((b"retry-after", b"1"),),
)
BROKEN = problem(500, "Something broke on our side. It is in the log.")
Say = Callable[[Reply], object]  # to who sent a vote


class BallotBox:
    """Takes votes and acknowledges them when they are durable."""

    def __init__(self, database: DatabaseThread, stored: Callable[[int], None]) -> None:
        """`stored` is told the key of each round in which something was stored."""
        self._database, self._stored_in = database, stored
        self._roster = Roster()
        self._waiting: list[tuple[Cast, Say]] = []
        self._storing: asyncio.Task[None] | None = None
        self._changed: set[int] = set()  # rounds of which nothing was said yet
        self._told_at = 0.0

    def take(self, cast: Cast, say: Say) -> None:
        """Store a vote with those that wait beside it; `say` is told after the commit."""
        self._waiting.append((cast, say))
        if self._storing is None:
            self._storing = asyncio.create_task(self._store_all())

    async def _store_all(self) -> None:
        self._told_at = asyncio.get_running_loop().time()
        try:
            while self._waiting:
                group, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                replies = await self._store([cast for cast, _ in group])
                for (_, say), reply in zip(group, replies, strict=True):
                    _say(say, reply)
                self._tell()
        finally:
            self._storing = None

    def _tell(self) -> None:
        """Say what was stored once a rush is over: to count in the midst of it would prolong it."""
        now = asyncio.get_running_loop().time()
        if self._waiting and now < self._told_at + RUSH:
            return
        self._told_at = now
        while self._changed:
            self._stored_in(self._changed.pop())

    async def _store(self, casts: list[Cast]) -> list[Reply]:
        try:
            outcome = await self._database.run(store, self._roster, casts)
        except OUTAGE:
            logger.exception("%s votes of live rounds could not be stored", len(casts))
            return [AWAY] * len(casts)
        except Exception:
            logger.exception("Broken: votes of live rounds")
            return [BROKEN] * len(casts)
        self._changed |= outcome.rounds
        return outcome.replies


def _say(say: Say, reply: Reply) -> None:
    """Whatever happens to one answer, the others are given."""
    try:
        say(reply)
    except Exception:
        logger.exception("Broken: the answer to a vote")
