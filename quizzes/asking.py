"""All that the page of an open question needs, the first of an attempt or a later one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from uuid import uuid4

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from lessons.excerpts import excerpt
from lessons.scenarios import Scenario, scenario
from quizzes import tickets
from quizzes.attempts import Standing
from quizzes.forms import PredictionForm
from quizzes.models import Attempt
from quizzes.pools import Quiz, bare, questions
from quizzes.questions import Asks, Built, Question, build
from quizzes.terms import FREE, Terms
from quizzes.tickets import Ticket
from whatif.ladder import pieces
from whatif.picture import picture


def new_submission() -> str:
    """The number of a form, by which a copy of it is known."""
    return str(uuid4())


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
    submission: str = field(default_factory=new_submission)
    notice: str = ""  # what was wrong with the last try
    told: str = ""  # of the terms: time left, attempts, a due date

    @property
    def verdict_url(self) -> str:
        """The question's own address, where its verdict will be; "" before there is one."""
        return "" if self.ticket else self.url

    @property
    def question(self) -> Asks:
        return self.built.question

    @property
    def digest(self) -> str:
        return self.question.digest

    @property
    def files(self) -> SafeString:
        """The files, with the letters of the pieces beside the lines that say where they lie."""
        return _files(scenario(bare(self.question.key)))

    @property
    def stack(self) -> SafeString:
        """The picture of the stack."""
        return _stack(scenario(bare(self.question.key)))

    @property
    def ladder(self) -> SafeString:
        """Where the pieces stand before the event; "" where a question shows no ladder."""
        return _ladder(self.built)

    @property
    def rows(self) -> SafeString:
        """What there is to choose, under headings for a part of a page."""
        return _rows_of(self, page=False)

    @property
    def page_rows(self) -> SafeString:
        """The same under headings for a page of its own."""
        return _rows_of(self, page=True)

    def on(self, terms: Terms, ordinal: int, attempt: Attempt | None = None) -> Asking:
        """The same with what is told of its terms; of a free quiz nothing is."""
        if terms is FREE:
            return self
        return replace(self, told=terms.told(ordinal, timezone.now(), attempt))

    def again(self, notice: str, *, keep: bool = True) -> Asking:
        """The same question once more; `keep` what was chosen, under another number."""
        form = self.form if keep else PredictionForm(self.built, by_cut=self.quiz.by_cut)
        return replace(self, notice=notice, form=form, submission=new_submission())


# What is the same for every learner is drawn once a process.
@lru_cache(maxsize=1024)
def _files(found: Scenario) -> SafeString:
    letters = pieces(found.outcome, known=False)
    excerpts = (excerpt(file, letters) for file in found.files)
    drawn = (render_to_string("figures/_file.html", {"excerpt": one}) for one in excerpts)
    return SafeString("".join(drawn))


@lru_cache(maxsize=1024)
def _ladder(built: Built) -> SafeString:
    if not isinstance(built.question, Question):
        return SafeString("")
    return render_to_string("figures/_ladder.html", {"ladder": built.question.ladder})


@lru_cache(maxsize=1024)
def _stack(found: Scenario) -> SafeString:
    drawing = picture(found.stack, pieces(found.outcome, known=False))
    return render_to_string("figures/_stack.html", {"picture": drawing})


def _rows_of(asking: Asking, *, page: bool) -> SafeString:
    """The choices; once for all, unless the form shows again what was sent."""
    if asking.form.is_bound:
        return _drawn_rows(asking.question, asking.form, page=page)
    return _open_rows(asking.built, page=page)


@lru_cache(maxsize=2048)
def _open_rows(built: Built, *, page: bool) -> SafeString:
    return _drawn_rows(built.question, PredictionForm(built), page=page)


def _drawn_rows(question: Asks, form: PredictionForm, *, page: bool) -> SafeString:
    kind = "concept" if question.chooses else "piece"
    context = {"question": question, "form": form, "page": page}
    return render_to_string(f"quizzes/_{kind}_rows.html", context)


def opened_by(quiz: Quiz, ticket: Ticket, request: HttpRequest | None = None) -> Asking:
    """The question that a ticket opens; with a request, the form that was sent for it."""
    return opened(quiz, first(quiz, ticket.seed), tickets.sealed(ticket), request)


def first(quiz: Quiz, seed: int) -> Built:
    """The question that an attempt with this seed begins with."""
    return build(questions(quiz, seed)[0], quiz, seed)


def opened(quiz: Quiz, built: Built, ticket: str, request: HttpRequest | None = None) -> Asking:
    """The first question with its ticket, sealed."""
    return Asking(
        quiz=quiz,
        built=built,
        form=_form(built, quiz, request, opening=True),
        number=1,
        size=quiz.ask,
        url=reverse("quizzes:attempts", args=[quiz.slug]),
        ticket=ticket,
    )


def within(quiz: Quiz, standing: Standing, key: str, request: HttpRequest, url: str) -> Asking:
    """The open question of an attempt that is stored; a POST's form comes with it."""
    attempt, number = standing.attempt, standing.number
    built = build(key, quiz, attempt.seed)
    return Asking(
        quiz=quiz,
        built=built,
        form=_form(built, quiz, request if request.method == "POST" else None),
        number=number,
        size=attempt.size,
        url=url,
    )


def _form(
    built: Built, quiz: Quiz, request: HttpRequest | None, *, opening: bool = False
) -> PredictionForm:
    sent = (request.POST, request.FILES) if request else ()
    return PredictionForm(built, *sent, by_cut=quiz.by_cut, opening=opening)
