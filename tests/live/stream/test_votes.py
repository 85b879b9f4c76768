"""Votes that come to the stream: stored once, as the rules of the round have it, then said."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from classrooms.models import Pace
from live.models import Player, Round, Vote
from live.phases import Phase
from tests.live.conftest import MakeRound
from tests.live.leading import RIGHT, WRONG, act, go
from tests.live.stream.conftest import ASGI, SHORT_WAY, MakePhone, Phone, served
from tests.live.stream.listening import form, send

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
UID = "0d9bf0a6-5a3e-4f6b-9a50-0a7c3f0b1c2d"


def _rows() -> list[tuple[int, int, object]]:
    return list(Vote.objects.values_list("position", "ballot", "response"))


@pytest.fixture(params=[SHORT_WAY, ASGI])
def port(request: pytest.FixtureRequest, transactional_db: None) -> Iterator[int]:
    """Every rule holds on both ways."""
    with served(request.param) as found:
        yield found


@pytest.fixture
def ada(phone: MakePhone) -> Phone:
    return phone("Ada")


def test_a_vote_is_stored_and_said_back(ada: Phone) -> None:
    said = ada.vote(RIGHT[0], submission=UID)
    assert said.status == 200
    assert said.body == {
        "stored": True,
        "submission": UID,
        "position": 0,
        "ballot": 1,
        "said": "A survives, B out of reach, C lost",
    }
    assert _rows() == [(0, 1, {"picks": RIGHT[0]})]


def test_the_last_word_counts_while_the_ballot_is_open(ada: Phone) -> None:
    for picks in (RIGHT[0], WRONG[0]):
        assert ada.vote(picks).status == 200
    assert _rows() == [(0, 1, {"picks": WRONG[0]})]


def test_the_same_again_gives_the_same_reply_also_after_the_ballot(
    ada: Phone, round_: Round, host: Client
) -> None:
    first = ada.vote(RIGHT[0], submission=UID)
    when = Vote.objects.get().voted_at
    assert ada.vote(RIGHT[0], submission=UID.upper()) == first
    go(host, round_, "discuss")
    assert ada.vote(RIGHT[0], submission=UID) == first
    assert Vote.objects.get().voted_at == when


def test_a_late_copy_of_an_earlier_vote_changes_nothing(ada: Phone) -> None:
    first = ada.vote(RIGHT[0], submission=UID)
    assert ada.vote(WRONG[0]).status == 200
    stored = Vote.objects.values().get()
    assert ada.vote(RIGHT[0], submission=UID) == first
    assert ada.vote(WRONG[0], submission=UID).status == 409
    assert Vote.objects.values().get() == stored


def test_copies_are_known_in_one_group_too(phone: MakePhone) -> None:
    ada = phone("Ada")
    bodies = [form(RIGHT[0], submission=UID), form(WRONG[0])] * 12
    with ThreadPoolExecutor(24) as pool:
        assert {one.status for one in pool.map(ada.send, bodies)} == {200}
    assert len(Vote.objects.get().earlier) < len(bodies)
    assert [number for number, _ in Vote.objects.get().earlier].count(UID) <= 1


def test_a_number_that_was_used_takes_no_other_vote(ada: Phone) -> None:
    ada.vote(RIGHT[0], submission=UID)
    said = ada.vote(WRONG[0], submission=UID)
    assert said.status == 409
    assert "used before" in said.body["detail"]
    assert _rows() == [(0, 1, {"picks": RIGHT[0]})]


def test_json_says_the_same(ada: Phone) -> None:
    body = {"submission": UID, "position": 0, "ballot": 1, "picks": RIGHT[0]}
    assert ada.send(json.dumps(body).encode(), "application/json").status == 200
    assert _rows() == [(0, 1, {"picks": RIGHT[0]})]


def test_the_form_of_the_page_may_come_whole(ada: Phone) -> None:
    assert ada.vote(RIGHT[0], csrfmiddlewaretoken="x").status == 200


def test_two_ballots_are_two_votes(ada: Phone, round_: Round, host: Client) -> None:
    assert ada.vote(WRONG[0]).status == 200
    go(host, round_, "discuss", "again")
    assert ada.vote(RIGHT[0], ballot=2).status == 200
    assert [ballot for _, ballot, _ in _rows()] == [1, 2]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"position": 1}, 409),
        ({"ballot": 2}, 409),
        ({"position": 999}, 409),
        ({"position": "-1"}, 422),
        ({"position": "1_0"}, 422),
        ({"ballot": ""}, 422),
        ({"submission": "x"}, 422),
        ({"submission": "00000000-0000-0000-0000-000000000000"}, 422),
        ({"points": 9}, 422),
        ({"pick-Z": "lost"}, 422),
    ],
)
def test_what_was_not_asked_is_refused(ada: Phone, fields: dict[str, object], status: int) -> None:
    said = ada.vote(RIGHT[0], **fields)
    assert said.status == status
    assert said.headers["content-type"] == "application/problem+json"
    assert said.body["detail"]
    assert _rows() == []


@pytest.mark.parametrize(
    ("body", "kind", "status", "says"),
    [
        (b"", "application/json", 400, "empty"),
        (b"", "application/x-www-form-urlencoded", 400, "empty"),
        (b"\xff\xfe", "application/json", 400, "UTF-8"),
        (b"a=%FF", "application/x-www-form-urlencoded", 400, "UTF-8"),
        (b"[" * 10_000, "application/json", 400, "nested too deep"),
        (b'{"position":' + b"1" * 5000 + b"}", "application/json", 400, "digits"),
        (b'{"position": NaN}', "application/json", 400, "no number"),
        (b'{"position": -Infinity}', "application/json", 400, "no number"),
        (b'{"ballot":1,"ballot":2}', "application/json", 400, "given twice"),
        (b"{", "application/json", 400, "not valid JSON"),
        (b"[]", "application/json", 422, "object expected"),
        (b'"x"', "application/json", 422, "object expected"),
        (b'{"picks": []}', "application/json", 422, "object of texts"),
        (b'{"picks": {"A": 1}}', "application/json", 422, "object of texts"),
        (b'{"\\ud800": 1}', "application/json", 422, "unknown field"),
        (b"ballot=1&ballot=2", "application/x-www-form-urlencoded", 422, "given twice"),
        (b"a=b&" * 101, "application/x-www-form-urlencoded", 400, "100 fields"),
        (b"x" * 17_000, "application/json", 413, "16384"),
        (b"{}", "text/plain", 415, "UTF-8"),
        (b"{}", "application/json; charset=latin-1", 415, "UTF-8"),
        (b"{}", "", 415, "UTF-8"),
        (b"a", "multipart/form-data", 415, "UTF-8"),
    ],
)
def test_what_cannot_be_read_says_why(
    ada: Phone, body: bytes, kind: str, status: int, says: str
) -> None:
    said = ada.send(body, kind)
    assert (said.status, says in said.body["detail"]) == (status, True), said
    assert _rows() == []


def test_an_option_of_another_question_is_refused(ada: Phone) -> None:
    said = ada.vote({**RIGHT[0], "A": "all-out"})
    assert (said.status, "not an option" in said.body["detail"]) == (422, True)
    assert ada.vote({"A": "lost"}).status == 422
    assert _rows() == []


def test_pages_of_others_cast_no_vote(ada: Phone) -> None:
    assert ada.send(form(RIGHT[0]), Origin="http://evil.example").status == 403
    assert ada.send(form(RIGHT[0]), Origin=f"http://127.0.0.1:{ada.port}").status == 200


def test_who_was_sent_away_or_forgotten_or_waits_has_no_vote(
    phone: MakePhone, round_: Round, host: Client
) -> None:
    eve, bo, waiting = phone("Eve"), phone("Bo"), phone("Di", approved=False)
    assert eve.vote(RIGHT[0]).status == bo.vote(RIGHT[0]).status == 200
    act(host, round_, "kick", player=eve.player.uid)
    bo.player.user.delete()
    assert eve.vote(RIGHT[0]).status == 409
    assert waiting.vote(RIGHT[0]).status == 409
    assert bo.vote(RIGHT[0]).status == 401
    waiting.player.approved = True
    waiting.player.save()
    assert waiting.vote(RIGHT[0]).status == 200


def test_whom_the_process_has_never_met_and_is_no_more_has_no_seat(phone: MakePhone) -> None:
    bo = phone("Bo")
    bo.player.user.delete()
    assert bo.vote(RIGHT[0]).status == 401


def test_a_round_that_is_gone_is_not_there(ada: Phone, round_: Round) -> None:
    assert ada.vote(RIGHT[0]).status == 200
    Round.objects.filter(pk=round_.pk).delete()
    assert ada.vote(RIGHT[0]).status == 404


def test_time_is_over_by_the_servers_clock_and_each_ones_pace(
    phone: MakePhone, round_: Round
) -> None:
    opened = timezone.now() - timedelta(seconds=70)
    Round.objects.filter(pk=round_.pk).update(seconds=60, phase_at=opened)
    late = phone("Ada").vote(RIGHT[0])
    assert (late.status, "Your time was over" in late.body["detail"]) == (409, True)
    assert phone("Bo", pace=Pace.DOUBLE).vote(RIGHT[0]).status == 200
    assert phone("Cy", pace=Pace.UNLIMITED).vote(RIGHT[0]).status == 200


def test_many_at_once_are_each_stored_once(phone: MakePhone) -> None:
    phones = [phone(f"P {number}") for number in range(24)]
    bodies = [(one, form(RIGHT[0])) for one in phones] * 3
    with ThreadPoolExecutor(24) as pool:
        said = list(pool.map(lambda pair: pair[0].send(pair[1]), bodies))
    assert {one.status for one in said} == {200}
    assert [one.body for one in said[:24]] == [one.body for one in said[24:48]]
    assert Vote.objects.count() == 24


def test_two_processes_take_votes_of_one_round(phone: MakePhone) -> None:
    with served() as second:
        ada, bo = phone("Ada"), phone("Bo", port=second)
        again = Phone(second, ada.player)
        assert ada.vote(RIGHT[0], submission=UID) == again.vote(RIGHT[0], submission=UID)
        assert bo.vote(WRONG[0]).status == 200
    assert Vote.objects.count() == 2


def test_no_vote_comes_in_after_its_ballot(phone: MakePhone, round_: Round, host: Client) -> None:
    """Votes rain while the host closes: whatever was acknowledged was there when it closed."""
    phones = [phone(f"P {number}") for number in range(16)]
    with ThreadPoolExecutor(16) as pool:
        found = [pool.submit(one.vote, RIGHT[0]) for one in phones for _ in range(4)]
        go(host, round_, "discuss")
        closed_at = round_.phase_at
        said = [one.result() for one in found]
    connection.close()
    assert {one.status for one in said} <= {200, 409}
    assert all(vote.voted_at <= closed_at for vote in Vote.objects.all())
    stored = {str(uid) for uid in Vote.objects.values_list("submission", flat=True)}
    acknowledged = {one.body["submission"] for one in said if one.status == 200}
    assert stored <= acknowledged


@pytest.mark.parametrize("phase", [one for one in Phase if one not in {Phase.PREDICT, Phase.AGAIN}])
def test_phases_without_a_ballot_take_none(
    port: int, make_round: MakeRound, seat: Callable[..., Player], phase: Phase
) -> None:
    ended = timezone.now() if phase == Phase.DONE else None
    other = make_round(code="RVE2349", phase=phase, ended_at=ended)
    bo = Phone(port, seat(other, "Bo"))
    for ballot in (0, 1, 2):
        assert bo.vote(RIGHT[0], ballot=ballot).status == 409
    assert _rows() == []


def test_a_vote_is_not_asked_for(ada: Phone) -> None:
    said = send(ada.port, f"{ada.base}/vote", b"", ada.cookies, method="GET")
    assert (said.status, said.headers["allow"]) == (405, "POST")


def test_each_vote_has_a_number_of_its_own(ada: Phone) -> None:
    first, second = (ada.vote(RIGHT[0], submission=uuid.uuid4()).body for _ in range(2))
    assert first["submission"] != second["submission"]
