"""The geometry of small charts. They are drawn by attributes, and stand beside their figures."""

from __future__ import annotations

import math
from typing import NamedTuple

from classrooms.dashboard.intervals import Interval

_STEP, _SIDE = 13, 9  # of a square
MOST = 40  # squares in a row: in larger classes one stands for several learners


class Squares(NamedTuple):
    """Unit squares in a row: filled ones, then outlined ones, as the paths of an SVG."""

    filled: str
    outlined: str
    width: int
    each: int  # learners to a square


def squares(filled: int, outlined: int, learners: int) -> Squares:
    """For so many of `learners`; part of a square is a whole one, so that nobody disappears.

    >>> squares(1, 1, 24)
    Squares(filled='M0 1h9v9h-9z', outlined='M13 1h9v9h-9z', width=26, each=1)
    """
    each = max(1, math.ceil(learners / MOST))
    first, rest = math.ceil(filled / each), math.ceil(outlined / each)
    return Squares(_path(0, first), _path(first, first + rest), _STEP * (first + rest), each)


def _path(start: int, end: int) -> str:
    return "".join(f"M{_STEP * at} 1h{_SIDE}v{_SIDE}h-{_SIDE}z" for at in range(start, end))


def bar(part: int, whole: int) -> str:
    """A bar of 100 units for all of `whole`, as the path of an SVG.

    >>> bar(1, 8)
    'M0 0h12.5v8h-12.5z'
    """
    width = f"{100 * part / whole:g}" if whole else "0"
    return f"M0 0h{width}v8h-{width}z"


def whisker(share: float, interval: Interval) -> str:
    """A mark at a share within its interval, on a line of 100 units.

    >>> whisker(0.5, Interval(0.25, 0.75))
    'M25 6h50M25 3v6M75 3v6M50 0v12'
    """
    low, mark, high = (f"{100 * end:.4g}" for end in (interval.low, share, interval.high))
    length = f"{100 * (interval.high - interval.low):.4g}"
    return f"M{low} 6h{length}M{low} 3v6M{high} 3v6M{mark} 0v12"
