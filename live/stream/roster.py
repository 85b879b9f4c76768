"""The seats that this process has met: what of them never changes, so that it is read once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import IntegerField, Q

from live.models import Player
from prepared import Blank, Prepared

_OUT = Prepared(
    lambda: Player.objects.filter(
        Q(kicked=True) | Q(approved=False), round_id=Blank("round", IntegerField())
    )
)
MOST = 50_000  # seats in memory; then it begins anew


class Seat(NamedTuple):
    """A player's seat."""

    pk: int
    round: int
    pace: str


class Roster:
    """Used by the database's thread alone."""

    def __init__(self) -> None:
        self._seats: dict[UUID, Seat] = {}

    def find(self, players: Iterable[UUID]) -> dict[UUID, Seat]:
        """The seats of those who have one; one query for all that were not met before."""
        wanted = set(players)
        if fresh := wanted - self._seats.keys():
            if len(self._seats) > MOST:
                self._seats.clear()
            found = Player.objects.filter(uid__in=fresh)
            for uid, pk, round_, pace in found.values_list("uid", "pk", "round", "pace"):
                self._seats[uid] = Seat(pk, round_, pace)
        return {uid: self._seats[uid] for uid in wanted & self._seats.keys()}

    def forget(self, player: UUID) -> None:
        """A player whose row is gone."""
        self._seats.pop(player, None)


def without_vote(rounds: Iterable[int]) -> set[UUID]:
    """Who was sent away from some rounds or not let in: asked anew each time."""
    return {player.uid for pk in rounds for player in _OUT.rows(round=pk)}
