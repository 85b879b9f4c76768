"""What stands beside a lesson for one learner: what is read, and the question that is open."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from lessons.reading import Progress, progress_in
from prepared import Prepared
from quizzes.asking import Asking, opened_by
from quizzes.attempts import next_ticket
from quizzes.models import Attempt
from quizzes.pools import Quiz

_NEWEST = Prepared(lambda: Attempt.objects.blank().counted()[:1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The personal part of a lesson's page."""

    quiz: Quiz
    known: bool  # whether we know the learner: only then scrolling marks sections as read
    read: Progress
    attempt: Attempt | None  # the newest, counted
    asking: Asking | None  # the first question, where none was answered yet

    @property
    def open(self) -> int:
        """The number of the open question; 0 where none is."""
        if self.attempt is None or self.attempt.answered >= self.attempt.size:
            return 0
        return self.attempt.answered + 1


def beside_of(quiz: Quiz, learner: User | None) -> Beside:
    """Two queries beside the learner's own, none for a visitor."""
    attempt = _NEWEST.first(learner=learner.pk, quiz=quiz.slug) if learner else None
    first = opened_by(quiz, next_ticket(learner, quiz, None)) if attempt is None else None
    return Beside(
        quiz=quiz,
        known=learner is not None,
        read=progress_in(learner, quiz.lesson),
        attempt=attempt,
        asking=first,
    )
