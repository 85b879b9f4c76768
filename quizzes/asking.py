"""All that the page of an open question needs, the first of an attempt or a later one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.urls import reverse

from lessons.excerpts import Excerpt, excerpt
from lessons.scenarios import Scenario, scenario
from quizzes import tickets
from quizzes.attempts import Standing
from quizzes.forms import PredictionForm
from quizzes.pools import Quiz, bare, questions
from quizzes.questions import Asks, Built, build
from quizzes.tickets import Ticket
from whatif.ladder import pieces
from whatif.picture import Picture, picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question, its form, and where the form goes."""

    quiz: Quiz
    built: Built = field(repr=False)  # has the key: pages take `question`
    form: PredictionForm
    number: int
    size: int
    url: str
    ticket: str = ""  # "" where the attempt is stored already
    submission: UUID = field(default_factory=uuid4)
    notice: str = ""  # what was wrong with the last try

    @property
    def question(self) -> Asks:
        return self.built.question

    @property
    def digest(self) -> str:
        return self.question.digest

    @property
    def excerpts(self) -> tuple[Excerpt, ...]:
        """The files, with the letters of the pieces beside the lines that say where they lie."""
        return _excerpts(scenario(bare(self.question.key)))

    @property
    def stack(self) -> Picture:
        return _picture(scenario(bare(self.question.key)))

    def again(self, notice: str, *, keep: bool = True) -> Asking:
        """The same question once more; `keep` what was chosen, under another number."""
        form = self.form if keep else PredictionForm(self.question, by_cut=self.quiz.by_cut)
        return replace(self, notice=notice, form=form, submission=uuid4())


@lru_cache(maxsize=1024)
def _excerpts(found: Scenario) -> tuple[Excerpt, ...]:
    letters = pieces(found.outcome, known=False)
    return tuple(excerpt(file, letters) for file in found.files)


@lru_cache(maxsize=1024)
def _picture(found: Scenario) -> Picture:
    return picture(found.stack, pieces(found.outcome, known=False))


def opened_by(quiz: Quiz, ticket: Ticket, request: HttpRequest | None = None) -> Asking:
    """The question that a ticket opens; with a request, the form that was sent for it."""
    built = build(questions(quiz, ticket.seed)[0], quiz, ticket.seed)
    return Asking(
        quiz=quiz,
        built=built,
        form=_form(built, quiz, request, opening=True),
        number=1,
        size=quiz.ask,
        url=reverse("quizzes:attempts", args=[quiz.slug]),
        ticket=tickets.sealed(ticket),
    )


def within(quiz: Quiz, standing: Standing, slug: str, request: HttpRequest) -> Asking:
    """The open question of an attempt that is stored; a POST's form comes with it."""
    attempt, number = standing.attempt, standing.number
    built = build(slug, quiz, attempt.seed)
    return Asking(
        quiz=quiz,
        built=built,
        form=_form(built, quiz, request if request.method == "POST" else None),
        number=number,
        size=attempt.size,
        url=reverse("quizzes:question", args=[quiz.slug, attempt.pk, number]),
    )


def _form(
    built: Built, quiz: Quiz, request: HttpRequest | None, *, opening: bool = False
) -> PredictionForm:
    sent = (request.POST, request.FILES) if request else ()
    return PredictionForm(built.question, *sent, by_cut=quiz.by_cut, opening=opening)
