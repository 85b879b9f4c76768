"""The state machine of a round: what a host may do in each phase, and what is refused."""

from __future__ import annotations

from itertools import product
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from classrooms.models import Membership, Role
from live.locks import locked
from live.models import Round, RoundEvent
from live.phases import FOLLOWS, Phase
from live.rounds import SWITCHES, BadMove, move, ways_on
from live.screens import _draw_ahead
from quizzes.asking import _open_rows
from quizzes.questions import _predicted
from tests.live.conftest import ClientOf, MakeMember, MakeRound, Seat
from tests.live.leading import ADDRESS, act, go

pytestmark = pytest.mark.database
# How each phase is reached from the lobby.
PATHS: dict[Phase, tuple[str, ...]] = {
    Phase.LOBBY: (),
    Phase.PREDICT: ("predict",),
    Phase.DISCUSS: ("predict", "discuss"),
    Phase.AGAIN: ("predict", "discuss", "again"),
    Phase.REVEAL: ("predict", "reveal"),
    Phase.RUN: ("predict", "reveal", "run"),
    Phase.DONE: ("done",),
}
ILLEGAL = [(at, to) for at, to in product(Phase, Phase) if to not in FOLLOWS[at]]
LEGAL = [(at, to) for at, to in product(Phase, Phase) if to in FOLLOWS[at]]


@pytest.fixture
def host(olga: Membership, client_of: ClientOf) -> Client:
    return client_of(olga.user)


def _state(round_: Round) -> tuple[object, ...]:
    round_.refresh_from_db()
    row = Round.objects.values_list().get(pk=round_.pk)
    return row, RoundEvent.objects.count()


def test_the_table_has_every_pair() -> None:
    assert len(ILLEGAL) + len(LEGAL) == 49
    assert len(LEGAL) == 12


@pytest.mark.parametrize(("at", "to"), ILLEGAL)
def test_an_illegal_step_is_a_409_and_changes_nothing(
    at: Phase, to: Phase, host: Client, make_round: MakeRound
) -> None:
    round_ = make_round()
    go(host, round_, *PATHS[at])
    before = _state(round_)
    response = act(host, round_, to)
    assert response.status_code == 409
    assert "Nothing was done" in response.content.decode()
    assert _state(round_) == before


@pytest.mark.parametrize(("at", "to"), LEGAL)
def test_a_legal_step_is_one_event(
    at: Phase, to: Phase, host: Client, make_round: MakeRound
) -> None:
    round_ = make_round()
    go(host, round_, *PATHS[at])
    seq, position = round_.seq, round_.position
    assert act(host, round_, to).status_code == 303
    round_.refresh_from_db()
    assert (round_.phase, round_.seq) == (to, seq + 1)
    event = round_.events.get(seq=round_.seq)
    assert (event.kind, event.data["phase"]) == ("phase", to)
    next_one = to == Phase.PREDICT and at != Phase.LOBBY
    assert round_.position == position + next_one
    assert (round_.ended_at is not None) == (to == Phase.DONE)


@pytest.mark.parametrize("switch", SWITCHES)
@pytest.mark.parametrize("at", Phase)
def test_switches_work_until_the_round_is_over(
    at: Phase, switch: str, host: Client, make_round: MakeRound
) -> None:
    field, value = SWITCHES[switch]
    round_ = make_round(**{field: not value})
    go(host, round_, *PATHS[at])
    response = act(host, round_, switch)
    round_.refresh_from_db()
    over = at == Phase.DONE
    assert response.status_code == (409 if over else 303)
    assert getattr(round_, field) == (value != over)


@pytest.mark.parametrize("name", ["approve", "kick"])
def test_nothing_is_done_with_players_of_a_round_that_is_over(
    name: str, host: Client, make_round: MakeRound, seat: Seat
) -> None:
    round_ = make_round()
    player = seat(round_, "Ada", approved=False)
    go(host, round_, "done")
    assert act(host, round_, name, player=player.uid).status_code == 409
    player.refresh_from_db()
    assert (player.approved, player.kicked) == (False, False)


