"""Where a learner stands in an attempt: what is answered, and which question is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import OuterRef, PositiveIntegerField, QuerySet, SlugField, UUIDField
from django.http import HttpRequest
from django.urls import reverse

from accounts.guests import fresh_token, learner_with, named
from accounts.models import User
from prepared import Blank, Prepared
from quizzes.models import Answer, Attempt
from quizzes.pools import Quiz, bare, order, seed_for
from quizzes.tickets import Ticket

SAME, ANOTHER = "same", "another"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An attempt, and what was answered in it. Questions are answered one after the other."""

    attempt: Attempt  # without `started_at`, which is asked for where it is read
    met: tuple[str, ...]  # keys of the questions that are answered, in any order
    points: int
    max_points: int

    @property
    def size(self) -> int:
        return self.attempt.size

    @property
    def answered(self) -> int:
        return len(self.met)

    @property
    def finished(self) -> bool:
        return self.answered >= self.size

    @property
    def number(self) -> int:
        """Of the open question; one more than the size where none is open."""
        return self.answered + 1

    def open_in(self, quiz: Quiz) -> str | None:
        """The key of the open question; None where none is open, or none is left to ask."""
        met = {*map(bare, self.met)}
        left = [key for key in order(quiz, self.attempt.seed) if bare(key) not in met]
        return left[0] if left and not self.finished else None


class _Found(Protocol):
    """What `with_attempt` adds to a learner."""

    attempt: Mapping[str, Any] | None


def with_attempt(**attempt: Blank) -> QuerySet[User]:
    """For a prepared query: a learner by `uid`, and as `attempt` their newest at `quiz`."""
    own = Attempt.objects.filter(learner=OuterRef("pk"), quiz=Blank("quiz", SlugField()))
    newest = own.filter(**attempt).order_by("-ordinal")
    return named().only("uid", "email", "password", "seen_at").annotate(attempt=newest.as_json())


_NEWEST = Prepared(with_attempt)
_OWN = Prepared(lambda: with_attempt(pk=Blank("attempt", UUIDField())))
_TICKETED = Prepared(lambda: with_attempt(ordinal=Blank("ordinal", PositiveIntegerField())))


def standing_in(request: HttpRequest, quiz: str, attempt: UUID) -> Standing | None:
    """The learner's own attempt, found with the learner in one query."""
    return standing_of(learner_with(request, _OWN, attempt=attempt, quiz=quiz), quiz)


def latest(request: HttpRequest, quiz: Quiz) -> Standing | None:
    """The newest attempt at a quiz, found with the learner in one query; none for a stranger."""
    return standing_of(learner_with(request, _NEWEST, quiz=quiz.slug), quiz.slug)


def named_by(ticket: Ticket, request: HttpRequest) -> Standing | None:
    """The attempt of a ticket where it is stored, found with the learner in one query."""
    learner = learner_with(request, _TICKETED, quiz=ticket.quiz, ordinal=ticket.ordinal)
    return standing_of(learner, ticket.quiz)


def standing_of(learner: User | None, quiz: str) -> Standing | None:
    """What was found with a learner, who has the annotation `attempt`."""
    if learner is None or (told := cast(_Found, learner).attempt) is None:
        return None
    # In the order of the model's fields, which `from_db` counts on.
    columns = {"id": UUID(told["id"]), "learner_id": learner.pk, "quiz": quiz}
    columns |= {name: told[name] for name in ("ordinal", "seed", "size")}
    return Standing(
        attempt=Attempt.from_db(DEFAULT_DB_ALIAS, list(columns), list(columns.values())),
        met=tuple(told["met"] or ()),
        points=told["points"] or 0,
        max_points=told["max_points"] or 0,
    )


def url_of(attempt: Attempt, number: int) -> str:
    """The address of a question of an attempt: its form, and later its verdict."""
    return reverse("quizzes:question", args=[attempt.quiz, attempt.pk, number])


def explained(attempt: Attempt) -> tuple[Answer, ...]:
    """The answers of an attempt in order, with what each verdict needs, in one query."""
    return tuple(attempt.answers.order_by("number").select_related("attempt", "shown"))


def next_ticket(
    learner: User | None, quiz: Quiz, last: Attempt | None, again: str = ANOTHER
) -> Ticket:
    """The ticket for a learner's next attempt: the same scenarios as `last`, or others.

    A visitor gets a token, for the guest that they become. All who are new get the same first
    questions.
    """
    token = "" if learner else fresh_token()
    ordinal = last.ordinal + 1 if last else 1
    if last and again == SAME:
        return Ticket(token, quiz.slug, ordinal, last.seed)
    choice = last is not None and quiz.ask < len(quiz.pool)
    met = Answer.objects.of(learner).met_in(quiz.slug) if learner and choice else ()
    seed = seed_for(str(learner.uid) if learner else "", quiz, ordinal, met)
    return Ticket(token, quiz.slug, ordinal, seed)
