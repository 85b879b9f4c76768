"""What stands beside a lesson for one learner: what is read, and the question that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Protocol, cast

from django.conf import settings
from django.db.models import OuterRef, SlugField, Subquery
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from accounts.guests import learner_with
from accounts.models import User
from lessons.models import Reading
from lessons.reading import Progress
from prepared import Blank, JSONArrayAgg, Prepared
from quizzes import tickets
from quizzes.asking import first, new_submission, opened
from quizzes.attempts import next_ticket, standing_of, with_attempt
from quizzes.pools import Quiz
from quizzes.preprinted import Blanks, Preprinted
from quizzes.questions import Built
from quizzes.tickets import Ticket


def _sections() -> Subquery:
    """The anchors that a learner has read of `lesson`."""
    read = Reading.objects.filter(learner=OuterRef("pk"), lesson=Blank("lesson", SlugField()))
    return Subquery(read.values("lesson").values_list(JSONArrayAgg("section")))


_BESIDE = Prepared(lambda: with_attempt().annotate(sections=_sections()))


class _Reader(Protocol):
    """What `_BESIDE` adds to a learner and their attempt."""

    sections: Sequence[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The personal part of a lesson's page, alike for all who are as far."""

    quiz: Quiz
    known: bool  # whether we know the learner: only then scrolling marks sections as read
    read: frozenset[str]  # anchors
    built: Built | None = field(repr=False)  # the first question, where none was answered yet
    open: int = 0  # the number of the open question; 0 where none is
    size: int = 0
    points: int = 0
    max_points: int = 0

    @property
    def progress(self) -> Progress:
        return Progress(self.quiz.lesson, self.read)


def beside(request: HttpRequest, quiz: Quiz) -> str:
    """The fragment, with one query for all that is personal in it; none for a visitor."""
    learner = learner_with(request, _BESIDE, quiz=quiz.slug, lesson=quiz.lesson.slug)
    ticket = next_ticket(learner, quiz, None)
    found = _beside_of(learner, quiz, ticket)
    sealed = tickets.sealed(ticket) if found.built else ""
    blanks = Blanks(get_token(request), new_submission(), sealed)
    return drawn(found, blanks) if settings.DEBUG else _preprinted(found).filled(blanks)


def _beside_of(learner: User | None, quiz: Quiz, ticket: Ticket) -> Beside:
    sections = cast(_Reader, learner).sections if learner else None
    read = quiz.lesson.anchors & {*(sections or ())}
    standing = standing_of(learner, quiz.slug)
    if standing is None:
        built = first(quiz, ticket.seed)
        return Beside(quiz=quiz, known=learner is not None, read=read, built=built)
    return Beside(
        quiz=quiz,
        known=True,
        read=read,
        built=None,
        open=0 if standing.finished else standing.number,
        size=standing.size,
        points=standing.points,
        max_points=standing.max_points,
    )


@lru_cache(maxsize=512)
def _preprinted(beside: Beside) -> Preprinted:
    return Preprinted.of(lambda blanks: drawn(beside, blanks))


def drawn(beside: Beside, blanks: Blanks) -> str:
    """What the template says, with these strings in the form."""
    context = {"beside": beside, "csrf_token": blanks.csrf_token}
    if beside.built:
        asking = opened(beside.quiz, beside.built, blanks.ticket)
        context["asking"] = replace(asking, submission=blanks.submission)
    return render_to_string("quizzes/_beside.html", context)
