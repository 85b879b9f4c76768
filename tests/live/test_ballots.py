from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from classrooms.models import Pace
from live.ballots import BadVote, Ballot, Place, Refused
from live.phases import Phase
from live.questions import built_at, options_at
from tests.live.conftest import MakeRound

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)


def ballot(phase: Phase = Phase.PREDICT, seconds: int | None = None) -> Ballot:
    return Ballot(phase, 1, NOW, seconds)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("position", [0, 1, 2])
def test_only_the_ballot_that_is_open_takes_a_vote(
    phase: Phase, number: int, position: int
) -> None:
    open_now = (phase, number, position) in {(Phase.PREDICT, 1, 1), (Phase.AGAIN, 2, 1)}
    try:
        ballot(phase).check(Place(position, number), Pace.NORMAL, NOW)
        taken = True
    except Refused:
        taken = False
    assert taken == open_now


@pytest.mark.parametrize(
    ("pace", "last"), [(Pace.NORMAL, 40), (Pace.HALF_MORE, 60), (Pace.DOUBLE, 80)]
)
def test_a_vote_is_taken_until_the_time_of_this_player_is_over(pace: str, last: float) -> None:
    one = ballot(seconds=40)
    one.check(Place(1, 1), pace, later(last))
    with pytest.raises(Refused, match=f"{later(last):%H:%M:%S} UTC"):
        one.check(Place(1, 1), pace, later(last + 0.001))


def test_without_a_limit_of_the_round_or_of_the_player_there_is_no_end() -> None:
    ballot(seconds=None).check(Place(1, 1), Pace.NORMAL, later(1e6))
    ballot(seconds=40).check(Place(1, 1), Pace.UNLIMITED, later(1e6))


def test_what_is_left_is_never_less_than_nothing() -> None:
    one = ballot(seconds=30)
    assert one.left_ms(Pace.NORMAL, later(12.5)) == 17_500
    assert one.left_ms(Pace.DOUBLE, later(12.5)) == 47_500
    assert one.left_ms(Pace.NORMAL, later(31)) == 0


def test_nothing_is_left_where_nothing_ends() -> None:
    assert ballot(seconds=None).left_ms(Pace.NORMAL, NOW) is None
    assert ballot(seconds=30).left_ms(Pace.UNLIMITED, NOW) is None
    assert ballot(Phase.DISCUSS, seconds=30).left_ms(Pace.NORMAL, NOW) is None


def test_a_vote_says_exactly_what_is_asked(make_round: MakeRound) -> None:
    options = options_at(make_round(), 1)
    said = {"A": "survives", "B": "lost", "C": "lost", "users": "some"}
    assert options.response(said) == {
        "picks": {"A": "survives", "B": "lost", "C": "lost"},
        "users": "some",
    }
    for wrong, says in (
        ({**said, "D": "lost"}, "does not ask for D"),
        ({name: said[name] for name in "ABC"}, "Still open: users"),
        ({**said, "B": "gone"}, "B: this is not an option"),
        ({**said, "users": "nobody"}, "users: this is not an option"),
        ({}, "Still open: A, B, C, users"),
    ):
        with pytest.raises(BadVote, match=says):
            options.response(wrong)


def test_a_question_without_users_takes_no_word_for_them(make_round: MakeRound) -> None:
    options = options_at(make_round(), 0)
    assert options.response(dict.fromkeys("ABC", "lost")) == {"picks": dict.fromkeys("ABC", "lost")}
    with pytest.raises(BadVote, match="does not ask for users"):
        options.response({**dict.fromkeys("ABC", "lost"), "users": "some"})


def test_everybody_in_a_round_sees_options_in_one_order(make_round: MakeRound) -> None:
    one, other = make_round(), make_round(code="RVE2346")
    assert built_at(one, 2) is built_at(type(one).objects.get(pk=one.pk), 2)
    rounds = [make_round(code=f"RVE23{n}") for n in range(50, 70)]
    builts = [built_at(found, 2) for found in [one, other, *rounds]]
    orders = {str(built.question.as_json()) for built in builts if built}
    assert len(orders) > 1  # and not the same in every round
