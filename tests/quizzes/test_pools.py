from __future__ import annotations

import pytest

from quizzes.pools import SEEDS, UnknownQuiz, order, questions, quiz, quizzes, seed_for

STATE = "what-is-state"


def test_every_lesson_has_a_quiz_and_so_has_the_home_page() -> None:
    assert [found.slug for found in quizzes()] == ["home", STATE, "stateless-systems", "challenge"]


def test_an_unknown_lesson_has_no_quiz() -> None:
    with pytest.raises(UnknownQuiz):
        quiz("what-is-love")


def test_the_home_page_asks_one_question() -> None:
    assert questions(quiz("home"), 5) == ("home",)


def test_an_attempt_asks_as_many_as_the_lesson_says_and_none_twice() -> None:
    for seed in range(50):
        assert len({*questions(quiz(STATE), seed)}) == 3


def test_a_seed_gives_the_same_questions_on_every_machine() -> None:
    assert order(quiz(STATE), 1) == ("down", "restart", "drain", "recreate")


def test_seeds_differ_in_scenarios_and_order() -> None:
    assert len({questions(quiz(STATE), seed) for seed in range(200)}) == 24


def test_a_seed_fits_the_database() -> None:
    seeds = {seed_for("somebody", quiz(STATE), ordinal) for ordinal in range(1, 50)}
    assert len(seeds) == 49
    assert all(0 <= seed < SEEDS for seed in seeds)


def test_another_attempt_prefers_what_the_learner_has_not_met() -> None:
    for met in ("restart", "drain", "down", "recreate"):
        seed = seed_for("somebody", quiz(STATE), 2, [met])
        assert met not in questions(quiz(STATE), seed)
