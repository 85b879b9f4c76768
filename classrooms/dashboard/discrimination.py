"""Whether a question tells those who know more from those who know less.

The corrected item-rest correlation: of a learner's share of points at this question with their
share at all other questions that they met. Linear in the answers, so it has a page of its own.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classrooms.dashboard.items import FEWEST
from classrooms.dashboard.tries import Try

LOW = 0.15  # below it the page says so; no study sets the cut


@dataclass(slots=True)
class Sums:
    """What a correlation of x and y needs, summed over learners."""

    n: int = 0
    x: float = 0.0
    y: float = 0.0
    xx: float = 0.0
    yy: float = 0.0
    xy: float = 0.0

    def add(self, x: float, y: float) -> None:
        self.n += 1
        self.x += x
        self.y += y
        self.xx += x * x
        self.yy += y * y
        self.xy += x * y

    @property
    def correlation(self) -> float | None:
        """Pearson's r; None where one of the two is the same for all."""
        spread_x = self.n * self.xx - self.x * self.x
        spread_y = self.n * self.yy - self.y * self.y
        if min(spread_x, spread_y) <= 1e-9 * self.n * self.n:
            return None
        return (self.n * self.xy - self.x * self.y) / math.sqrt(spread_x * spread_y)


def discriminations(learners: Iterable[Sequence[Try]]) -> dict[str, float]:
    """By question; left out where fewer than `FEWEST` learners say anything, or all the same."""
    sums: defaultdict[str, Sums] = defaultdict(Sums)
    for tries in learners:
        _add(sums, tries)
    known = {key: one.correlation for key, one in sums.items() if one.n >= FEWEST}
    return {key: found for key, found in known.items() if found is not None}


def _add(sums: defaultdict[str, Sums], tries: Sequence[Try]) -> None:
    points = sum(one.points for one in tries)
    most = sum(one.max_points for one in tries)
    for one in tries:
        rest = most - one.max_points
        if rest and one.max_points:
            sums[one.question].add(one.points / one.max_points, (points - one.points) / rest)
