"""Pages that are open ask whether they are out of date, and get nothing while they are not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from classrooms.models import Membership
from live.hosting import Leading, leading
from live.models import Round
from tests.live.conftest import ClientOf, MakeRound
from tests.live.leading import RIGHT, WRONG, act, go, join, vote

pytestmark = [pytest.mark.django_db, pytest.mark.database]
CODE = "RVE2345"


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round()


@pytest.fixture
def host(olga: Membership, client_of: ClientOf) -> Client:
    return client_of(olga.user)


def asked(client: Client, page: str = "") -> str:
    """The address that the page asks when it looks for news."""
    text = client.get(f"/live/{CODE}/{page}").content.decode()
    found = re.search(r'hx-get="([^"]+)"', text)
    assert found, text
    return found[1]


def is_new(client: Client, address: str) -> bool:
    status = client.get(address).status_code
    assert status in {200, 204}
    return status == 200


def test_a_phone_hears_of_each_phase_and_of_nothing_else(round_: Round, host: Client) -> None:
    (ada, _), (bo, gone) = join(round_, "Ada"), join(round_, "Bo")
    go(host, round_, "predict")
    address = asked(ada)
    vote(ada, round_, RIGHT[0])
    vote(bo, round_, WRONG[0])
    act(host, round_, "kick", player=gone.uid)
    assert not is_new(ada, address)  # what Ada is choosing stays as it is
    go(host, round_, "discuss")
    assert is_new(ada, address)


def test_a_vote_that_comes_while_the_hosts_page_is_made_is_news_to_it(
    round_: Round, host: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, _ = join(round_, "Ada")
    go(host, round_, "predict")

    def led(*told: Any) -> Leading:
        found = leading(*told)
        vote(ada, round_, RIGHT[0])
        return found

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("live.host_views.leading", led)
        address = asked(host, "host/")
    assert is_new(host, address)


def test_who_waits_hears_that_they_were_let_in(round_: Round, host: Client) -> None:
    act(host, round_, "ask")
    ada, player = join(round_, "Ada")
    address = asked(ada)
    assert not is_new(ada, address)
    act(host, round_, "approve", player=player.uid)
    assert is_new(ada, address)


@pytest.mark.parametrize("page", ["screen/", "host/"])
def test_the_wall_and_the_host_hear_of_votes_and_players(
    page: str, round_: Round, host: Client
) -> None:
    def told(do: object) -> bool:
        address = asked(host, page)
        assert not is_new(host, address)
        assert callable(do)
        do()
        return is_new(host, address)

    seats: list[Client] = []
    assert told(lambda: seats.append(join(round_, "Ada")[0]))
    assert told(lambda: go(host, round_, "predict"))
    assert told(lambda: vote(seats[0], round_, RIGHT[0]))
    assert told(lambda: vote(seats[0], round_, WRONG[0]))  # another mind, the same count
    assert told(lambda: act(host, round_, "lock"))
    assert told(lambda: go(host, round_, "discuss"))
