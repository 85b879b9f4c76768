"""The answers to a form: the verdict's address, or the page again with what stands against it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from accounts.guests import welcome
from quizzes import attempts
from quizzes.answers import AlreadyAnswered, Overtaken, SubmissionUsed, begin, standing, store
from quizzes.asking import Asking, opened_by
from quizzes.forms import PredictionForm
from quizzes.models import Answer, Attempt
from quizzes.pages import question_page, verdict_page
from quizzes.pools import Quiz
from quizzes.starts import closed_page, start
from quizzes.terms import Terms
from quizzes.tickets import Ticket
from stateguide.pages import SeeOther

STALE = (
    "This question has changed since your page was made. Nothing was stored. "
    "Here it is as it is now."
)
TOO_OLD = (
    "Your page was open for too long, or this browser has forgotten you. Nothing was stored. "
    "Please send your answer once more."
)
NOT_OPEN = "That question is not open yet. Nothing was stored. This one comes first."
USED = "This form was sent before with another answer. That one is kept; this one was not stored."
ANSWERED = (
    "This question was answered already. What you see is what is stored; "
    "what you have just sent was not."
)


def first_answer(request: HttpRequest, quiz: Quiz, ticket: Ticket, terms: Terms) -> HttpResponse:
    """Take the answer that opens the attempt of a ticket. Raises accounts.guests.BadToken."""
    stored = attempts.named_by(ticket, request)
    asking = opened_by(quiz, ticket, request).on(terms, ticket.ordinal)
    if stored and stored.answered:
        return repeat(request, asking.form, attempts.explained(stored.attempt)[0])
    if refusal := terms.refusal_to_begin(ticket.ordinal):
        return closed_page(request, quiz.slug, refusal)
    if terms.time:
        return start(request, quiz, terms, ticket)

    def attempt_of() -> Attempt:
        with transaction.atomic():
            return begin(welcome(request, ticket.token), ticket, quiz.ask)

    try:
        return take(request, asking, attempt_of)
    except Overtaken as other:
        now = opened_by(quiz, ticket._replace(seed=other.attempt.seed))
        return question_page(request, now.again(STALE), 409)


def take(request: HttpRequest, asking: Asking, attempt_of: Callable[[], Attempt]) -> HttpResponse:
    """Store a valid answer and lead to its verdict; else say what is wrong, and store nothing.

    `attempt_of` gives the attempt, and stores it first where it is new.
    """
    form = asking.form
    valid = form.is_valid()
    if form.cleaned_data.get("digest", asking.digest) != asking.digest:
        return question_page(request, asking.again(STALE, keep=False), 409)
    if not valid or form.submitted is None:
        return question_page(request, asking.again(""), 422)
    attempt = attempt_of()
    try:
        store(attempt, asking.number, asking.built, form.response, form.submitted)
    except AlreadyAnswered as refused:
        return verdict_page(request, refused.answer, 409, ANSWERED)
    except SubmissionUsed:
        return question_page(request, asking.again(USED), 409)
    return SeeOther(asking.verdict_url or attempts.url_of(attempt, asking.number))


def repeat(request: HttpRequest, form: PredictionForm, answer: Answer) -> HttpResponse:
    """The reply to a form for a question that has an answer already."""
    attempt = answer.attempt
    form.full_clean()
    try:
        same = form.submitted and standing(attempt, answer.number, form.sent, form.submitted)
    except (AlreadyAnswered, SubmissionUsed):
        same = None
    if not same:
        return verdict_page(request, answer, 409, ANSWERED)
    return SeeOther(attempts.url_of(attempt, answer.number))
