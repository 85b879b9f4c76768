"""When somebody is said to hold a belief."""

from __future__ import annotations

from random import Random

import pytest

from classrooms.dashboard.holding import Holding, holding


@pytest.mark.parametrize(
    ("met", "picked", "says"),
    [
        (1, 0, Holding.NONE),
        (5, 0, Holding.NONE),
        (1, 1, Holding.PERHAPS),
        (2, 2, Holding.PERHAPS),  # both, and yet too few
        (3, 1, Holding.PERHAPS),
        (3, 2, Holding.HELD),
        (4, 2, Holding.PERHAPS),  # .67
        (4, 3, Holding.HELD),
        (6, 3, Holding.HELD),
        (7, 3, Holding.PERHAPS),  # .65
    ],
)
def test_it_takes_three_questions_and_four_in_five(met: int, picked: int, says: Holding) -> None:
    assert holding(met, picked) is says


@pytest.mark.parametrize(("met", "recall", "precision"), [(3, 0.75, 0.9), (5, 0.8, 0.95)])
def test_simulated_holders_are_found(met: int, recall: float, precision: float) -> None:
    """A fifth hold it; they pick it in 70 %, the others in 8 %."""
    random = Random(3)
    people = [random.random() < 0.2 for _ in range(20_000)]
    named = [
        holding(met, sum(random.random() < (0.7 if one else 0.08) for _ in range(met))).held
        for one in people
    ]
    right = sum(one and found for one, found in zip(people, named, strict=True))
    assert right / sum(people) >= recall
    assert right / sum(named) >= precision
