"""Where a learner stands in an attempt: what is answered, and which question is open."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import UUIDField

from accounts.guests import fresh_token
from accounts.models import User
from prepared import Blank, Prepared
from quizzes.models import Answer, Attempt
from quizzes.pools import Quiz, bare, order, seed_for
from quizzes.tickets import Ticket

SAME, ANOTHER = "same", "another"


_OWN = Prepared(lambda: Attempt.objects.blank().filter(pk=Blank("attempt", UUIDField())))
_NEWEST = Prepared(lambda: Attempt.objects.blank()[:1])
# Without what each question looked like.
_TOLD = Prepared(
    lambda: (
        Answer.objects.filter(attempt_id=Blank("attempt", UUIDField()))
        .defer("response")
        .order_by("number")
    )
)


@dataclass(frozen=True, slots=True)
class Standing:
    """An attempt with its answers, in order. Questions are answered one after the other."""

    attempt: Attempt
    answers: tuple[Answer, ...]

    @property
    def size(self) -> int:
        return self.attempt.size

    @property
    def points(self) -> int:
        return sum(answer.points for answer in self.answers)

    @property
    def max_points(self) -> int:
        return sum(answer.max_points for answer in self.answers)

    @property
    def finished(self) -> bool:
        return len(self.answers) >= self.attempt.size

    @property
    def number(self) -> int:
        """Of the open question; one more than the size where none is open."""
        return len(self.answers) + 1

    def answer(self, number: int) -> Answer | None:
        return next((answer for answer in self.answers if answer.number == number), None)

    def open_in(self, quiz: Quiz) -> str | None:
        """The key of the open question; None where none is open, or none is left to ask."""
        met = {bare(answer.question) for answer in self.answers}
        left = [key for key in order(quiz, self.attempt.seed) if bare(key) not in met]
        return left[0] if left and not self.finished else None


def standing_in(learner: User, quiz: str, attempt: UUID) -> Standing:
    """A learner's own attempt, in two queries. Raises Attempt.DoesNotExist."""
    found = _OWN.first(attempt=attempt, learner=learner.pk, quiz=quiz)
    if found is None:
        raise Attempt.DoesNotExist
    return _standing(found)


def latest(learner: User | None, quiz: Quiz) -> Standing | None:
    """The newest attempt at a quiz, in two queries; none for a stranger."""
    if learner is None:
        return None
    found = _NEWEST.first(learner=learner.pk, quiz=quiz.slug)
    return _standing(found) if found else None


def named_by(ticket: Ticket, learner: User | None) -> Standing | None:
    """The attempt of a ticket, where it is stored already, in two queries."""
    if learner is None:
        return None
    found = Attempt.objects.of(learner, ticket.quiz).filter(ordinal=ticket.ordinal).first()
    return _standing(found) if found else None


def explained(standing: Standing) -> Standing:
    """The same with what each verdict needs, in one query."""
    answers = standing.attempt.answers.order_by("number")
    return Standing(standing.attempt, tuple(answers.select_related("attempt", "shown")))


def _standing(attempt: Attempt) -> Standing:
    return Standing(attempt, tuple(_TOLD.rows(attempt=attempt.pk)))


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
