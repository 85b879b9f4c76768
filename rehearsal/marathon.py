"""`make live-marathon`: 100,000 votes in rushes, 20 kill -9 among them, none lost or double."""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rehearsal.classes import Class, Timeout, in_class
from rehearsal.faults import Fault, finish, kill_live, kill_page, kill_postgresql
from rehearsal.load import can_play
from rehearsal.people import Stuck
from rehearsal.stages import Stage, production
from rehearsal.verdicts import faults_of
from verify import postgresql

VOTES = 100_000
QUESTIONS = 50  # of a class
KILLS = 20
RUSH = 0.3  # seconds in which all vote
VICTIMS: Sequence[Fault] = (kill_page, kill_live, kill_live, kill_postgresql)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One class: how many play, and how often something is killed."""

    phones: int
    questions: int
    kills: int
    seed: int


async def run(stage: Stage, course: Course) -> list[str]:
    """Play one class; what is wrong then, and a line of what was played."""
    dice = random.Random(course.seed)  # noqa: S311  a course that can be run again
    struck = set(dice.sample(range(course.questions), course.kills))
    async with in_class(stage, course.phones, spread=RUSH, seed=course.seed) as room:
        try:
            for number in range(course.questions):
                await room.ask()
                if number in struck:
                    await _strike(room, dice)
                await finish(room)
        except (Timeout, Stuck) as stuck:
            return [str(stuck), *await faults_of(room)]
        kept = sum(vote.status == 200 for vote in room.votes)
        print(f"{kept} votes acknowledged, {course.kills} times kill -9", flush=True)
        return await faults_of(room)


async def _strike(room: Class, dice: random.Random) -> None:
    """Kill something at a moment in which votes rain."""
    await asyncio.sleep(dice.uniform(0, 2 * RUSH))
    await dice.choice(VICTIMS)(room)


def main() -> int:
    """Return 1 where a vote is lost or double."""
    phones = int(os.environ.get("PHONES") or 1000)
    if not can_play(phones):
        return 2
    try:
        faults = _all(phones)
    except postgresql.NoPostgresql as fault:
        print(fault)
        return 2
    print("\n".join(faults) or "Nothing was lost, double or out of order.")
    return 1 if faults else 0


def _all(phones: int) -> list[str]:
    """As many classes as it takes, one after the other in one set-up."""
    classes = max(1, VOTES // (phones * QUESTIONS))
    kills = min(QUESTIONS, KILLS // classes)
    with (
        tempfile.TemporaryDirectory(prefix="stateguide-marathon-") as folder,
        production(Path(folder)) as stage,
    ):
        return [
            fault
            for seed in range(classes)
            for fault in asyncio.run(
                run(stage, Course(phones=phones, questions=QUESTIONS, kills=kills, seed=seed))
            )
        ]


if __name__ == "__main__":
    sys.exit(main())
