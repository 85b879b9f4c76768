"""Results against cases that were counted by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from live.questions import built_at
from live.results import Advice, Results, Tally, gain_of, results_of
from tests.live.conftest import MakeRound
from tests.live.leading import RIGHT, WRONG

Row = tuple[int, int, dict[str, Any]]


def _vote(player: int, ballot: int, picks: dict[str, str]) -> Row:
    fates = {name: pick for name, pick in picks.items() if name != "users"}
    users = {"users": picks["users"]} if "users" in picks else {}
    return player, ballot, {"picks": fates, **users}


def _results(make_round: MakeRound, position: int, votes: list[Row]) -> Results:
    built = built_at(make_round(), position)
    assert built
    return results_of(built, votes)


ODD = {"A": "lost", "B": "survives", "C": "lost"}


@pytest.fixture
def both(make_round: MakeRound) -> Results:
    """Five alone (1 right), then four of them and somebody new (4 right)."""
    alone = [RIGHT[0], WRONG[0], WRONG[0], WRONG[0], ODD]
    after = {1: RIGHT[0], 2: RIGHT[0], 3: RIGHT[0], 4: WRONG[0], 6: RIGHT[0]}
    votes = [_vote(player, 1, picks) for player, picks in enumerate(alone, start=1)]
    votes += [_vote(player, 2, picks) for player, picks in after.items()]
    return _results(make_round, 0, votes)


def test_each_option_is_counted_on_both_ballots(both: Results) -> None:
    counts = {
        (part.name, option.value): (option.first, option.second)
        for part in both.parts
        for option in part.options
    }
    assert counts == {
        ("A", "survives"): (4, 5),
        ("A", "lost"): (1, 0),
        ("A", "inaccessible"): (0, 0),
        ("B", "survives"): (4, 1),
        ("B", "lost"): (0, 0),
        ("B", "inaccessible"): (1, 4),
        ("C", "survives"): (0, 0),
        ("C", "lost"): (5, 5),
        ("C", "inaccessible"): (0, 0),
    }
    rights = [(part.name, one.value) for part in both.parts for one in part.options if one.right]
    assert rights == [("A", "survives"), ("B", "inaccessible"), ("C", "lost")]


def test_a_vote_is_right_when_all_of_it_is(both: Results) -> None:
    assert both.first == (1, 5)
    assert both.second == (4, 5)
    assert both.last == both.second


def test_only_who_voted_twice_counts_for_the_gain(both: Results) -> None:
    assert both.both == (Tally(1, 4), Tally(3, 4))
    assert both.gain == Fraction(2, 3)  # (3/4 - 1/4) / (1 - 1/4)


def test_moves_say_who_went_from_where_to_where(both: Results) -> None:
    moves = {
        part.name: [(one.before.value, one.after.value, one.people) for one in part.moves]
        for part in both.parts
    }
    assert moves == {"A": [], "B": [("survives", "inaccessible", 2)], "C": []}


def test_beliefs_behind_wrong_votes_are_counted(both: Results) -> None:
    [held] = both.beliefs
    assert (held.belief, held.first, held.second) == ("volume-in-image-is-kept", 4, 1)
    assert held.title.startswith("the image declares a volume")


def test_users_are_a_part_of_their_own(make_round: MakeRound) -> None:
    results = _results(make_round, 1, [_vote(1, 1, RIGHT[1]), _vote(2, 1, WRONG[1])])
    users = results.parts[-1]
    assert users.name == "users"
    assert [(one.value, one.first) for one in users.options if one.first] == [
        ("all-stay", 1),
        ("all-out", 1),
    ]
    assert results.first == (1, 2)
    assert [held.belief for held in results.beliefs] == ["signed-cookie-needs-nothing"]


def test_the_options_of_a_concept_have_words(make_round: MakeRound) -> None:
    results = _results(make_round, 2, [_vote(1, 1, {"A": "1"})])
    [part] = results.parts
    assert (part.name, part.about) == ("A", "")
    assert all(option.says for option in part.options)
    assert sum(option.right for option in part.options) == 1


def test_nobody_has_voted(make_round: MakeRound) -> None:
    results = _results(make_round, 0, [])
    assert (results.first, results.gain, results.last.advice) == (Tally(0, 0), None, None)
    assert [bar.option.value for part in results.parts for bar in part.bars] == [
        "survives",
        "inaccessible",
        "lost",
    ]


def test_a_vote_on_what_is_asked_no_more_is_left_out(make_round: MakeRound) -> None:
    results = _results(make_round, 0, [_vote(1, 1, {"A": "lost"}), _vote(2, 1, RIGHT[0])])
    assert results.first == (1, 1)


@pytest.mark.parametrize(
    ("right", "of", "advice"),
    [
        (0, 10, Advice.EXPLAIN),
        (29, 100, Advice.EXPLAIN),
        (30, 100, Advice.DISCUSS),
        (3, 10, Advice.DISCUSS),
        (7, 10, Advice.DISCUSS),
        (71, 100, Advice.GO_ON),
        (10, 10, Advice.GO_ON),
    ],
)
def test_the_share_of_right_votes_says_what_to_do(right: int, of: int, advice: Advice) -> None:
    assert Tally(right, of).advice == advice


@pytest.mark.parametrize(
    ("before", "after", "gain"),
    [
        ((0, 4), (4, 4), Fraction(1)),
        ((2, 4), (1, 4), Fraction(-1, 2)),
        ((1, 2), (1, 2), Fraction(0)),
        ((4, 4), (3, 4), None),
        ((0, 0), (3, 4), None),
        ((1, 4), (0, 0), None),
    ],
)
def test_the_gain_is_that_of_what_could_be_gained(
    before: tuple[int, int], after: tuple[int, int], gain: Fraction | None
) -> None:
    assert gain_of(Tally(*before), Tally(*after)) == gain
