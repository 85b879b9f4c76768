"""All answers of learners, first tries and later ones, one after the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Min

from accounts.models import User
from classrooms.dashboard.subjects import subjects
from quizzes.models import Answer

PAGE = 50

_COLUMNS = (
    "pk",
    "question",
    "attempt__quiz",
    "attempt__ordinal",
    "number",
    "points",
    "max_points",
    "certainty",
    "belief",
    "answered_at",
    "response",
)


class Past(NamedTuple):
    """One answer."""

    title: str
    first: bool  # the learner's first try at this question
    pk: int
    question: str
    quiz: str
    ordinal: int  # of the attempt
    number: int  # of the question in it
    points: int
    max_points: int
    certainty: str
    belief: str
    answered_at: datetime
    response: Mapping[str, Any]


def histories(users: Collection[int]) -> dict[int, list[Past]]:
    """By learner, the oldest first. One query, and one where questions are new."""
    answers = Answer.objects.filter(attempt__learner__in=users).order_by("pk")
    rows = list(answers.values_list("attempt__learner", "shown", *_COLUMNS))
    about = subjects(shown for _, shown, *_ in rows)
    met: set[tuple[int, str]] = set()
    found: dict[int, list[Past]] = {}
    for user, shown, pk, question, *rest in rows:
        first = (user, question) not in met
        met.add((user, question))
        past = Past(about[shown].title, first, pk, question, *rest)
        found.setdefault(user, []).append(past)
    return found


def page_of(user: User, number: str) -> tuple[Page[Answer], list[Past]]:
    """So many answers of one learner, the newest first, and where that page is. Four queries."""
    answers = Answer.objects.filter(attempt__learner=user).order_by("-pk")
    page = Paginator(answers.values_list("shown", *_COLUMNS), PAGE).get_page(number)
    rows = list(page)
    about = subjects(shown for shown, *_ in rows)
    first = _first(user, {question for _, _, question, *_ in rows})
    return page, [Past(about[shown].title, pk in first, pk, *rest) for shown, pk, *rest in rows]


def _first(user: User, questions: Collection[str]) -> frozenset[int]:
    """The first tries at these questions, by their keys."""
    own = Answer.objects.filter(attempt__learner=user, question__in=questions)
    rows = own.values("question").annotate(first=Min("pk"))
    return frozenset(row["first"] for row in rows)
