"""A live round: how fast a question reaches every phone, and votes the disk and the host.

Both sides are on this machine without a proxy, with the same clients in the same loop: ours is one
live process with one process for pages beside it, on SQLite; the yardstick is bench.live_minimal.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bench.cpu import pss_kb
from bench.live_sides import Minimal, Ours, minimal, ours
from bench.rounds import Figure, in_turn
from bench.scale import Scale

PUSH, ANSWERS, EXPONENT, MEMORY = 1.3, 3.0, 1.05, 25.0  # targets, each at most; KB


class Side(Protocol):
    """Whoever shows a question to all and takes their answers; both give seconds."""

    async def push(self) -> float: ...

    async def answers(self) -> float: ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Turn:
    """One question, in seconds."""

    push: float  # from the click to the last phone
    answers: float  # from the first answer to all acknowledged and, for ours, counted


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """Small class first, so that the growth with the large one is that of its phones alone."""
    few, many = scale.phones
    with asyncio.Runner() as runner, ours(folder) as servers, minimal(folder) as port:
        small = runner.run(Ours.opened(servers, few))
        frames_of_few = runner.run(_frames(small))
        before = pss_kb(servers.live.pid)
        large = runner.run(Ours.opened(servers, many))
        kb = (pss_kb(servers.live.pid) - before) / many
        yardstick = runner.run(Minimal.opened(port, many, large.event))
        frames_of_many = runner.run(_frames(large))
        runner.run(_turn(yardstick))
        pairs = in_turn(
            lambda: runner.run(_turn(large)), lambda: runner.run(_turn(yardstick)), scale.turns
        )
    yield _figure("push_last_vs_min", [(a.push, b.push) for a, b in pairs], PUSH)
    yield _figure("live_answers_vs_min", [(a.answers, b.answers) for a, b in pairs], ANSWERS)
    grown = math.log(frames_of_many / frames_of_few) / math.log(many / few)
    notes = f"{frames_of_few} frames of a question to {few} phones, {frames_of_many} to {many}"
    yield Figure(name="frames_exponent", ratios=[grown], most=EXPONENT, notes=notes)
    yield Figure(name="kb_per_phone", ratios=[kb], most=MEMORY, unit=" KB")


async def _turn(side: Side) -> Turn:
    push = await side.push()
    answers = await side.answers()
    await side.close()
    return Turn(push, answers)


async def _frames(side: Ours) -> int:
    """How many frames all readers get of a question from its start to its end."""
    before = side.frames
    await _turn(side)
    return side.frames - before


def _figure(name: str, pairs: list[tuple[float, float]], most: float) -> Figure:
    own, least = (sorted(side)[len(pairs) // 2] * 1000 for side in zip(*pairs, strict=True))
    notes = f"{own:.0f} ms to {least:.0f} ms"
    return Figure(name=name, ratios=[a / b for a, b in pairs], most=most, notes=notes)
