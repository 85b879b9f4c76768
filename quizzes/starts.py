"""What stands before an attempt on terms: a start to press, and the end of what may be tried."""

from __future__ import annotations

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.guests import welcome
from quizzes.answers import Overtaken, begin
from quizzes.attempts import url_of
from quizzes.fields import StrictForm
from quizzes.models import Attempt
from quizzes.pools import Quiz
from quizzes.terms import NOTHING_STORED, Refusal, Terms
from quizzes.tickets import Ticket, sealed
from stateguide.pages import SeeOther

NOT_STARTED = f"Your time has not begun. Press Start first. {NOTHING_STORED}"


class StartForm(StrictForm):
    """Begins an attempt that has a time, and answers nothing yet."""

    ticket = forms.CharField(max_length=2000)


def barrier(
    request: HttpRequest, quiz: Quiz, terms: Terms, ticket: Ticket, notice: str = ""
) -> HttpResponse | None:
    """What is shown instead of the first question; None where nothing stands before it."""
    if refusal := terms.refusal_to_begin(ticket.ordinal):
        return closed_page(request, quiz.slug, refusal)
    return start_page(request, quiz, terms, ticket, notice) if terms.time else None


def start_page(
    request: HttpRequest, quiz: Quiz, terms: Terms, ticket: Ticket, notice: str = ""
) -> HttpResponse:
    """How much time there is, and the button with which it begins."""
    context = {
        "quiz": quiz,
        "minutes": int(terms.time.total_seconds() // 60) if terms.time else 0,
        "told": terms.told(ticket.ordinal, timezone.now()),
        "ticket": sealed(ticket),
        "notice": notice,
    }
    return render(request, "quizzes/start.html", context, status=409 if notice else 200)


def closed_page(request: HttpRequest, slug: str, refusal: Refusal) -> HttpResponse:
    """Why nothing is taken. What was answered before stays readable."""
    context = {"refusal": refusal, "slug": slug}
    return render(request, "quizzes/closed.html", context, status=409)


def start(request: HttpRequest, quiz: Quiz, terms: Terms, ticket: Ticket) -> HttpResponse:
    """Begin the attempt of a ticket; its time runs. The same again leads to the same attempt."""
    if not StartForm(request.POST, request.FILES).is_valid():
        return start_page(request, quiz, terms, ticket, NOT_STARTED)
    attempt = _begun(request, quiz, ticket)
    return SeeOther(url_of(attempt, 1))


def _begun(request: HttpRequest, quiz: Quiz, ticket: Ticket) -> Attempt:
    try:
        with transaction.atomic():
            return begin(welcome(request, ticket.token), ticket, quiz.ask)
    except Overtaken as other:
        return other.attempt
