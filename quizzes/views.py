"""Find, check, act, answer. What is personal is never stored by a cache on the way."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guests import BadToken, learner_of, remember
from quizzes import attempts, besides, pools
from quizzes.asking import opened_by, within
from quizzes.attempts import Standing
from quizzes.forms import PredictionForm
from quizzes.homes import home_of
from quizzes.models import Answer
from quizzes.pages import open_page, question_page, result_page, verdict_page
from quizzes.pools import Quiz, UnknownQuiz
from quizzes.progress import progress_of
from quizzes.replies import NOT_OPEN, TOO_OLD, first_answer, repeat, take
from quizzes.sources import terms_for
from quizzes.starts import barrier, closed_page
from quizzes.terms import LEFT, NotAdmitted, Terms
from quizzes.tickets import BadTicket, Ticket, unsealed


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Teach in ten seconds; for a learner who is known, also the way back in."""
    return render(request, "home.html", home_of(learner_of(request)))


@require_safe
@never_cache
def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    """The first question right away, or where the learner stands."""
    found, again = _quiz(slug), _again(request)
    last, terms = attempts.latest(request, found), _terms(request, slug)
    if last and last.open_in(found) and not terms.refusal_to_go_on(last.attempt, timezone.now()):
        return open_page(request, found, last, terms)
    if last and not again:
        return result_page(request, last, terms)
    ticket = _next_ticket(request, found, last, again)
    if before := barrier(request, found, terms, ticket):
        return before
    return question_page(request, opened_by(found, ticket).on(terms, ticket.ordinal))


@require_POST
@never_cache
def create_attempt(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a first answer: it opens the attempt, and makes a guest of a visitor."""
    found, terms = _quiz(slug), _terms(request, slug)
    _refuse_nothing(request)
    try:
        ticket = unsealed(request.POST.get("ticket", ""), found.slug)
        response = first_answer(request, found, ticket, terms)
    except (BadTicket, BadToken):
        ticket = _next_ticket(request, found, attempts.latest(request, found))
        if before := barrier(request, found, terms, ticket, TOO_OLD):
            return before
        fresh = opened_by(found, ticket, request).on(terms, ticket.ordinal)
        same = request.POST.get("digest") == fresh.digest
        return question_page(request, fresh.again(TOO_OLD, keep=same), 422)
    if known := learner_of(request):
        remember(response, known)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def question(request: HttpRequest, slug: str, attempt: UUID, number: int) -> HttpResponse:
    """A question of an attempt: its form, what a form brings, or its verdict."""
    standing = _standing(request, slug, attempt)
    if not 1 <= number <= standing.size:
        raise Http404
    if request.method == "POST":
        _refuse_nothing(request)
    if number < standing.number:
        return _answered(request, attempts.explained(standing.attempt)[number - 1])
    if number > standing.number and request.method != "POST":
        return redirect(attempts.url_of(standing.attempt, standing.number))
    return _asked(request, standing, number)


def _answered(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The verdict; a form that comes again is told what is stored."""
    if request.method != "POST":
        return verdict_page(request, answer)
    return repeat(request, PredictionForm(None, request.POST, request.FILES), answer)


def _asked(request: HttpRequest, standing: Standing, number: int) -> HttpResponse:
    """The open question, or what comes of its form."""
    attempt, now = standing.attempt, timezone.now()
    found, terms = _quiz(attempt.quiz), _terms(request, attempt.quiz)
    if refusal := terms.refusal_to_go_on(attempt, now):
        return closed_page(request, attempt.quiz, refusal)
    early = number > standing.number
    url = attempts.url_of(standing.attempt, standing.number) if early else request.path
    asking = within(found, standing, _open(standing, found), request, url)
    asking = asking.on(terms, attempt.ordinal, attempt)
    if early:
        return question_page(request, asking.again(NOT_OPEN, keep=False), 409)
    if request.method != "POST":
        return question_page(request, asking)
    return take(request, asking, lambda: attempt)


@require_safe
@never_cache
def result(request: HttpRequest, slug: str, attempt: UUID) -> HttpResponse:
    """What came of an attempt so far."""
    standing = _standing(request, slug, attempt)
    try:
        terms = terms_for(lambda: learner_of(request), slug)
    except NotAdmitted:
        terms = LEFT
    return result_page(request, standing, terms)


@require_safe
@never_cache
def beside(request: HttpRequest, slug: str) -> HttpResponse:
    """The personal fragment of a lesson's page."""
    found = _quiz(slug)
    if found.slug == pools.HOME or found.fixed:
        raise Http404
    return HttpResponse(besides.beside(request, found))


@require_safe
@never_cache
def progress(request: HttpRequest) -> HttpResponse:
    """All that a learner has read and answered."""
    found = progress_of(learner_of(request), request.GET.get("page", ""))
    return render(request, "quizzes/progress.html", {"progress": found})


def _quiz(slug: str) -> Quiz:
    try:
        return pools.quiz(slug)
    except UnknownQuiz:
        raise Http404 from None


def _terms(request: HttpRequest, slug: str) -> Terms:
    """On which terms who asks may try a quiz; no query for those of the content."""
    try:
        return terms_for(lambda: learner_of(request), slug)
    except NotAdmitted:
        raise Http404 from None


def _standing(request: HttpRequest, slug: str, attempt: UUID) -> Standing:
    """The learner's own attempt; that of somebody else does not exist for them."""
    standing = attempts.standing_in(request, slug, attempt)
    if standing is None:
        raise Http404
    return standing


def _open(standing: Standing, quiz: Quiz) -> str:
    """The scenario of the open question."""
    slug = standing.open_in(quiz)
    if slug is None:
        raise Http404
    return slug


def _next_ticket(
    request: HttpRequest, quiz: Quiz, last: Standing | None, again: str = ""
) -> Ticket:
    attempt = last.attempt if last else None
    return attempts.next_ticket(learner_of(request), quiz, attempt, again or attempts.ANOTHER)


def _again(request: HttpRequest) -> str:
    """Which questions to try again: the same, or others; "" where neither is asked for."""
    again = request.GET.get("again", "")
    if again not in {"", attempts.SAME, attempts.ANOTHER}:
        raise Http404
    return again


def _refuse_nothing(request: HttpRequest) -> None:
    if not request.POST and not request.FILES:
        raise BadRequest("body is empty")
