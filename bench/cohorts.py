"""Many learners who send the answers to their questions all at once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from bench.learners import Learner
from bench.load import Burst, at_once, burst
from bench.servers import Server

SENT_TWICE = 8  # of each burst, as by a double click or a retry
SEE_OTHER = 303


class Cohort:
    """Visitors who become guests with their first answer, each at one quiz."""

    def __init__(self, server: Server, quizzes: Sequence[str]) -> None:
        self.server = server
        self.learners = [Learner(quiz) for quiz in quizzes]
        self.acknowledged: list[UUID] = []

    def answer_together(self) -> Burst | None:
        """Open every next question, then send all answers at once; None when all is answered.

        Only the sending is in the burst. Some answers are sent again after it.
        """
        forms = at_once(self.server, self.learners, lambda one, wire: one.filled(wire))
        sent = {
            learner: form
            for learner, form in zip(self.learners, forms, strict=True)
            if form is not None
        }
        if not sent:
            return None
        requests = list(sent.values())
        done = burst(self.server, requests, SEE_OTHER)
        burst(self.server, requests[:SENT_TWICE], SEE_OTHER)
        for learner, reply in zip(sent, done.replies, strict=True):
            self.acknowledged.append(UUID(learner.submission))
            learner.took(reply)
        return done
