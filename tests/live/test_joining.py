"""Coming into a round: rows 39 to 46 of the catalogue of bad input, seats, teams, the door."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import User
from classrooms.models import Membership, Pace
from live import seats
from live.models import Player, Round, Vote
from tests.live.conftest import CODE, ClientOf, MakeMember, MakeRound, Seat
from tests.live.leading import RIGHT, act, go, join, vote

pytestmark = pytest.mark.database


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round()


@pytest.fixture
def host(olga: Membership, client_of: ClientOf) -> Client:
    return client_of(olga.user)


def _send(client: Client, round_: Round, name: str) -> Any:
    page = client.get(f"/live/{round_.code}/").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    sent = {"name": name, **({"token": token[1]} if token else {})}
    return client.post(f"/live/{round_.code}/", sent)


@pytest.mark.parametrize("code", ["rve2345", "RVE-2345", "rve 23 45"])
def test_a_code_is_read_as_people_type_it(code: str, round_: Round) -> None:
    response = Client().post("/live/", {"code": code})
    assert (response.status_code, response["Location"]) == (303, f"/live/{CODE}/")
    assert Client().get(f"/live/{code}/").status_code == 200


@pytest.mark.parametrize("code", ["ZZZ2345", "RVE234", "RVE23450", "RVE234O", "\0", "é" * 7])
def test_a_code_of_no_round_is_a_404_with_one_text(code: str, round_: Round) -> None:
    for response in (Client().get(f"/live/{code}/"), Client().get(f"/live/{code}/screen/")):
        assert response.status_code == 404
        assert "No round has this code" in response.content.decode()
    assert Client().post("/live/", {"code": code}).status_code in {404, 422}


def test_a_device_may_try_ten_wrong_codes_and_others_go_on(round_: Round) -> None:
    device = Client()
    device.get("/live/")  # it has the cookie of its forms
    codes = [device.post("/live/", {"code": f"ZZZ23{n}"}).status_code for n in range(22, 33)]
    assert codes == [404] * 10 + [429]
    last = device.get(f"/live/{CODE}/")
    assert last.status_code == 429
    assert int(last["Retry-After"]) > 0
    assert Client().get(f"/live/{CODE}/").status_code == 200


def test_a_visitor_becomes_a_guest_with_a_seat(round_: Round) -> None:
    client, player = join(round_, "Ada")
    assert player.user.is_guest
    assert seats.seat_of(client.cookies["seat"].value) == (round_.uid, player.uid)
    assert "You have a seat" in client.get(f"/live/{CODE}/").content.decode()


def test_a_reload_or_the_form_again_keeps_the_seat(round_: Round) -> None:
    client, player = join(round_, "Ada")
    assert client.post(f"/live/{CODE}/", {"name": "Somebody else"}).status_code == 303
    client.get(f"/live/{CODE}/")
    assert Player.objects.get() == player


def test_a_double_click_makes_one_seat(round_: Round) -> None:
    client = Client()
    page = client.get(f"/live/{CODE}/").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    sent = {"name": "Ada", "token": token[1]}
    for copy in (client, Client()):
        assert copy.post(f"/live/{CODE}/", sent).status_code == 303
    assert Player.objects.count() == 1


def test_on_another_device_an_account_has_the_same_seat(
    round_: Round, make_member: MakeMember, client_of: ClientOf
) -> None:
    ada = make_member("Ada", user=User.objects.create(email="ada@example.org", password="!"))
    first, second = client_of(ada.user), client_of(ada.user)
    _send(first, round_, "Ada")
    assert "You have a seat" in second.get(f"/live/{CODE}/").content.decode()
    assert second.cookies["seat"].value == first.cookies["seat"].value


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("\u202eevil", 422),
        ("\u200b\u200b", 422),
        ("", 422),
        ("x" * 10_000, 422),
        ("a" + "\u0301" * 50, 422),
        ("👩‍👩‍👧‍👦", 303),
        ("<svg/onload=alert()>", 303),
        ('=HYPERLINK("http://x")', 303),
    ],
)
def test_names(name: str, status: int, round_: Round, host: Client) -> None:
    client = Client()
    assert _send(client, round_, name).status_code == status
    assert Player.objects.count() == (status == 303)
    for page in (host.get(f"/live/{CODE}/host/"), client.get(f"/live/{CODE}/screen/")):
        assert "<svg/onload" not in page.content.decode()


def test_a_name_of_two_scripts_is_marked_for_the_host_and_is_not_the_other(
    round_: Round, host: Client
) -> None:
    join(round_, "Admin")
    join(round_, "\u0410dmin")
    assert "letters of two scripts" in host.get(f"/live/{CODE}/host/").content.decode()


@pytest.mark.parametrize("name", ["ada", "ＡＤＡ", " Ada "])
def test_a_name_that_looks_alike_is_taken(name: str, round_: Round) -> None:
    join(round_, "Ada")
    response = _send(Client(), round_, name)
    assert response.status_code == 409
    assert "has this name already" in response.content.decode()
    assert User.objects.filter(email="").count() == 1  # no guest without a seat


@pytest.mark.django_db(transaction=True)
def test_of_two_who_join_with_one_name_at_once_one_gets_it(round_: Round) -> None:
    def come(_: int) -> int:
        status = int(_send(Client(), round_, "Ada").status_code)
        connection.close()
        return status

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(come, range(2))) == [303, 409]
    assert Player.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_never_more_than_the_cap_come_in(make_round: MakeRound) -> None:
    round_ = make_round(cap=3)

    def come(number: int) -> int:
        status = int(_send(Client(), round_, f"Player {number}").status_code)
        connection.close()
        return status

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(come, range(8)))
    assert statuses == [303] * 3 + [409] * 5
    assert Player.objects.count() == 3


def test_a_full_round_says_so(make_round: MakeRound) -> None:
    round_ = make_round(cap=1)
    join(round_, "Ada")
    response = _send(Client(), round_, "Bo")
    assert response.status_code == 409
    assert "This round is full" in response.content.decode()


def test_behind_a_lock_nobody_new_comes_in_and_seats_stay(round_: Round, host: Client) -> None:
    inside, _ = join(round_, "Ada")
    waiting = Client()
    page = waiting.get(f"/live/{CODE}/").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    act(host, round_, "lock")
    assert waiting.post(f"/live/{CODE}/", {"name": "Bo", "token": token[1]}).status_code == 409
    assert "locked" in Client().get(f"/live/{CODE}/").content.decode()
    assert "You have a seat" in inside.get(f"/live/{CODE}/").content.decode()
    act(host, round_, "unlock")
    join(round_, "Cy")
    assert set(Player.objects.values_list("name", flat=True)) == {"Ada", "Cy"}


def test_who_comes_late_votes_on_what_stands(round_: Round, host: Client) -> None:
    go(host, round_, "predict")
    client, _ = join(round_, "Late")
    assert vote(client, round_, RIGHT[0]).status_code == 303


def test_nobody_comes_into_a_round_that_is_over(round_: Round, host: Client) -> None:
    go(host, round_, "done")
    assert "This round is over" in Client().get(f"/live/{CODE}/").content.decode()
    assert _send(Client(), round_, "Ada").status_code in {409, 422}
    assert not Player.objects.exists()


def test_at_the_door_one_waits_until_let_in(round_: Round, host: Client) -> None:
    act(host, round_, "ask")
    client, player = join(round_, "Ada")
    assert "seat" not in client.cookies
    assert "at the door" in client.get(f"/live/{CODE}/").content.decode()
    go(host, round_, "predict")
    assert vote(client, round_, RIGHT[0]).status_code == 409
    assert "At the door" in host.get(f"/live/{CODE}/host/").content.decode()
    assert act(host, round_, "approve", player=player.uid).status_code == 303
    assert "predict alone" in client.get(f"/live/{CODE}/").content.decode()
    assert "seat" in client.cookies
    assert vote(client, round_, RIGHT[0]).status_code == 303


def test_who_was_sent_away_stays_away(round_: Round, host: Client) -> None:
    client, player = join(round_, "Ada")
    go(host, round_, "predict")
    vote(client, round_, RIGHT[0])
    for _ in range(2):  # a second click changes nothing
        assert act(host, round_, "kick", player=player.uid).status_code == 303
    assert [event.data for event in round_.events.filter(kind="kicked")] == [
        {"player": str(player.uid)}
    ]
    assert client.get(f"/live/{CODE}/").status_code == 403
    assert client.get(f"/live/{CODE}/")["HX-Refresh"] == "true"  # else htmx would not show it
    assert vote(client, round_, RIGHT[0]).status_code == 403
    client.post(f"/live/{CODE}/", {"name": "Ada again"})
    assert Player.objects.count() == 1
    assert "0 of 0 have voted" in strip_tags(client.get(f"/live/{CODE}/screen/").content.decode())
    join(round_, "Ada")  # the name is free again


def test_teams_are_filled_evenly(make_round: MakeRound) -> None:
    round_ = make_round(teams=3)
    players = [join(round_, f"Player {number}")[1] for number in range(7)]
    assert [player.team for player in players] == [1, 2, 3, 1, 2, 3, 1]


def test_a_member_has_the_time_that_the_class_gives(
    round_: Round, make_member: MakeMember, client_of: ClientOf
) -> None:
    slow = make_member("Slow", pace=Pace.DOUBLE)
    _send(client_of(slow.user), round_, "A pseudonym")
    assert Player.objects.get().pace == Pace.DOUBLE


def test_the_address_says_when_only_this_machine_can_use_it(round_: Round) -> None:
    here = Client().get(f"/live/{CODE}/screen/", headers={"host": "127.0.0.1:8000"})
    assert "Other devices cannot use this address" in here.content.decode()
    room = Client().get(f"/live/{CODE}/screen/")
    assert "Other devices" not in room.content.decode()
    assert f"http://testserver/live/{CODE}/" in room.content.decode()


def test_a_kicked_players_votes_are_no_results(round_: Round, seat: Seat, host: Client) -> None:
    player = seat(round_, "Ada", kicked=True)
    Vote.objects.create(
        player=player, position=0, ballot=1, submission=player.uid, response={"picks": RIGHT[0]}
    )
    go(host, round_, "predict", "reveal")
    assert "Nobody has voted" in host.get(f"/live/{CODE}/screen/").content.decode()
