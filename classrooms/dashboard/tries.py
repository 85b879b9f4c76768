"""First tries: of each learner's answers to a question only the first says what they know.

All attempts of a learner count, also those from before the class. `why-` and the plain form of a
scenario are different questions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from quizzes.models import Answer

CHUNK = 200  # learners whose answers are in memory at once
Row = tuple[Any, ...]  # of the columns below

_COLUMNS = (
    "attempt__learner",
    "question",
    "shown",
    "points",
    "max_points",
    "certainty",
    "belief",
)


class Try(NamedTuple):
    """What the numbers of a class need of one answer."""

    learner: int  # key of the user
    question: str
    shown: int
    points: int
    max_points: int
    certainty: str
    belief: str


class Chunk:
    """The first tries of some learners. One query, when it is made.

    Rows are plain tuples, and a `Try` lives as long as its learner is looked at: the collector of
    garbage goes through all named tuples that live again and again, which cost a third of the time.
    """

    def __init__(self, users: Collection[int]) -> None:
        """For a whole class go by `CHUNK` learners: all rows of `users` are in memory."""
        answers = Answer.objects.filter(attempt__learner__in=users)
        rows = answers.order_by("attempt__learner", "pk").values_list(*_COLUMNS)
        self._learners = [[*_first(own)] for _, own in groupby(rows, key=itemgetter(0))]

    def __iter__(self) -> Iterator[list[Try]]:
        """Of each of these learners who has answered anything their first tries, in order."""
        return ([*map(Try._make, own)] for own in self._learners)

    @property
    def shown(self) -> set[int]:
        """What they were shown, by the keys of `Shown`."""
        return {row[2] for own in self._learners for row in own}


def _first(rows: Iterable[Row]) -> Iterable[Row]:
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row[1], row)
    return first.values()


def in_chunks(users: Sequence[int]) -> Iterator[Chunk]:
    """The first tries of `CHUNK` learners at a time."""
    for start in range(0, len(users), CHUNK):
        yield Chunk(users[start : start + CHUNK])
