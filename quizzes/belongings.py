"""What this app keeps of a person: attempts, with every answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Max

from accounts.belongings import Belongings, Row
from accounts.models import User
from quizzes.models import Answer, Attempt

_ATTEMPT = ("id", "quiz", "ordinal", "size", "started_at")
_ANSWER = (
    "number",
    "question",
    "title",
    "response",
    "certainty",
    "belief",
    "points",
    "max_points",
    "answered_at",
)


def _export(user: User) -> Iterator[Row]:
    """The attempts in the order in which they were begun, each with its answers."""
    attempts = Attempt.objects.filter(learner=user).order_by("started_at", "id").titled()
    for attempt in attempts.iterator(chunk_size=100):
        answers = [_row(answer, _ANSWER) for answer in attempt.answers.all()]
        yield _row(attempt, _ATTEMPT) | {"answers": answers}


def _row(record: Attempt | Answer, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _merge(guest: User, account: User) -> None:
    """The guest's attempts follow the account's own; which answer came first stays as it was."""
    tried = Attempt.objects.filter(learner=account).values_list("quiz").annotate(Max("ordinal"))
    own = dict(tried)
    for quiz in set(Attempt.objects.filter(learner=guest).values_list("quiz", flat=True)):
        Attempt.objects.of(guest, quiz).update(
            learner=account, ordinal=F("ordinal") + own.get(quiz, 0)
        )


ATTEMPTS = Belongings(
    name="attempts",
    about="Your attempts at quizzes, and of each answer what you were asked, what you chose, "
    "how sure you were, the points, a belief that explains it, and when.",
    export=_export,
    merge=_merge,
)
