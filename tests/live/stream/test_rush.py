"""Votes that come all at once: stored in few groups, and told of once the rush is over."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from live.ballots import Place
from live.stream import votes
from live.stream.database import DatabaseThread
from live.stream.polls import Cast
from live.stream.replies import Reply, stored
from live.stream.storing import Outcome
from live.stream.votes import BallotBox
from live.submissions import Submission
from tests import loops

ROUND = 7
SAID = stored(uuid.uuid4(), Place(0, 1), "A lost")


class Slow(DatabaseThread):
    """Stores a group while the next votes come; notes how many there were in each."""

    def __init__(self) -> None:
        self.groups: list[int] = []

    async def run(self, work: Any, *args: Any, **named: Any) -> Any:
        group: Sequence[Cast] = args[1]
        self.groups.append(len(group))
        await asyncio.sleep(0.02)
        return Outcome([SAID] * len(group), frozenset([ROUND]))


def _cast() -> Cast:
    sent = Submission(uuid.uuid4(), Place(0, 1), {"A": "lost"})
    return Cast(uuid.uuid4(), uuid.uuid4(), sent, timezone.now())


async def _rush(database: Slow, told: list[int]) -> list[Reply]:
    """A vote, and forty that come while it is stored."""
    box, replies = BallotBox(database, told.append), list[Reply]()
    box.take(_cast(), replies.append)
    await asyncio.sleep(0.001)
    for _ in range(40):
        box.take(_cast(), replies.append)
    await asyncio.sleep(0.1)
    return replies


def test_a_rush_is_two_groups_and_told_once() -> None:
    database, told = Slow(), list[int]()
    assert {one.status for one in loops.run(_rush(database, told))} == {200}
    assert database.groups == [1, 40]
    assert told == [ROUND]


def test_one_answer_that_fails_holds_up_no_other() -> None:
    async def rush() -> None:
        box = BallotBox(Slow(), told.append)
        box.take(_cast(), lambda _: 1 / 0)
        box.take(_cast(), replies.append)
        await asyncio.sleep(0.05)

    told, replies = list[int](), list[Reply]()
    loops.run(rush())
    assert replies == [SAID]
    assert told == [ROUND]


def test_a_long_rush_is_told_on_its_way(monkeypatch: Any) -> None:
    monkeypatch.setattr(votes, "RUSH", 0.01)
    told = list[int]()
    loops.run(_rush(Slow(), told))
    assert told == [ROUND, ROUND]
