"""A round as its players and the room see it: join, vote by a form, look at the projector.

All of it works by plain reload, which scripts do for who has them.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.guests import learner_of
from classrooms.views import page_with_form
from live import entry
from live.ballots import BadVote, Ballot, Refused
from live.code_views import by_code
from live.models import Player, Round
from live.news import is_old_news, nothing_new, state_for, state_of
from live.phases import BALLOTS, Phase
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
        gone = render(request, "live/sent_away.html", {"round": round_}, status=403)
        gone.headers["HX-Refresh"] = "true"  # htmx shows no 403, but a page that was loaded again
        return gone
    seen = state_for(round_, player)
    if is_old_news(request, seen):
        return nothing_new()
    if not player.approved:
        context: dict[str, Any] = {"round": round_, "player": player, "seen": seen}
        return render(request, "live/waiting.html", context, status=status)
    context = {**_parts(request, round_, player), "notice": notice, "seen": seen}
    return render(request, "live/phone.html", context, status=status)


def _parts(request: HttpRequest, round_: Round, player: Player) -> dict[str, Any]:
    own = own_of(round_, player)
    return {
        "round": round_,
        "player": player,
        "ballot": Ballot.of(round_).number,
        "closes_at": Ballot.of(round_).closes_at(player.pace) if round_.phase in BALLOTS else None,
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
        "host": request.get_host(),
        "joining": round_.phase not in {Phase.LOBBY, Phase.DONE} and not round_.locked,
        "part": part("projector", round_, address),
    }
    return render(request, "live/projector.html", context)
