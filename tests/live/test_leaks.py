"""Nothing that tells the key reaches a phone or the wall before the reveal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from classrooms.models import Classroom, Membership, Role
from live import screens
from live.models import Round, RoundEvent
from live.questions import built_at
from quizzes.believers import Believer
from quizzes.grading import Key
from tests.live.conftest import KEYS, ClientOf, MakeMember, MakeRound
from tests.live.leading import ADDRESS, RIGHT, WRONG, act, go, join, vote

SILENT = ("predict", "discuss", "again")  # the phases that tell nothing
VIEWS = ("phone", "projector")


class Secret(Mapping[str, Any]):
    """An outcome that nobody may look into."""

    def __getitem__(self, name: str) -> Any:
        raise AssertionError(f"the outcome was asked for {name}")

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("the outcome was walked through")

    def __len__(self) -> int:
        return 1


def _drawn(round_: Round) -> dict[str, str]:
    return {view: str(screens.part(view, round_, ADDRESS)) for view in VIEWS}


@pytest.mark.parametrize("position", range(len(KEYS)))
@pytest.mark.parametrize("phase", SILENT)
def test_what_is_drawn_does_not_depend_on_the_key(
    phase: str, position: int, make_round: MakeRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_ = make_round(phase=phase, position=position)
    honest = _drawn(round_)
    built = built_at(round_, position)
    assert built
    held: tuple[Believer, ...] = ()
    other = replace(built, key=Key({"A": "canary"}), outcome=Secret(), held=held)
    monkeypatch.setattr(screens, "built_at", lambda *_: other)
    assert _drawn(round_) == honest


@pytest.mark.parametrize("phase", ["reveal", "run"])
def test_the_reveal_does(
    phase: str, make_round: MakeRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_ = make_round(phase=phase)
    built = built_at(round_, 0)
    assert built
    other = replace(built, outcome=Secret())
    monkeypatch.setattr(screens, "built_at", lambda *_: other)
    with pytest.raises(AssertionError, match="outcome was"):
        _drawn(round_)


def _bytes(client: Client, round_: Round) -> str:
    """All that a phone and the wall can get by asking."""
    pages = (f"/live/{round_.code}/{page}" for page in ("", "screen/"))
    slug = f"live-{round_.uid.hex}"
    quizzes = (f"/quizzes/{slug}/", f"/quizzes/{slug}/beside/", "/progress/")
    return "".join(client.get(url).content.decode() for url in (*pages, *quizzes))


def _canaries(round_: Round) -> set[str]:
    """What only a verdict says of the question that stands."""
    built = built_at(round_, round_.position)
    assert built
    outcome = built.outcome
    says = {step["says"] for step in outcome["trace"]}
    titles = {one.words.title for one in built.held}
    return says | titles | {"so it is", 'class="is-so"', "is-inaccessible", "1 moved", "voted as"}


def test_no_byte_before_the_reveal_has_a_canary(
    olga: Membership, make_round: MakeRound, client_of: ClientOf
) -> None:
    host, round_ = client_of(olga.user), make_round()
    seats = [join(round_, name)[0] for name in ("Ada", "Bo")]
    for phase in SILENT:
        go(host, round_, phase)
        if phase != "discuss":
            for seat, picks in zip(seats, (RIGHT[0], WRONG[0]), strict=True):
                vote(seat, round_, picks, ballot=1 if phase == "predict" else 2)
        got = _bytes(seats[0], round_) + str(list(RoundEvent.objects.values_list("data")))
        assert not [canary for canary in _canaries(round_) if canary in got], phase
    go(host, round_, "reveal", "run")
    got = _bytes(seats[0], round_)
    missing = [canary for canary in _canaries(round_) if canary not in got]
    assert len(missing) < len(_canaries(round_)) / 2  # so the canaries sing


def test_what_others_voted_is_told_by_no_count_of_options(
    olga: Membership, make_round: MakeRound, client_of: ClientOf
) -> None:
    host, round_ = client_of(olga.user), make_round()
    seats = [join(round_, name)[0] for name in ("Ada", "Bo", "Cy")]
    go(host, round_, "predict")
    shown = []
    for picks in (RIGHT[0], WRONG[0]):
        for seat in seats[1:]:
            vote(seat, round_, picks)
        shown.append(_drawn(round_))
    assert shown[0] == shown[1]
    assert "2 of 3 have voted" in strip_tags(shown[0]["projector"])


def test_all_that_a_player_sees_makes_no_host(
    olga: Membership, make_round: MakeRound, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    round_ = make_round()
    player, seat = join(round_, "Ada")
    for page in ("host", "report"):
        assert player.get(f"/live/{round_.code}/{page}/").status_code == 404
    caplog.clear()
    for name, fields in (("predict", {}), ("lock", {}), ("kick", {"player": seat.uid})):
        assert act(player, round_, name, **fields).status_code == 404
    assert caplog.messages.count(f"Refused POST live:act of round {round_.pk}") == 3
    round_.refresh_from_db()
    seat.refresh_from_db()
    assert (round_.phase, round_.seq, round_.locked, seat.kicked) == ("lobby", 0, False, False)
    assert "live-host" not in player.cookies
    host = client_of(olga.user)
    host.get(f"/live/{round_.code}/host/")
    assert "live-host" in host.cookies


def test_the_host_of_one_class_leads_no_round_of_another(
    make_round: MakeRound, make_member: MakeMember, client_of: ClientOf
) -> None:
    other = Classroom.objects.create(name="Other", code="ABC2D3H")
    eve = client_of(make_member("Eve", Role.OWNER, classroom=other).user)
    own, round_ = make_round(classroom=other, code="RVE2346"), make_round()
    assert act(eve, own, "predict").status_code == 303
    for name in ("predict", "lock"):
        assert act(eve, round_, name).status_code == 404
    round_.refresh_from_db()
    assert (round_.seq, round_.locked) == (0, False)
