"""A round as its players and the room see it: join, vote by a form, look at the projector.

All of it works by plain reload; the stream only spares it.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from accounts.guests import learner_of
from classrooms.views import page_with_form
from live import entry, seats
from live.ballots import BadVote, Ballot, Refused
from live.code_views import by_code
from live.models import Player, Round
from live.phases import BALLOTS, Phase
from live.phones import own_of
from live.players import seat_of
from live.screens import part
from live.submissions import of_form
from live.voting import SubmissionUsed, cast
from quizzes.asking import new_submission
from quizzes.fields import CSRF
from stateguide.pages import SeeOther

AGAIN = {"HX-Refresh": "true"}  # who waited to be let in gets the whole page
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
        return render(request, "live/sent_away.html", {"round": round_}, status=403)
    if not player.approved:
        context: dict[str, Any] = {"round": round_, "player": player}
        return render(request, "live/waiting.html", context, status=status)
    context = {**_parts(request, round_, player), "notice": notice}
    response = render(request, "live/phone.html", context, status=status)
    seats.give(response, round_, player)
    return response


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


@require_safe
@by_code
def show_part(request: HttpRequest, round_: Round) -> HttpResponse:
    """What a phase changes on a phone, for who has no stream; 304 while nothing has changed."""
    player = seat_of(round_, learner_of(request))
    if player is None or player.kicked:
        return HttpResponse(status=403, headers=AGAIN)
    if not player.approved:
        return HttpResponse(status=204)
    return _part(request, round_, player)


def _part(request: HttpRequest, round_: Round, player: Player) -> HttpResponse:
    own = own_of(round_, player)
    body = part("phone", round_, request.build_absolute_uri("/"), own.form)
    response = HttpResponse(body, headers={"ETag": f'"{round_.seq}"', **AGAIN})
    unchanged = get_conditional_response(request, response.headers["ETag"], response=response)
    return unchanged or response


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
    address = request.build_absolute_uri("/")
    context = {
        "round": round_,
        "host": request.get_host(),
        "joining": round_.phase not in {Phase.LOBBY, Phase.DONE} and not round_.locked,
        "part": part("projector", round_, address),
    }
    return render(request, "live/projector.html", context)
