"""A ticket opens an attempt: signed by us, put into a form, and nothing is stored before it.

It makes a first answer repeatable. Sent twice, it names the same guest, quiz and ordinal.
"""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from django.core import signing

_SALT = "quizzes.ticket"
MAX_AGE = timedelta(days=3)


class Ticket(NamedTuple):
    """Which attempt a form would open."""

    token: str  # names a guest who is not stored yet; "" for a learner who is known
    quiz: str
    ordinal: int  # of the attempt, from 1
    seed: int


class BadTicket(ValueError):
    """A ticket that is not ours, too old, or for another quiz."""


def sealed(ticket: Ticket) -> str:
    return signing.dumps(list(ticket), salt=_SALT, compress=True)


def unsealed(text: str, quiz: str) -> Ticket:
    """What a ticket for `quiz` says. Raises BadTicket."""
    try:
        ticket = Ticket(*signing.loads(text, salt=_SALT, max_age=MAX_AGE))
    except (signing.BadSignature, TypeError, ValueError):
        raise BadTicket("not a ticket of ours, or too old") from None
    if ticket.quiz != quiz:
        raise BadTicket("a ticket for another quiz")
    return ticket
