"""Seats and votes in the export, and when a guest becomes an account."""

from __future__ import annotations

import uuid

import pytest

from accounts.belongings import registered
from accounts.models import User
from live.belongings import SEATS
from live.models import Player, Vote
from tests.live.conftest import MakeRound, Seat

pytestmark = pytest.mark.database


def _vote(player: Player, ballot: int, fate: str) -> None:
    response = {"picks": {"A": fate}}
    Vote.objects.create(
        player=player, position=0, ballot=ballot, submission=uuid.uuid4(), response=response
    )


@pytest.fixture
def account(db: None) -> User:
    return User.objects.create(email="ada@example.org", password="!")


def test_the_app_tells_what_it_keeps() -> None:
    assert SEATS in registered()


def test_the_export_has_seats_with_their_votes(make_round: MakeRound, seat: Seat) -> None:
    player = seat(make_round(), "Ada", team=2)
    _vote(player, 2, "lost")
    _vote(player, 1, "survives")
    [row] = SEATS.export(player.user)
    assert (row["round"], row["name"], row["team"]) == ("Monday", "Ada", 2)
    assert [vote["ballot"] for vote in row["votes"]] == [1, 2]
    assert row["votes"][1]["response"] == {"picks": {"A": "lost"}}


def test_a_guests_seat_goes_to_the_account(
    make_round: MakeRound, seat: Seat, account: User
) -> None:
    player = seat(make_round(), "Ada")
    _vote(player, 1, "lost")
    guest = player.user
    SEATS.merge(guest, account)
    guest.delete()
    assert Player.objects.get().user == account
    assert Vote.objects.count() == 1


def test_where_both_sit_the_account_keeps_its_seat_and_takes_what_it_lacks(
    make_round: MakeRound, seat: Seat, account: User
) -> None:
    round_ = make_round()
    own, other = seat(round_, "Ada", user=account), seat(round_, "Guest")
    _vote(own, 1, "survives")
    _vote(other, 1, "lost")
    _vote(other, 2, "lost")
    guest = other.user
    SEATS.merge(guest, account)
    guest.delete()
    assert Player.objects.get() == own
    stored = Vote.objects.order_by("ballot").values_list("ballot", "response__picks__A")
    assert list(stored) == [(1, "survives"), (2, "lost")]
