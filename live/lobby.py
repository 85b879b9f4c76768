"""Who sits in a round, as the room sees it."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count, IntegerField, Q, QuerySet

from live.models import Player, Round
from prepared import Blank, Prepared

_COUNTED = Prepared(
    lambda: (
        Round.objects.filter(pk=Blank("round", IntegerField()))
        .annotate(sitting=Count("players", filter=Q(players__kicked=False, players__approved=True)))
        .only("pk")
    )
)
NAMES = 60  # that the wall has room for: the last who came


class Lobby(NamedTuple):
    """How many sit, and the names of the last of them, the newest first."""

    sitting: int
    names: list[str]


def sitting_in(round_: Round) -> QuerySet[Player]:
    """Those who were let in and not sent away."""
    return round_.players.filter(kicked=False, approved=True)


def lobby_of(round_: Round) -> Lobby:
    """Who sits now."""
    return Lobby(count_sitting(round_), names_in(round_))


def count_sitting(round_: Round) -> int:
    """How many sit now; each phase asks for it before anybody hears of it."""
    return int(getattr(_COUNTED.first(round=round_.pk), "sitting", 0))


def names_in(round_: Round) -> list[str]:
    """Of the last who came, the newest first."""
    return list(sitting_in(round_).order_by("-pk").values_list("name", flat=True)[:NAMES])


def people_in(round_: Round) -> dict[bool, int]:
    """How many sit (True), and how many wait to be let in (False)."""
    here = round_.players.filter(kicked=False).order_by().values_list("approved")
    return {True: 0, False: 0, **dict(here.annotate(Count("pk")))}
