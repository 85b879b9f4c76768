"""Who sits in a round, as the room sees it."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from live.models import Player, Round

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
    sitting = sitting_in(round_)
    names = sitting.order_by("-pk").values_list("name", flat=True)[:NAMES]
    return Lobby(sitting.count(), list(names))
