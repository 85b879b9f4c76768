"""What streams say, to whom, and what who comes back gets."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from live import seats
from live.models import Player, Round
from tests.live.conftest import MakeRound
from tests.live.leading import RIGHT, act, go, join, vote
from tests.live.stream.conftest import MakePhone
from tests.live.stream.listening import Ear, send

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def _wall(port: int, round_: Round, **headers: str) -> Ear:
    return Ear(port, f"/live/stream/{round_.uid}/projector", {}, **headers)


def _desk(port: int, round_: Round, **headers: str) -> Ear:
    ticket = {seats.HOST_COOKIE: seats.ticket_for(round_)}
    return Ear(port, f"/live/stream/{round_.uid}/host", ticket, **headers)


def test_a_phone_hears_each_phase_with_its_number_and_part(
    phone: MakePhone, round_: Round, host: Client
) -> None:
    with phone("Ada").listen(Last_Event_ID=str(round_.seq)) as ear:
        assert ear.status == 200
        assert ear.headers["content-type"] == "text/event-stream"
        assert ear.headers["cache-control"] == "no-store"
        go(host, round_, "discuss")
        heard = ear.next("phase")
        assert heard
        assert heard.id == round_.seq
        assert heard.data["phase"] == "discuss"
        assert "Turn to your neighbour" in heard.data["html"]
        assert "projector" not in heard.data


def test_the_views_get_their_own_parts_and_the_host_none(
    port: int, phone: MakePhone, round_: Round, host: Client
) -> None:
    with _wall(port, round_) as wall, _desk(port, round_) as desk, phone("Ada").listen() as ear:
        told = [one.next("phase").data["html"] for one in (wall, desk, ear)]  # type: ignore[union-attr]
    assert "have voted" in told[0]
    assert told[1] == ""
    assert "Store my vote" in told[2]


def test_all_phones_get_the_same_bytes(phone: MakePhone, round_: Round, host: Client) -> None:
    with phone("Ada").listen() as ada, phone("Bo").listen() as bo:
        for ear in (ada, bo):
            ear.next("phase")
        go(host, round_, "discuss")
        first, second = ada.next("phase"), bo.next("phase")
        assert first
        assert first == second


def test_who_comes_back_gets_what_they_missed_in_order_without_a_gap(
    phone: MakePhone, round_: Round, host: Client, seat: Callable[..., Player]
) -> None:
    ada = phone("Ada")
    seen = round_.seq
    go(host, round_, "discuss")
    act(host, round_, "kick", player=seat(round_, "Eve").uid)
    go(host, round_, "again")
    with ada.listen(Last_Event_ID=str(seen)) as ear:
        heard = [ear.next() for _ in range(3)]
    assert [(one.id, one.kind) for one in heard if one] == [
        (seen + 1, "phase"),
        (seen + 2, ""),
        (seen + 3, "phase"),
    ]


@pytest.mark.parametrize("number", ["-1", "abc", "1" + "0" * 30, "999", "", "1.5", "\u00b2"])
def test_a_number_that_cannot_be_gets_where_the_round_stands(
    phone: MakePhone, round_: Round, host: Client, number: str
) -> None:
    go(host, round_, "discuss", "again")
    with phone("Ada").listen(Last_Event_ID=number) as ear:
        heard = ear.next("phase")
        assert heard
        assert (heard.id, heard.data["phase"]) == (round_.seq, "again")


def test_who_was_away_for_long_gets_where_the_round_stands(
    phone: MakePhone, round_: Round, seat: Callable[..., Player], host: Client
) -> None:
    seen = round_.seq
    for number in range(40):
        act(host, round_, "kick", player=seat(round_, f"Eve {number}").uid)
    with phone("Ada").listen(Last_Event_ID=str(seen - 1)) as ear:
        heard = ear.next("phase")
        assert heard
        assert heard.id == seen
        numbers = [ear.next() for _ in range(40)]
    assert [one.id for one in numbers if one] == [seen + 1 + number for number in range(40)]


def test_who_comes_late_hears_how_long_the_ballot_stands(
    port: int, make_round: MakeRound, host: Client
) -> None:
    timed = make_round(code="RVE2346", seconds=90)
    go(host, timed, "predict")
    with _wall(port, timed) as wall:
        heard = wall.next("clock")
        assert heard
        assert heard.data["seconds"] == 90
        assert 0 <= heard.data["since"] < 60_000


def test_readers_come_back_at_different_moments(port: int, round_: Round) -> None:
    found = set()
    for _ in range(8):
        with _wall(port, round_) as wall:
            found.add(int(re.findall(rb"^retry: (\d+)$", b"\n".join(wall.block()))[0]))
    assert len(found) > 1
    assert all(1000 <= one <= 5000 for one in found)


def test_who_is_sent_away_hears_it_and_the_stream_ends(
    phone: MakePhone, round_: Round, host: Client
) -> None:
    eve, ada = phone("Eve"), phone("Ada")
    with eve.listen() as ear, ada.listen() as other:
        for one in (ear, other):
            one.next("phase")
        act(host, round_, "kick", player=eve.player.uid)
        assert ear.next("kicked")
        assert ear.next() is None
        heard = other.next()
        assert heard
        assert (heard.kind, heard.data) == ("", None)
        assert str(eve.player.uid).encode() not in heard.raw
    with eve.listen() as again:
        assert again.status == 403


def test_host_and_wall_hear_the_counts_and_phones_nothing(
    port: int, phone: MakePhone, round_: Round, host: Client
) -> None:
    ada, bo = phone("Ada"), phone("Bo")
    with _wall(port, round_) as wall, _desk(port, round_) as desk, ada.listen() as ear:
        assert ada.vote(RIGHT[0]).status == 200
        assert bo.vote({**RIGHT[0], "A": "lost"}).status == 200
        while (told := desk.next("count")) and told.data["voted"] < 2:
            pass
        assert told
        assert told.data == {
            "voted": 2,
            "right": 1,
            "advice": "Opinions differ: let neighbours talk, then vote again.",
        }
        while (seen := wall.next("count")) and seen.data["voted"] < 2:
            pass
        assert seen
        assert seen.data == {"voted": 2}
        ear.next("phase")
        go(host, round_, "discuss")
        heard = ear.next()
        assert heard
        assert heard.kind == "phase"


def test_votes_by_the_form_are_counted_too(port: int, round_: Round) -> None:
    with _desk(port, round_) as desk:
        client, _ = join(round_, "Ada")
        assert vote(client, round_, RIGHT[0]).status_code == 303
        while (told := desk.next("count")) and told.data["voted"] < 1:
            pass
        assert told


def test_the_lobby_is_told_to_wall_and_host(port: int, make_round: MakeRound, host: Client) -> None:
    lobby = make_round(code="RVE2347")
    with _wall(port, lobby) as wall:
        join(lobby, "Ada")
        while (told := wall.next("lobby")) and told.data["sitting"] < 1:
            pass
        assert told
        assert told.data == {"sitting": 1, "names": ["Ada"]}


@pytest.mark.parametrize(
    ("name", "cookies", "status"),
    [
        ("phone", {}, 401),
        ("phone", {"seat": "forged"}, 401),
        ("host", {}, 401),
        ("host", {"live-host": "forged"}, 401),
        ("projector", {}, 200),
        ("nobody", {}, 404),
    ],
)
def test_who_shows_nothing_hears_only_the_wall(
    port: int, round_: Round, name: str, cookies: dict[str, str], status: int
) -> None:
    with Ear(port, f"/live/stream/{round_.uid}/{name}", cookies) as ear:
        assert ear.status == status


def test_a_seat_and_a_ticket_are_for_one_round(
    port: int, phone: MakePhone, make_round: MakeRound, host: Client, round_: Round
) -> None:
    other = make_round(code="RVE2348")
    ada = phone("Ada")
    ticket = {seats.HOST_COOKIE: seats.ticket_for(round_)}
    for name, cookies in (("phone", ada.cookies), ("host", ticket)):
        with Ear(port, f"/live/stream/{other.uid}/{name}", cookies) as ear:
            assert ear.status == 404
    path = f"/live/stream/{other.uid}/vote"
    kind = "application/x-www-form-urlencoded"
    assert send(port, path, b"a=b", ada.cookies, Content_Type=kind).status == 404


def test_a_seat_is_no_ticket(port: int, phone: MakePhone, round_: Round) -> None:
    cookies = {seats.HOST_COOKIE: phone("Ada").cookies[seats.SEAT_COOKIE]}
    with Ear(port, f"/live/stream/{round_.uid}/host", cookies) as ear:
        assert ear.status == 401


def test_who_is_at_the_door_hears_nothing(phone: MakePhone) -> None:
    with phone("Ada", approved=False).listen() as ear:
        assert ear.status == 403


def test_an_unknown_round_and_a_strange_name_are_not_there(port: int) -> None:
    for path in ("0d9bf0a6-5a3e-4f6b-9a50-0a7c3f0b1c2d/projector", "x/phone", ""):
        with Ear(port, f"/live/stream/{path}", {}) as ear:
            assert ear.status == 404


def test_a_proxy_can_ask_whether_it_is_there(port: int) -> None:
    with Ear(port, "/live/stream/healthz", {}) as ear:
        assert ear.status == 200


def test_the_eleventh_stream_of_a_seat_is_one_too_many(phone: MakePhone) -> None:
    ada = phone("Ada")
    ears = [ada.listen() for _ in range(10)]
    assert [ear.status for ear in ears] == [200] * 10
    with ada.listen() as more:
        assert more.status == 429
    with phone("Bo").listen() as other:
        assert other.status == 200
    for ear in ears:
        ear.__exit__()


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://[bad"])
def test_pages_of_others_open_no_stream(port: int, round_: Round, origin: str) -> None:
    with _wall(port, round_, Origin=origin) as ear:
        assert ear.status == 403
    with _wall(port, round_, Origin="http://127.0.0.1") as ear:
        assert ear.status == 200


def test_a_foreign_host_name_is_refused(port: int, round_: Round) -> None:
    with _wall(port, round_, Host="evil.example") as ear:
        assert ear.status == 400


def test_a_stream_is_not_posted_to(port: int, round_: Round) -> None:
    said = send(port, f"/live/stream/{round_.uid}/projector", b"", {})
    assert (said.status, said.headers["allow"]) == (405, "GET")
