"""A round as its players and the room see it: join, vote by a form, look at the projector.

All of it works by plain reload, which scripts do for who has them; streams only spare it.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.guests import learner_of
from classrooms.models import Pace
from classrooms.views import page_with_form
from live import entry, seats
from live.ballots import BadVote, Ballot, Refused
from live.code_views import by_code
from live.models import Player, Round
from live.news import is_old_news, nothing_new, state_for, state_of
from live.phases import Phase
from live.phones import own_of
from live.players import seat_of
from live.screens import part
from live.submissions import of_form
from live.voting import SubmissionUsed, cast
from quizzes.asking import new_submission
from quizzes.fields import CSRF
from stateguide.pages import SeeOther

USED = "This form was sent before with another vote. That one is kept; this one was not stored."


@page_with_form
@by_code
def show_phone(request: HttpRequest, round_: Round) -> HttpResponse:
    """A player's seat; for who has none, the way in."""
    player = seat_of(round_, learner_of(request))
    if player is None:
        return entry.enter(request, round_)
    if request.method == "POST":
        return SeeOther(reverse("live:phone", args=[round_.code]))
    return _phone(request, round_, player)


def _phone(
    request: HttpRequest, round_: Round, player: Player, notice: str = "", status: int = 200
) -> HttpResponse:
    """The page of a seat."""
    if player.kicked:
        return _sent_away(request, round_)
    seen = state_for(round_, player)
    if is_old_news(request, seen):
        return nothing_new()
    context: dict[str, Any] = {"round": round_, "player": player, "seen": seen}
    if not player.approved:
        return render(request, "live/waiting.html", context, status=status)
    context |= {**_parts(request, round_, player), "notice": notice}
    response = render(request, "live/phone.html", context, status=status)
    seats.give(response, round_, player)
    return response


def _sent_away(request: HttpRequest, round_: Round) -> HttpResponse:
    gone = render(request, "live/sent_away.html", {"round": round_}, status=403)
    gone.headers["HX-Refresh"] = "true"  # htmx shows no 403, but a page that was loaded again
    return gone


def _parts(request: HttpRequest, round_: Round, player: Player) -> dict[str, Any]:
    own, ballot = own_of(round_, player), Ballot.of(round_)
    return {
        "ballot": ballot.number,
        "closes_at": ballot.closes_at(player.pace),
        "left_ms": ballot.left_ms(player.pace, timezone.now()),
        "part": part("phone", round_, request.build_absolute_uri("/"), own.form),
        "stored": own.stored,
        "submission": new_submission(),
    }


@require_POST
@by_code
def vote(request: HttpRequest, round_: Round) -> HttpResponse:
    """Take a vote that comes by a form, and lead back to the seat."""
    player = seat_of(round_, learner_of(request))
    if player is None:
        return SeeOther(reverse("live:phone", args=[round_.code]))
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    try:
        sent = of_form((name, value) for name, value in fields if name != CSRF)
        cast(player, sent, timezone.now())
    except BadVote as bad:
        return _phone(request, round_, player, str(bad), 422)
    except (Refused, SubmissionUsed) as refused:
        return _phone(request, round_, player, str(refused) or USED, 409)
    return SeeOther(reverse("live:phone", args=[round_.code]))


@require_safe
@by_code
def show_screen(request: HttpRequest, round_: Round) -> HttpResponse:
    """The projector: what everybody in the room sees. It has no controls and knows no secret."""
    seen = state_of(round_)
    if is_old_news(request, seen):
        return nothing_new()
    address = request.build_absolute_uri("/")
    context = {
        "round": round_,
        "seen": seen,
        "left_ms": Ballot.of(round_).left_ms(Pace.NORMAL, timezone.now()),
        "host": request.get_host(),
        "joining": round_.phase not in {Phase.LOBBY, Phase.DONE} and not round_.locked,
        "part": part("projector", round_, address),
    }
    return render(request, "live/projector.html", context)
