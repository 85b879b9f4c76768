from __future__ import annotations

import pytest

from quizzes.grading import Key, Marks, NotAnswered, grade

KEY = Key({"A": "lost", "B": "survives", "C": "inaccessible"}, "some")


def test_the_true_fates_earn_every_point() -> None:
    assert grade(KEY, KEY.pieces, KEY.users) == Marks(4, 4, (), users_right=True)


def test_each_wrong_piece_costs_one_point() -> None:
    picks = {"A": "lost", "B": "lost", "C": "survives"}
    assert grade(KEY, picks, "some") == Marks(2, 4, ("B", "C"), users_right=True)


def test_wrong_users_cost_one_point() -> None:
    assert grade(KEY, KEY.pieces, "all-stay") == Marks(3, 4, (), users_right=False)


def test_users_who_are_not_asked_are_not_graded() -> None:
    key = Key({"A": "lost"})
    assert grade(key, {"A": "lost"}) == Marks(1, 1, (), users_right=None)


def test_a_question_may_ask_for_the_users_alone() -> None:
    assert grade(Key({}, "some"), {}, "some").max_points == 1


@pytest.mark.parametrize(
    ("picks", "users"),
    [
        ({}, "some"),
        ({"A": "lost", "B": "lost"}, "some"),
        ({"A": "lost", "B": "lost", "C": "lost", "D": "lost"}, "some"),
        (KEY.pieces, ""),
    ],
)
def test_a_prediction_with_gaps_or_extras_is_not_graded(picks: dict[str, str], users: str) -> None:
    with pytest.raises(NotAnswered):
        grade(KEY, picks, users)


def test_a_word_for_users_who_are_not_asked_is_not_graded() -> None:
    with pytest.raises(NotAnswered):
        grade(Key({"A": "lost"}), {"A": "lost"}, "some")
