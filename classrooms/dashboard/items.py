"""Questions as items of a test: how many were right at first, and what the wrong ones believe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from classrooms.dashboard.intervals import Interval, wilson
from classrooms.dashboard.tries import Try
from quizzes.certainty import SURE

FEWEST = 30  # learners, from which on there are shares, colours and discrimination


class Kind(NamedTuple):
    """First tries that are alike to every number here."""

    question: str
    shown: int
    points: int
    max_points: int
    certainty: str
    belief: str


@dataclass(slots=True)
class Item:
    """One question."""

    key: str
    shown: int = 0  # the newest row that anybody was shown
    count: int = 0  # first tries
    whole: int = 0  # of them, all right
    points: int = 0
    max_points: int = 0
    certainty: Counter[tuple[str, bool]] = field(default_factory=Counter)  # and whether all right
    beliefs: Counter[str] = field(default_factory=Counter)

    @property
    def enough(self) -> bool:
        """Whether there may be shares and colours."""
        return self.count >= FEWEST

    @property
    def facility(self) -> float:
        """The share of first tries that were all right, 0 to 1."""
        return self.whole / self.count

    @property
    def interval(self) -> Interval:
        return wilson(self.whole, self.count)

    @property
    def sure_and_wrong(self) -> int:
        return self.certainty[SURE, False]


Alike = tuple[object, ...]  # what makes a Kind: a Try without its learner


def kinds(tries: Iterable[Try]) -> Iterator[Alike]:
    """What each first try is alike to."""
    return (one[1:] for one in tries)


def told_apart(counted: Mapping[Alike, int]) -> dict[Kind, int]:
    """The same, with names: of a few thousand it costs nothing."""
    return {Kind._make(alike): count for alike, count in counted.items()}


def items(counted: Mapping[Kind, int]) -> dict[str, Item]:
    """All questions by their keys."""
    found: dict[str, Item] = {}
    for kind, count in counted.items():
        if kind.question not in found:
            found[kind.question] = Item(kind.question)
        _add(found[kind.question], kind, count)
    return found


def _add(item: Item, kind: Kind, count: int) -> None:
    whole = kind.points == kind.max_points
    item.shown = max(item.shown, kind.shown)
    item.count += count
    item.whole += whole * count
    item.points += kind.points * count
    item.max_points += kind.max_points * count
    item.certainty[kind.certainty, whole] += count
    if kind.belief:
        item.beliefs[kind.belief] += count
