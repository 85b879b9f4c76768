"""What this app keeps of a person: seats in live rounds, with every vote."""

from __future__ import annotations

from collections.abc import Iterator

from accounts.belongings import Belongings, Row
from accounts.models import User
from live.models import Player, Vote


def _export(user: User) -> Iterator[Row]:
    """Each seat with its votes, in the order in which they were taken."""
    for seat in Player.objects.filter(user=user).select_related("round").order_by("pk"):
        votes = seat.votes.order_by("position", "ballot")
        yield {
            "round": seat.round.title,
            "opened_at": seat.round.opened_at,
            "name": seat.name,
            "pace": seat.pace,
            "team": seat.team,
            "sent_away": seat.kicked,
            "joined_at": seat.joined_at,
            "votes": list(votes.values("position", "ballot", "response", "voted_at")),
        }


def _merge(guest: User, account: User) -> None:
    """Where both sit in a round, the account's seat stays and takes the votes that it lacks."""
    own = {seat.round_id: seat for seat in Player.objects.filter(user=account)}
    for seat in Player.objects.filter(user=guest):
        if seat.round_id in own:
            _join(seat, own[seat.round_id])
        else:
            Player.objects.filter(pk=seat.pk).update(user=account)


def _join(guest: Player, own: Player) -> None:
    """What is left with the guest's seat goes with it."""
    have = set(own.votes.values_list("position", "ballot"))
    lacking = [vote.pk for vote in guest.votes.all() if (vote.position, vote.ballot) not in have]
    Vote.objects.filter(pk__in=lacking).update(player=own)


SEATS = Belongings(
    name="seats",
    about="Your seats in live rounds, with your name there, your team, your time and your votes.",
    export=_export,
    merge=_merge,
)
