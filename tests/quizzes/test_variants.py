"""Scenarios with another event as questions: the same promises as for those of the content."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings as project
from pytest_django import Settings

from lessons.scenarios import scenario
from lessons.variants import variants
from quizzes import questions
from quizzes.believers import diagnosed
from quizzes.grading import grade
from quizzes.pools import CONCEPT, HOME, asked_in, quizzes
from quizzes.questions import Question, build
from quizzes.words import USERS
from tests.quizzes.test_secrecy import turned

CONTENT = Path(project.BASE_DIR) / "content"
EACH = 29  # one of so many is tried


@pytest.fixture(autouse=True)
def content(settings: Settings) -> None:
    settings.CONTENT_DIR = CONTENT


@cache
def sample() -> list[str]:
    bases = {key for one in quizzes() for key in one.pool if not key.startswith(CONCEPT)} - {HOME}
    offers = {base: asked_in(base).lesson_of(base).offers for base in sorted(bases)}
    return [key for base, fates in offers.items() for key in variants(scenario(base), fates)][
        ::EACH
    ]


def question(key: str) -> Question:
    found = build(key, asked_in(key)).question
    assert isinstance(found, Question)
    return found


def test_each_asks_something_and_its_own_key_has_full_marks() -> None:
    assert len(sample()) > 100
    for key in sample():
        built = build(key, asked_in(key))
        asked = [piece.letter for piece in question(key).asked]
        assert asked or built.key.users
        assert sorted(built.key.pieces) == asked
        assert {*built.key.pieces} or built.key.users in USERS
        marks = grade(built.key, built.key.pieces, built.key.users)
        assert marks.points == marks.max_points == len(asked) + bool(built.key.users)
        assert built.question.key == key


def test_each_offers_the_fates_of_the_lesson_that_asks_its_scenario() -> None:
    for key in sample():
        offers = tuple(str(fate) for fate in asked_in(key).lesson_of(key).offers)
        assert {piece.offered for piece in question(key).asked} <= {offers}


def test_an_answer_shows_the_belief_that_predicts_it() -> None:
    explained = 0
    for key in sample():
        built = build(key, asked_in(key))
        for one in built.held:
            picks = {letter: one.picks[letter] for letter in built.key.pieces}
            users = one.picks["users"] if built.key.users else ""
            if (picks, users) != (built.key.pieces, built.key.users):
                assert diagnosed(built.key, picks, users, built.held)
                explained += 1
    assert explained > 25


def test_a_question_is_the_same_whatever_its_key() -> None:
    for key in sample():
        found, quiz = scenario(key), asked_in(key)
        before = build(key, quiz)
        other = replace(found, outcome=turned(found.outcome, quiz, key, 1))
        after = questions._predicted(other, quiz)
        assert after.key != before.key, "the key has changed, or this proves nothing"
        assert after.question.as_json() == before.question.as_json()


def test_what_is_shown_holds_no_sentence_of_the_verdict() -> None:
    for key in sample():
        built = build(key, asked_in(key))
        shown = str(asdict(question(key)))
        said = {step["says"] for step in built.outcome["trace"]} | {built.outcome["recovery"]}
        assert not [text for text in said if len(text) > 8 and text in shown]
