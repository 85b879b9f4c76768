"""How long a run is: what `make bench` takes, and the few requests that a test sends."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Every measure is bounded in time and in count."""

    rounds: int = 6
    seconds: float = 2.0  # of one side in one round
    most: int = 20_000  # requests of one side in one round
    learners: int = 120  # who answer in one round
    starts: int = 6
    turns: int = 54  # of a live round: each is short, and they differ
    phones: tuple[int, int] = (100, 1000)  # in a live round; they show the growth
    classes: tuple[int, int, int] = (200, 100, 1_000)  # learners; the last two show the growth


TINY = Scale(
    rounds=1,
    seconds=5.0,
    most=16,
    learners=6,
    starts=1,
    turns=1,
    phones=(5, 20),
    classes=(6, 6, 40),
)