def test_a_form_of_an_older_page_does_nothing(host: Client, make_round: MakeRound) -> None:
    round_ = make_round()
    go(host, round_, "predict", "discuss")
    before = _state(round_)
    assert act(host, round_, "again", seq=1).status_code == 409
    assert act(host, round_, "again", seq=3).status_code == 409
    assert _state(round_) == before


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"act": "predict"},
        {"act": "fly", "seq": 0},
        {"act": "predict", "seq": "-1"},
        {"act": "predict", "seq": "1_0"},
        {"act": "predict", "seq": 0, "phase": "done"},
        {"act": "kick", "seq": 0},
        {"act": "kick", "player": "x"},
        {"act": "predict", "player": "0d9bf0a6-5a3e-4f6b-9a50-0a7c3f0b1c2d"},
    ],
)
def test_what_is_no_form_of_ours_does_nothing(
    sent: dict[str, object], host: Client, make_round: MakeRound
) -> None:
    round_ = make_round()
    before = _state(round_)
    assert host.post(f"/live/{round_.code}/host/act/", sent).status_code == 422
    assert _state(round_) == before


def test_a_player_of_another_round_is_not_here(
    host: Client, make_round: MakeRound, seat: Seat
) -> None:
    round_, other = make_round(), make_round(code="RVE2346")
    stranger = seat(other, "Ada")
    assert act(host, round_, "kick", player=stranger.uid).status_code == 404
    stranger.refresh_from_db()
    assert not stranger.kicked


def test_after_the_last_question_there_is_no_next(host: Client, make_round: MakeRound) -> None:
    round_ = make_round(keys=["blog-down-up"])
    go(host, round_, "predict", "reveal")
    assert act(host, round_, "predict").status_code == 409
    assert ways_on(round_) == (Phase.RUN, Phase.DONE)


def test_a_concept_has_nothing_to_run(host: Client, make_round: MakeRound) -> None:
    round_ = make_round(keys=["q-what-stateless-means"])
    go(host, round_, "predict", "reveal")
    assert act(host, round_, "run").status_code == 409
    assert ways_on(round_) == (Phase.DONE,)


@pytest.mark.django_db(transaction=True)
def test_of_two_hosts_who_click_at_once_one_moves(
    olga: Membership, make_member: MakeMember, make_round: MakeRound, client_of: ClientOf
) -> None:
    round_, start = make_round(), Barrier(2)
    hosts = [client_of(olga.user), client_of(make_member("Tom", Role.TEACHER).user)]
    statuses: list[int] = []

    def click(client: Client) -> None:
        start.wait()
        sent = {"act": "predict", "seq": 0}
        statuses.append(client.post(f"/live/{round_.code}/host/act/", sent).status_code)
        connection.close()

    threads = [Thread(target=click, args=[client]) for client in hosts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 409]
    round_.refresh_from_db()
    assert (round_.seq, round_.events.count()) == (1, 1)


def test_a_round_that_was_read_before_another_move_is_read_again(make_round: MakeRound) -> None:
    first = make_round()
    second = Round.objects.get(pk=first.pk)
    move(first, 0, Phase.PREDICT, ADDRESS)
    with pytest.raises(BadMove, match="gone on since"):
        move(second, 0, Phase.PREDICT, ADDRESS)
    assert first.events.count() == 1


def test_who_has_lost_the_question_may_end_the_round(host: Client, make_round: MakeRound) -> None:
    round_ = make_round(keys=["no-such-question"])
    go(host, round_, "predict")
    for page in ("host", "screen"):
        assert host.get(f"/live/{round_.code}/{page}/").status_code == 200
    go(host, round_, "reveal", "done")
    assert host.get(f"/live/{round_.code}/report/").status_code == 200


@pytest.mark.parametrize("click", ["predict", "lock"])
def test_a_click_on_a_round_that_is_just_being_deleted_finds_nothing(
    click: str, host: Client, make_round: MakeRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_ = make_round()

    def deleted_meanwhile(pk: int) -> Round:
        Round.objects.filter(pk=pk).delete()
        return locked(pk)

    monkeypatch.setattr("live.rounds.locked", deleted_meanwhile)
    assert act(host, round_, click).status_code == 404


@pytest.mark.django_db
def test_the_page_of_the_host_draws_the_next_question(host: Client, make_round: MakeRound) -> None:
    """So that a thousand phones do not wait for it after the click."""
    round_ = make_round()
    for cached in (_draw_ahead, _predicted, _open_rows):
        cached.cache_clear()
    host.get(f"/live/{round_.code}/host/")
    drawn = _predicted.cache_info().misses, _open_rows.cache_info().misses
    go(host, round_, "predict")
    assert drawn == (1, 1)
    assert (_predicted.cache_info().misses, _open_rows.cache_info().misses) == drawn
