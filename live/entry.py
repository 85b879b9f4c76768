"""Coming into a round: a name, and for a visitor the guest that they become."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.guests import BadToken, fresh_token, learner_of, remember, welcome
from classrooms.joining import NameTaken
from classrooms.models import Membership
from classrooms.pages import refuse
from live import seats
from live.forms import JoinForm
from live.models import Player, Round
from live.players import NoSeat, join, refusal
from stateguide.pages import SeeOther

TAKEN = "Somebody in this round has this name already, or one that looks like it."


def enter(request: HttpRequest, round_: Round) -> HttpResponse:
    """The form of who has no seat yet, and what comes of it."""
    if request.method == "POST":
        return _joined(request, round_)
    if why := refusal(round_):
        return _page(request, round_, JoinForm(), token="", closed=why)
    form = JoinForm()
    form.initial = {"name": _name(request, round_)}
    return _page(request, round_, form, token=_token(request))


def _name(request: HttpRequest, round_: Round) -> str:
    """What a member is called in the class; a pseudonym does as well."""
    learner = learner_of(request)
    if learner is None:
        return ""
    members = Membership.objects.current().filter(classroom=round_.classroom_id, user=learner)
    return members.values_list("name", flat=True).first() or learner.name


def _token(request: HttpRequest) -> str:
    return "" if learner_of(request) else fresh_token()


def _page(
    request: HttpRequest,
    round_: Round,
    form: JoinForm,
    status: int = 200,
    *,
    token: str,
    closed: str = "",
) -> HttpResponse:
    context = {"round": round_, "form": form, "token": token, "closed": closed}
    return render(request, "live/join.html", context, status=status)


def _joined(request: HttpRequest, round_: Round) -> HttpResponse:
    form = JoinForm(request.POST)
    if not form.is_valid():
        token = form.cleaned_data.get("token") or _token(request)
        return _page(request, round_, form, 422, token=token)
    try:
        player = _store(request, round_, form)
    except NoSeat as none:
        return _page(request, round_, form, 409, token="", closed=str(none))
    except BadToken as bad:
        refuse(form, None, f"{str(bad).capitalize()}.")
        return _page(request, round_, form, 422, token=fresh_token())
    except NameTaken:
        refuse(form, "name", TAKEN)
        return _page(request, round_, form, 409, token=form.cleaned_data["token"])
    return _seated(round_, player)


@transaction.atomic
def _store(request: HttpRequest, round_: Round, form: JoinForm) -> Player:
    learner = welcome(request, form.cleaned_data["token"])
    return join(round_, learner, form.cleaned_data["name"])


def _seated(round_: Round, player: Player) -> HttpResponse:
    response = SeeOther(reverse("live:phone", args=[round_.code]))
    remember(response, player.user)
    if player.approved and not player.kicked:
        seats.give(response, round_, player)
    return response
