"""Who is in the room: phones that vote, a host who clicks, and the wall."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID, uuid4

from rehearsal.asking import ask, get, post, wait
from rehearsal.blocks import Block
from rehearsal.sources import Source

TWICE = 0.25  # of all votes are sent twice at once, as by a double tap
PICK = "pick-"


class Place(NamedTuple):
    """What is voted on."""

    position: int
    ballot: int


@dataclass(slots=True)
class Vote:
    """A vote and what its phone knows of it."""

    place: Place
    submission: str
    form: Mapping[str, str]
    sent_at: float = 0.0
    settled_at: float = 0.0
    status: int = 0  # of the answer that settled it; 0: it is in doubt


@dataclass
class Room:
    """What all phones of a round know."""

    port: int
    path: str  # /live/stream/UID/
    options: list[dict[str, list[str]]]  # of each question
    random: random.Random
    spread: float = 1.0  # seconds in which all vote
    tasks: set[asyncio.Task[None]] = field(default_factory=set)


class Phone:
    """Votes on each ballot that opens, and sends again until it knows what came of it."""

    def __init__(self, room: Room, cookies: Mapping[str, str]) -> None:
        self._room, self.cookies = room, cookies
        self.player = str(UUID(cookies["seat"].split(".")[1][:32]))
        self.votes: dict[Place, Vote] = {}  # that were sent
        self._place: Place | None = None  # of the ballot on its screen
        self.source = Source(room.port, f"{room.path}phone", cookies, self._heard)

    def knows(self, place: Place) -> bool:
        """Whether it knows what came of its vote there."""
        return place in self.votes and bool(self.votes[place].status)

    def _heard(self, block: Block) -> None:
        if block.kind == "phase":
            ballot = block.said["ballot"]
            self._place = Place(block.said["position"], ballot) if ballot else None
            if self._place and self._place not in self.votes:
                self._begin(self._place)

    def _begin(self, place: Place) -> None:
        task = asyncio.get_running_loop().create_task(self._decide(place))
        self._room.tasks.add(task)
        task.add_done_callback(self._room.tasks.discard)

    async def _decide(self, place: Place) -> None:
        await asyncio.sleep(self._room.random.uniform(0, self._room.spread))
        await self.source.online()
        if place == self._place and place not in self.votes:
            self.votes[place] = vote = self._vote(place)
            await self._cast(vote)

    def _vote(self, place: Place) -> Vote:
        dice = self._room.random
        picks = {name: dice.choice(of) for name, of in self._room.options[place.position].items()}
        submission = str(uuid4())
        own = {"position": str(place.position), "ballot": str(place.ballot)}
        return Vote(place, submission, {"submission": submission, **own, **picks})

    async def _cast(self, vote: Vote) -> None:
        request = post(f"{self._room.path}vote", vote.form, self.cookies)
        vote.sent_at = time.perf_counter()
        tries = 0
        while not vote.status:
            again = 1 + (self._room.random.random() < TWICE)
            replies = await asyncio.gather(*(ask(self._room.port, request) for _ in range(again)))
            settled = [one.status for one in replies if _settles(one.status, one.body, vote)]
            if settled:
                vote.settled_at, vote.status = time.perf_counter(), min(settled)
                return
            await asyncio.sleep(wait(tries))
            tries += 1


def _settles(status: int, body: bytes, vote: Vote) -> bool:
    """Only an answer that names the vote stores it; only a 4xx refuses it."""
    if status != 200:
        return 400 <= status < 500
    told = json.loads(body)
    return told.get("stored") is True and told.get("submission") == vote.submission


class Stuck(Exception):
    """The host could not go on."""


class Host:
    """Leads the round by its page, as a browser without scripts does; listens beside it."""

    def __init__(self, port: int, code: str, stream: str, cookies: Mapping[str, str]) -> None:
        self._port, self._cookies = port, dict(cookies)
        self._page = f"/live/{code}/host/"
        self.source = Source(port, f"{stream}host", cookies)

    async def go(self, to: str, patience: float = 30.0) -> tuple[float, int]:
        """Go on to a phase; when the click that did it was made, and the number of its event."""
        deadline = time.perf_counter() + patience
        clicked, tries = 0.0, 0
        while time.perf_counter() < deadline:
            seq, phase, token = await self._look()
            if clicked and phase == to:  # the answer to the click may have been lost
                return clicked, seq
            if token:
                clicked = time.perf_counter()
                await self._click(to, seq, token)
            else:
                await asyncio.sleep(wait(tries))
                tries += 1
        raise Stuck(f"the host did not get to {to}")

    async def _look(self) -> tuple[int, str, str]:
        answer = await ask(self._port, get(self._page, self._cookies, Connection="close"))
        self._cookies |= answer.cookies
        if answer.status != 200:
            return 0, "", ""
        page = answer.body.decode()
        return (
            int(_found(r'data-seq="([0-9]+)"', page)),
            _found(r'data-phase="([a-z]+)"', page),
            _found(r'name="csrfmiddlewaretoken" value="([^"]+)"', page),
        )

    async def _click(self, to: str, seq: int, token: str) -> None:
        form = {"csrfmiddlewaretoken": token, "seq": str(seq), "act": to}
        answer = await ask(self._port, post(f"{self._page}act/", form, self._cookies))
        self._cookies |= answer.cookies


def _found(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    return found[1] if found else ""
