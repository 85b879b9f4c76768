"""First tries: of each learner's answers to a question only the first says what they know.

All attempts of a learner count, also those from before the class. `why-` and the plain form of a
scenario are different questions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from quizzes.models import Answer

CHUNK = 200  # learners whose answers are in memory at once

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


def first_tries(users: Collection[int]) -> Iterator[list[Try]]:
    """Of each of these learners who has answered anything their first tries, in order. One query.

    For a whole class go by `CHUNK` learners: all rows of `users` are in memory.
    """
    answers = Answer.objects.filter(attempt__learner__in=users).order_by("attempt__learner", "pk")
    for _, rows in groupby(answers.values_list(*_COLUMNS), key=itemgetter(0)):
        first: dict[str, tuple[object, ...]] = {}
        for row in rows:
            first.setdefault(row[1], row)
        yield [*map(Try._make, first.values())]


def in_chunks(users: Sequence[int]) -> Iterator[list[list[Try]]]:
    """The first tries of `CHUNK` learners at a time, a list for each learner."""
    for start in range(0, len(users), CHUNK):
        yield list(first_tries(users[start : start + CHUNK]))
