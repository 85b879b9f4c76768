"""Points for speed: off by default, computed from the votes, by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from classrooms.models import Membership, Pace
from live.models import Player, Round, Vote
from live.scores import board_of, points
from tests.live.conftest import CODE, ClientOf, MakeRound
from tests.live.leading import RIGHT, WRONG, go, join, vote


@pytest.mark.parametrize(
    ("elapsed", "seconds", "earned"),
    [(0, 30, 1000), (15, 30, 750), (30, 30, 500), (90, 30, 500), (-1, 30, 1000), (15, 60, 875)],
)
def test_half_of_the_points_go_with_time(elapsed: float, seconds: float, earned: int) -> None:
    assert points(timedelta(seconds=elapsed), seconds) == earned


def _played(round_: Round, host: Client) -> None:
    """Ada is right at once, Bo after 15 of 30 s, Cy is wrong; all after the talk are right."""
    seats = [join(round_, name)[0] for name in ("Ada", "Bo", "Cy")]
    go(host, round_, "predict")
    for seat, picks in zip(seats, (RIGHT[0], RIGHT[0], WRONG[0]), strict=True):
        vote(seat, round_, picks)
    opened = round_.events.get(data__phase="predict").happened_at
    for name, after in (("Ada", 0), ("Bo", 15), ("Cy", 0)):
        of_one = Vote.objects.filter(player__name=name)
        of_one.update(voted_at=opened + timedelta(seconds=after))
    go(host, round_, "discuss", "again")
    for seat in seats:
        vote(seat, round_, RIGHT[0], ballot=2)
    go(host, round_, "reveal")


@pytest.fixture
def host(olga: Membership, client_of: ClientOf) -> Client:
    return client_of(olga.user)


def test_without_points_there_is_no_board(make_round: MakeRound, host: Client) -> None:
    round_ = make_round(seconds=30)
    _played(round_, host)
    assert board_of(round_) == []
    assert "Points so far" not in host.get(f"/live/{CODE}/screen/").content.decode()


def test_the_board_has_who_was_right_alone(make_round: MakeRound, host: Client) -> None:
    round_ = make_round(seconds=30, speed=True)
    _played(round_, host)
    assert board_of(round_) == [("Ada", 1000), ("Bo", 750)]
    assert "Points so far" in host.get(f"/live/{CODE}/screen/").content.decode()


def test_points_fall_more_slowly_for_who_has_more_time(make_round: MakeRound, host: Client) -> None:
    round_ = make_round(seconds=30, speed=True)
    _played(round_, host)
    Player.objects.filter(name="Bo").update(pace=Pace.DOUBLE)
    assert board_of(round_) == [("Ada", 1000), ("Bo", 875)]


def test_a_team_has_the_mean_of_its_players(make_round: MakeRound, host: Client) -> None:
    round_ = make_round(seconds=30, speed=True, teams=2)
    _played(round_, host)  # Ada and Cy in the first, Bo in the second
    assert board_of(round_) == [("Team 2", 750), ("Team 1", 500)]
