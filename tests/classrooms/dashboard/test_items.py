"""Intervals, discrimination, and what small numbers allow to say."""

from __future__ import annotations

import statistics
from random import Random

import pytest

from classrooms.dashboard.discrimination import discriminations
from classrooms.dashboard.intervals import wilson
from classrooms.dashboard.items import Item
from classrooms.dashboard.tries import Try


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [(0, 10, 0.0, 0.278), (1, 10, 0.018, 0.404), (50, 100, 0.404, 0.596), (10, 10, 0.722, 1.0)],
)
def test_wilson_as_published(right: int, count: int, low: float, high: float) -> None:
    assert wilson(right, count) == pytest.approx((low, high), abs=0.0005)


def test_nothing_known_is_all_of_it() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_29_first_tries_are_not_enough_for_a_share() -> None:
    assert not Item("a", count=29).enough
    assert Item("a", count=30).enough


def crowd(learners: int, wrong_key: str = "") -> list[list[Try]]:
    """20 questions; who is stronger has more of them right, but for one whose key is wrong."""
    random = Random(5)
    found = []
    for learner in range(learners):
        strength = random.random()
        own = []
        for key in (f"q{number}" for number in range(20)):
            right = random.random() < (1 - strength if key == wrong_key else strength)
            own.append(Try(learner, key, 1, int(right), 1, "", ""))
        found.append(own)
    return found


def test_a_question_with_a_wrong_key_is_found() -> None:
    known = discriminations(crowd(100, wrong_key="q7"))
    assert known["q7"] < 0
    assert min(value for key, value in known.items() if key != "q7") > 0.15


def test_the_question_itself_is_not_in_the_rest() -> None:
    people = crowd(40)
    own = [tries[3].points for tries in people]
    rest = [sum(one.points for one in tries) - tries[3].points for tries in people]
    assert discriminations(people)["q3"] == pytest.approx(statistics.correlation(own, rest))


def test_29_learners_are_not_enough() -> None:
    assert discriminations(crowd(29)) == {}
    assert len(discriminations(crowd(30))) == 20


def test_where_all_are_alike_there_is_nothing_to_tell() -> None:
    people = [[Try(n, "a", 1, 1, 1, "", ""), Try(n, "b", 1, n % 2, 1, "", "")] for n in range(40)]
    assert discriminations(people) == {}
