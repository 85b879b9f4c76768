"""The questions that a class has met, as a table for its staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from classrooms.dashboard.beliefs import title_of
from classrooms.dashboard.discrimination import LOW, discriminations
from classrooms.dashboard.items import FEWEST, Item
from classrooms.dashboard.options import Slots, picked
from classrooms.dashboard.people import users_of
from classrooms.dashboard.reuse import Dated, reused
from classrooms.dashboard.subjects import subjects
from classrooms.dashboard.totals import Totals, totals_of
from classrooms.dashboard.tries import in_chunks
from classrooms.models import Classroom
from quizzes.certainty import CERTAINTY
from quizzes.whys import WHY

PUZZLING = 8  # questions on the dashboard itself


class Asked(NamedTuple):
    """One question."""

    title: str
    item: Item
    discrimination: float | None  # of what is not known, or not looked at here

    @property
    def with_reason(self) -> bool:
        """Whether it is a scenario that was asked with a reason."""
        return self.item.key.startswith(WHY)

    @property
    def remark(self) -> str:
        """What its discrimination says, where it should be looked at."""
        if self.discrimination is None or self.discrimination >= LOW:
            return ""
        return "worth a look" if self.discrimination >= 0 else "check its key"


def asked(totals: Totals, known: Mapping[str, float] | None = None) -> list[Asked]:
    """All questions by title. One query where some are new."""
    about = subjects(item.shown for item in totals.items.values())
    found = [
        Asked(about[item.shown].title, item, (known or {}).get(item.key))
        for item in totals.items.values()
    ]
    return sorted(found, key=lambda one: (one.title.casefold(), one.item.key))


class Looked(NamedTuple):
    """One question, with all that was picked."""

    asked: Asked
    slots: Slots
    beliefs: list[tuple[str, int]]  # titles, with how many first tries show them
    certainty: list[Certainty]
    at: datetime


class Certainty(NamedTuple):
    """How many were so sure, and how many of them were all right."""

    says: str
    tries: int
    whole: int


def looked_at(classroom: Classroom, key: str) -> Looked | None:
    """One question; None where no learner of the class has answered it."""
    totals = totals_of(classroom)
    item = totals.value.items.get(key)
    if item is None:
        return None
    title = subjects([item.shown])[item.shown].title
    held = [(title_of(slug), count) for slug, count in item.beliefs.most_common()]
    slots = picked(key, users_of(classroom))
    return Looked(Asked(title, item, None), slots, held, _certainty(item), totals.at)


def _certainty(item: Item) -> list[Certainty]:
    """In the order of the form; what was asked without it is left out."""
    return [
        Certainty(says, item.certainty[word, True] + item.certainty[word, False], right)
        for word, says in CERTAINTY.items()
        if (right := item.certainty[word, True]) or item.certainty[word, False]
    ]


def puzzling(questions: Sequence[Asked]) -> list[Asked]:
    """Those where most first tries were not all right."""
    wrong = [one for one in questions if one.item.whole < one.item.count]
    wrong.sort(key=lambda one: (one.item.whole - one.item.count, one.item.key))
    return wrong[:PUZZLING]


def discriminations_in(classroom: Classroom) -> Dated[dict[str, float]]:
    """By question. It goes through all first tries of the class once more."""
    return reused(f"discriminations-{classroom.pk}", lambda: _discriminations(classroom))


def _discriminations(classroom: Classroom) -> dict[str, float]:
    users = users_of(classroom)
    if len(users) < FEWEST:
        return {}
    return discriminations(chain.from_iterable(in_chunks(users)))
