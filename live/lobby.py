"""Who sits in a round, as the room sees it."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, IntegerField, Q, QuerySet

from live.models import Player, Round
from prepared import Blank, Prepared

_HERE = Q(players__kicked=False)
_PEOPLE = Prepared(
    lambda: (
        Round.objects.filter(pk=Blank("round", IntegerField()))
        .annotate(
            sitting=Count("players", filter=_HERE & Q(players__approved=True)),
            waiting=Count("players", filter=_HERE & Q(players__approved=False)),
        )
        .only("pk")
    )
)
NAMES = 60  # that the wall has room for: the last who came


class People(NamedTuple):
    """How many sit, and how many wait to be let in."""

    sitting: int
    waiting: int


class Lobby(NamedTuple):
    """How many sit, and the names of the last of them, the newest first."""

    sitting: int
    names: list[str]


def sitting_in(round_: Round) -> QuerySet[Player]:
    """Those who were let in and not sent away."""
    return round_.players.filter(kicked=False, approved=True)


def lobby_of(round_: Round) -> Lobby:
    """Who sits now."""
    return Lobby(people_in(round_).sitting, names_in(round_))


def people_in(round_: Round) -> People:
    """How many are there now; each phase asks for it before anybody hears of it."""
    found: Any = _PEOPLE.first(round=round_.pk)
    return People(found.sitting, found.waiting) if found else People(0, 0)


def names_in(round_: Round) -> list[str]:
    """Of the last who came, the newest first."""
    return list(sitting_in(round_).order_by("-pk").values_list("name", flat=True)[:NAMES])
