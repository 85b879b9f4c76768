from __future__ import annotations

import pytest

from quizzes.findings import Told, finding, summary, worst

POD = "the new pod"


def test_the_surprise_is_told_after_the_score() -> None:
    told = [
        Told("A", "lost", "lost"),
        Told("B", "survives", "inaccessible"),
        Told("C", "survives", "survives"),
    ]
    assert finding(told, POD) == ("Two of three. B is still there, but the new pod cannot see it.")


def test_without_a_surprise_it_says_what_happened() -> None:
    told = [Told("A", "lost", "lost"), Told("B", "survives", "survives")]
    assert finding(told, POD) == "Both right. A is gone, B stays."


@pytest.mark.parametrize(
    ("happened", "says"),
    [
        ("survives", "B is still there, and the new pod finds it."),
        ("lost", "B is gone: no copy is left."),
        ("partly_lost", "B is there, but the newest part is missing."),
        ("stale", "B answers, but with an older copy."),
        ("diverged", "B exists more than once, and the copies disagree."),
        ("duplicated", "B is done more than once."),
        ("corruption_risk", "B can be read, but not trusted."),
    ],
)
def test_every_fate_has_its_surprise(happened: str, says: str) -> None:
    said = "lost" if happened != "lost" else "survives"
    assert finding([Told("B", said, happened)], POD) == f"Not so. {says}"


def test_the_worst_surprise_is_told() -> None:
    told = [Told("A", "lost", "survives"), Told("B", "survives", "corruption_risk")]
    assert finding(told, POD) == "None of two. B can be read, but not trusted."


def test_an_odd_fate_is_told_though_it_was_foreseen() -> None:
    told = [Told("A", "duplicated", "duplicated")]
    assert finding(told, POD) == "Right. A is done more than once."


def test_the_users_are_the_surprise_where_all_pieces_are_right() -> None:
    told = [Told("A", "lost", "lost")]
    assert finding(told, POD, "some", "all-out") == "One of two. All users are logged out."


def test_users_may_be_all_that_was_asked() -> None:
    assert finding([], POD, "some", "some") == "Right. Some users are logged out, others stay."


def test_a_piece_that_was_not_asked_is_not_counted() -> None:
    told = [Told("A", "", "lost")]
    assert finding(told, POD, "all-out", "all-out") == "Right. All users are logged out."


def test_several_pieces_are_told_in_one_sentence() -> None:
    told = [Told(letter, "lost", "lost") for letter in "ABC"]
    assert finding(told, POD) == "All three right. A, B and C are gone."


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (0, "9 of 9. Nothing surprised you."),
        (1, "9 of 9. One question had a surprise."),
        (2, "9 of 9. Two questions had a surprise."),
        (3, "9 of 9. Each question had a surprise."),
    ],
)
def test_an_attempt_has_its_own_finding(wrong: int, says: str) -> None:
    assert summary(9, 9, wrong, 3) == says


def test_without_a_surprise_the_worst_fate_is_told_of() -> None:
    told = [Told("A", "survives", "survives"), Told("B", "lost", "lost")]
    assert worst(told).letter == "B"
    assert worst([*told, Told("C", "lost", "survives")]).letter == "C"
