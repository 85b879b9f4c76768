"""Votes that come by a form: what is stored, changed, refused, and said of it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from classrooms.models import Membership, Pace
from live.copies import KEPT
from live.locks import locked
from live.models import Player, Round, Vote
from live.phases import Phase
from tests.live.conftest import CODE, ClientOf, MakeRound
from tests.live.leading import RIGHT, WRONG, go, join, vote

pytestmark = pytest.mark.database
UID = "0d9bf0a6-5a3e-4f6b-9a50-0a7c3f0b1c2d"


@pytest.fixture
def host(olga: Membership, client_of: ClientOf) -> Client:
    return client_of(olga.user)


@pytest.fixture
def round_(make_round: MakeRound, host: Client) -> Round:
    """The first question is open."""
    found = make_round()
    go(host, found, "predict")
    return found


@pytest.fixture
def ada(round_: Round) -> Client:
    return join(round_, "Ada")[0]


def _stored() -> list[tuple[int, int, object]]:
    return list(Vote.objects.values_list("position", "ballot", "response"))


def test_a_vote_is_stored_and_said_back(ada: Client, round_: Round) -> None:
    assert vote(ada, round_, RIGHT[0]).status_code == 303
    assert _stored() == [(0, 1, {"picks": RIGHT[0]})]
    page = ada.get(f"/live/{CODE}/").content.decode()
    assert "Your vote is stored: A survives, B out of reach, C lost." in page
    assert page.count(" checked") == 3


def test_the_last_word_counts_while_the_ballot_is_open(ada: Client, round_: Round) -> None:
    for picks in (RIGHT[0], WRONG[0]):
        assert vote(ada, round_, picks).status_code == 303
    assert _stored() == [(0, 1, {"picks": WRONG[0]})]


def test_a_copy_changes_nothing_also_after_the_ballot(
    ada: Client, round_: Round, host: Client
) -> None:
    vote(ada, round_, RIGHT[0], submission=UID)
    when = Vote.objects.get().voted_at
    assert vote(ada, round_, RIGHT[0], submission=UID.upper()).status_code == 303
    go(host, round_, "discuss")
    assert vote(ada, round_, RIGHT[0], submission=UID).status_code == 303
    assert Vote.objects.get().voted_at == when


def test_a_late_copy_of_an_earlier_vote_changes_nothing(ada: Client, round_: Round) -> None:
    vote(ada, round_, RIGHT[0], submission=UID)
    vote(ada, round_, WRONG[0])
    stored = Vote.objects.values().get()
    assert vote(ada, round_, RIGHT[0], submission=UID).status_code == 303
    assert vote(ada, round_, WRONG[0], submission=UID).status_code == 409
    assert Vote.objects.values().get() == stored


def test_only_so_many_earlier_votes_are_kept(ada: Client, round_: Round) -> None:
    for number in range(KEPT + 3):
        assert vote(ada, round_, (RIGHT, WRONG)[number % 2][0]).status_code == 303
    assert len(Vote.objects.get().earlier) == KEPT


def test_a_number_that_was_used_takes_no_other_vote(ada: Client, round_: Round) -> None:
    vote(ada, round_, RIGHT[0], submission=UID)
    response = vote(ada, round_, WRONG[0], submission=UID)
    assert response.status_code == 409
    assert "sent before with another vote" in response.content.decode()
    assert _stored() == [(0, 1, {"picks": RIGHT[0]})]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"pick-A": "gone"}, "A: this is not an option"),
        ({"pick-A": ""}, "A: this is not an option"),
        ({"pick-D": "lost"}, "does not ask for D"),
        ({"users": "some"}, "does not ask for users"),
        ({"score": "5"}, "unknown field: score"),
        ({"is_correct": "1"}, "unknown field"),
        ({"pick-A": ["lost", "survives"]}, "given twice: pick-A"),
        ({"submission": "x"}, "not a number of a form"),
        ({"position": "٠"}, "whole numbers are expected"),
        ({"ballot": "one"}, "whole numbers are expected"),
    ],
)
def test_a_bad_vote_is_told_and_not_stored(
    fields: dict[str, Any], says: str, ada: Client, round_: Round
) -> None:
    response = vote(ada, round_, RIGHT[0], **fields)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert _stored() == []


def test_a_vote_with_gaps_says_what_is_open(ada: Client, round_: Round) -> None:
    response = vote(ada, round_, {"A": "lost"})
    assert response.status_code == 422
    assert "Still open: B, C" in response.content.decode()


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.PREDICT])
def test_a_late_vote_is_told_that_the_ballot_is_closed(
    phase: Phase, ada: Client, round_: Round
) -> None:
    ended = timezone.now() if phase == Phase.DONE else None
    Round.objects.update(phase=phase, ended_at=ended)
    response = vote(ada, round_, RIGHT[0])
    assert response.status_code == 409
    assert "This ballot is closed. Nothing was stored." in response.content.decode()
    assert _stored() == []


@pytest.mark.parametrize("place", [{"position": 1}, {"position": 7}, {"ballot": 2}, {"ballot": 0}])
def test_a_vote_for_elsewhere_is_not_taken(
    place: dict[str, int], ada: Client, round_: Round
) -> None:
    assert vote(ada, round_, RIGHT[0], **{"ballot": 1, **place}).status_code == 409
    assert _stored() == []


@pytest.mark.parametrize(("pace", "taken"), [(Pace.NORMAL, False), (Pace.DOUBLE, True)])
def test_time_is_the_servers_and_each_players_own(
    pace: str, taken: bool, ada: Client, round_: Round
) -> None:
    Player.objects.update(pace=pace)
    Round.objects.update(seconds=30, phase_at=timezone.now() - timedelta(seconds=45))
    response = vote(ada, round_, RIGHT[0])
    assert response.status_code == (303 if taken else 409)
    assert bool(_stored()) == taken
    if not taken:
        assert "Your time was over at" in response.content.decode()


def test_both_ballots_are_kept(ada: Client, round_: Round, host: Client) -> None:
    vote(ada, round_, WRONG[0])
    go(host, round_, "discuss", "again")
    page = ada.get(f"/live/{CODE}/").content.decode()
    assert " checked" not in page
    vote(ada, round_, RIGHT[0], ballot=2)
    go(host, round_, "reveal")
    assert len(_stored()) == 2
    page = ada.get(f"/live/{CODE}/").content.decode()
    assert "You said: A survives, B survives, C lost; then: A survives, B out of reach" in page


def test_users_are_voted_on_too(ada: Client, round_: Round, host: Client) -> None:
    go(host, round_, "reveal", "predict")
    assert vote(ada, round_, RIGHT[1]).status_code == 303
    picks = {name: pick for name, pick in RIGHT[1].items() if name != "users"}
    assert _stored() == [(1, 1, {"picks": picks, "users": "all-out"})]
    assert "all are logged out." in ada.get(f"/live/{CODE}/").content.decode()


def test_who_has_no_seat_is_led_to_the_door(round_: Round) -> None:
    response = vote(Client(), round_, RIGHT[0])
    assert (response.status_code, response["Location"]) == (303, f"/live/{CODE}/")
    assert _stored() == []


def test_a_seat_of_another_round_has_no_vote_here(
    ada: Client, round_: Round, make_round: MakeRound, host: Client
) -> None:
    other = make_round(code="RVE2346")
    go(host, other, "predict")
    vote(ada, other, RIGHT[0])
    assert _stored() == []


@pytest.mark.parametrize("gone", [Round, Player])
def test_a_vote_in_what_is_just_being_deleted_finds_nothing(
    gone: type[Round | Player], ada: Client, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deleted_meanwhile(pk: int) -> Round:
        gone.objects.all().delete()
        return locked(pk)

    monkeypatch.setattr("live.voting.locked", deleted_meanwhile)
    assert vote(ada, round_, RIGHT[0]).status_code == 404
    assert not _stored()


def test_get_on_an_address_for_votes_is_a_405(ada: Client) -> None:
    response = ada.get(f"/live/{CODE}/vote/")
    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_a_form_without_our_token_is_a_403(round_: Round) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/live/{CODE}/vote/", {"submission": uuid.uuid4()}).status_code == 403
