"""A round as its host leads it, from any device on which they are known."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from classrooms.models import Membership, Pace
from live import players, seats
from live.ballots import Ballot
from live.forms import ActForm, PlayerForm
from live.hosting import leading
from live.models import Round
from live.news import is_old_news, nothing_new, state_of
from live.phases import Phase
from live.rights import for_hosts
from live.rounds import SWITCHES, BadMove, move, switch
from live.screens import draw_ahead
from stateguide.pages import SeeOther

FORGED = "This form is not one of this page. Nothing was done."
NOTHING_DONE = "{} Nothing was done; this is how it stands now."


@require_safe
@for_hosts
def show_host(request: HttpRequest, membership: Membership, round_: Round) -> HttpResponse:
    """Where the round stands, and what may be done."""
    if is_old_news(request, state_of(round_)):
        return nothing_new()
    draw_ahead(round_)
    return _page(request, membership, round_)


def _page(
    request: HttpRequest, membership: Membership, round_: Round, notice: str = "", status: int = 200
) -> HttpResponse:
    seen = state_of(round_)  # before the rest is read: what comes meanwhile is news to this page
    context: dict[str, Any] = {
        "round": round_,
        "host": leading(round_, request.GET.get("q", "")),
        "seen": seen,
        "left_ms": Ballot.of(round_).left_ms(Pace.NORMAL, timezone.now()),
        "notice": notice,
        "here": "rounds",
        "membership": membership,
    }
    response = render(request, "live/host.html", context, status=status)
    seats.give_ticket(response, round_)
    return response


@require_POST
@for_hosts
def act(request: HttpRequest, membership: Membership, round_: Round) -> HttpResponse:
    """Do what a form of the host says. A click that came too late does nothing: 409."""
    form = PlayerForm(request.POST) if "player" in request.POST else ActForm(request.POST)
    if not form.is_valid():
        return _page(request, membership, round_, FORGED, 422)
    try:
        _do(round_, form.cleaned_data, request.build_absolute_uri("/"))
    except BadMove as bad:
        round_.refresh_from_db()
        return _page(request, membership, round_, NOTHING_DONE.format(bad), 409)
    return SeeOther(reverse("live:host", args=[round_.code]))


def _do(round_: Round, said: dict[str, Any], address: str) -> None:
    name = said["act"]
    if name in SWITCHES:
        switch(round_, name)
    elif "player" in said:
        (players.kick if name == "kick" else players.approve)(round_, said["player"])
    else:
        move(round_, said["seq"], Phase(name), address)
