"""Points by skill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(slots=True)
class Tally:
    """A sum of first tries."""

    points: int = 0
    max_points: int = 0
    count: int = 0  # questions


class Part(NamedTuple):
    """First tries that were alike."""

    skills: Sequence[str]
    points: int  # of each
    max_points: int
    times: int = 1


def tallies(parts: Iterable[Part]) -> dict[str, Tally]:
    """The sums by skill."""
    found: dict[str, Tally] = {}
    for skills, points, max_points, times in parts:
        for skill in skills:
            tally = found.setdefault(skill, Tally())
            tally.points += points * times
            tally.max_points += max_points * times
            tally.count += times
    return found
