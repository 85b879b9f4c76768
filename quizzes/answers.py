"""Storing an answer: the attempt, what was shown if nobody has seen it before, and the answer.

Each can be sent again and does nothing the second time. An answer is acknowledged only after its
transaction is committed. Each is one statement, so that no other writer waits while we think.
"""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError
from django.db.models import (
    BigIntegerField,
    CharField,
    PositiveIntegerField,
    Q,
    SlugField,
    Subquery,
)

from accounts.models import User
from prepared import Blank, Insert, Prepared
from quizzes.believers import diagnosed
from quizzes.grading import grade
from quizzes.models import Answer, Attempt, Shown
from quizzes.questions import Built
from quizzes.responses import Response
from quizzes.tickets import Ticket

SHOWN_SEED = 0  # what a question draws from its seed is in its digest

# What nobody was shown before has no row, and the answer is refused for want of it.
_ROW = Shown.objects.filter(digest=Blank("digest", CharField()), seed=SHOWN_SEED).values("pk")
_ANSWER = Insert(Answer, shown_id=Subquery(_ROW))
_SHOWN = Insert(Shown, ignore_conflicts=True)
_ATTEMPT = Insert(Attempt, ignore_conflicts=True)
_STANDS = Prepared(
    lambda: Attempt.objects.filter(
        learner_id=Blank("learner", BigIntegerField()),
        quiz=Blank("quiz", SlugField()),
        ordinal=Blank("ordinal", PositiveIntegerField()),
    )
)


class AlreadyAnswered(Exception):
    """The question has another answer; it is kept."""

    def __init__(self, answer: Answer) -> None:
        super().__init__("this question is answered already")
        self.answer = answer


class SubmissionUsed(Exception):
    """The submission id belongs to another answer; that one is kept."""


class Overtaken(Exception):
    """The ticket's attempt exists, and asks other questions: another tab was first."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__("this attempt asks other questions")
        self.attempt = attempt


def begin(learner: User, ticket: Ticket, size: int) -> Attempt:
    """The attempt that a ticket names, stored if it is new. Raises Overtaken."""
    place = {"quiz": ticket.quiz, "ordinal": ticket.ordinal}
    _ATTEMPT.run(Attempt(learner=learner, **place, seed=ticket.seed, size=size))
    [attempt] = _STANDS.rows(learner=learner.pk, **place)
    if attempt.seed != ticket.seed:
        raise Overtaken(attempt)
    return attempt


def store(
    attempt: Attempt, number: int, built: Built, response: Response, submission: UUID
) -> Answer:
    """Grade and keep an answer. The same one again gives back what is stored.

    Raises AlreadyAnswered, SubmissionUsed, and NotAnswered for a prediction with gaps.
    """
    answer = _answer(attempt, number, built, response, submission)
    try:
        _insert(answer, built)
    except IntegrityError:
        if found := standing(attempt, number, response.fields, submission):
            return found
        raise
    return answer


def standing(
    attempt: Attempt, number: int, fields: dict[str, str], submission: UUID
) -> Answer | None:
    """What is stored for this answer already, in one query; None where nothing is.

    `fields` are the form's fields with the prediction. Raises AlreadyAnswered and SubmissionUsed.
    """
    here = Q(attempt=attempt, number=number)
    found = {answer.submission: answer for answer in _with_attempt(here | Q(submission=submission))}
    same = found.pop(submission, None)
    if same and (same.attempt_id, same.number) == (attempt.pk, number):
        if same.said.fields == fields:
            return same
        raise SubmissionUsed
    if found:
        raise AlreadyAnswered(next(iter(found.values())))
    if same:
        raise SubmissionUsed
    return None


def _with_attempt(condition: Q) -> list[Answer]:
    return list(Answer.objects.filter(condition).select_related("attempt", "shown"))


def _answer(
    attempt: Attempt, number: int, built: Built, response: Response, submission: UUID
) -> Answer:
    marks = grade(built.key, response.picks, response.users)
    return Answer(
        submission=submission,
        attempt=attempt,
        number=number,
        question=built.question.key,
        response=response.as_json(),
        certainty=response.certainty,
        belief=diagnosed(built.key, response.picks, response.users, built.held),
        points=marks.points,
        max_points=marks.max_points,
    )


def _insert(answer: Answer, built: Built) -> None:
    """At most two rows: what was shown, where nobody has seen it before, and the answer."""
    try:
        _ANSWER.run(answer, digest=built.digest)
    except IntegrityError:
        _insert_shown(built)
        _ANSWER.run(answer, digest=built.digest)


def _insert_shown(built: Built) -> None:
    """One statement too: what was shown is true by itself, with or without an answer to it."""
    question, outcome = built.question.as_json(), built.outcome
    _SHOWN.run(Shown(digest=built.digest, seed=SHOWN_SEED, question=question, outcome=outcome))
