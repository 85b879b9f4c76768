"""How far a share may be from what it is by chance alone."""

from __future__ import annotations

import math
from typing import NamedTuple

Z95 = 1.959963984540054  # two-sided 95 %


class Interval(NamedTuple):
    """From a share to a share, both 0 to 1."""

    low: float
    high: float


def wilson(right: int, count: int) -> Interval:
    """Wilson's score interval at 95 % for `right` of `count`; all of 0 to 1 without any.

    Wilson (1927), J. Am. Stat. Assoc. 22: it stays within 0 and 1, also for few and at the ends.
    >>> [round(end, 3) for end in wilson(8, 10)]
    [0.49, 0.943]
    """
    if not count:
        return Interval(0.0, 1.0)
    share, square = right / count, Z95 * Z95 / count
    middle = share + square / 2
    half = Z95 * math.sqrt(share * (1 - share) / count + square / count / 4)
    low, high = (middle - half) / (1 + square), (middle + half) / (1 + square)
    # The ends are exact where none or all are right, whatever the last bit says.
    return Interval(low if right else 0.0, high if right < count else 1.0)
