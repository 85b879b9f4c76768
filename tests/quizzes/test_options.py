"""Proof of the options: over many seeds of every question, not one of them gives the key away.

`make proof` draws SEEDS=1000 of each; without it a few are drawn.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from functools import cache
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings as project
from pytest_django import Settings

from lessons import questions as concept_questions
from lessons import scenarios
from lessons.questions import ConceptQuestion
from quizzes import concepts, whys
from quizzes.believers import truth_of
from quizzes.grading import grade
from quizzes.pools import CONCEPT, quizzes
from quizzes.questions import Question, build
from whatif.outcome import Fate

pytestmark = pytest.mark.proof
CONTENT = Path(project.BASE_DIR) / "content"
SEEDS = range(int(os.environ.get("SEEDS", "20")))
FATES = tuple(Fate)
SCENARIOS = sorted(scenarios.read(CONTENT))
CHOSEN = [one.id for one in concept_questions.read(CONTENT).questions.values() if one.options]
# Chi squared that an even draw passes but once in 10,000 times, by the number of options.
EVEN = {3: 18.4, 4: 21.1}


class Draw(NamedTuple):
    """The options of one question in the order of one seed."""

    says: tuple[str, ...]
    right: int  # its place from 0

    @property
    def longest(self) -> bool:
        """Whether the right option is longer than any other."""
        others = [len(text) for place, text in enumerate(self.says) if place != self.right]
        return len(self.says[self.right]) > max(others)


@pytest.fixture(autouse=True)
def content(settings: Settings) -> None:
    """The product's own content, not the small one of the other tests."""
    settings.CONTENT_DIR = CONTENT


@cache
def draws_of_scenario(slug: str) -> list[Draw]:
    """None where this scenario is not asked with a reason."""
    found = scenarios.scenario(slug)
    asked = SEEDS if whys.subjects(found, FATES) else ()
    drawn = (whys.ask(found, FATES, seed) for seed in asked)
    return [
        Draw(tuple(one.says for one in why.choices), int(key.pieces["A"]) - 1)
        for why, key, _, _ in drawn
    ]


@cache
def draws_of_concept(name: str) -> list[Draw]:
    question: ConceptQuestion = concept_questions.concept_question(name)
    drawn = (concepts.ask(question, seed) for seed in SEEDS)
    return [
        Draw(tuple(one.says for one in concept.choices), int(key.pieces["A"]) - 1)
        for concept, key, _ in drawn
    ]


def uneven(draws: Sequence[Draw]) -> float:
    """Chi squared of where the right option stands, in the measure of what is still even."""
    found = 0.0
    for size in {len(draw.says) for draw in draws}:
        places = Counter(draw.right for draw in draws if len(draw.says) == size)
        expected = places.total() / size
        chi = sum((places[place] - expected) ** 2 / expected for place in range(size))
        found = max(found, chi / EVEN[size])
    return found


def beyond_chance(draws: Sequence[Draw]) -> float:
    """How much more often than by chance the right option is the longest, in deviations."""
    chance = sum(1 / len(draw.says) for draw in draws) / len(draws)
    share = sum(draw.longest for draw in draws) / len(draws)
    return (share - chance) / sqrt(chance * (1 - chance) / len(draws))


@pytest.mark.parametrize("slug", SCENARIOS)
def test_a_seed_draws_three_or_four_options_and_no_two_alike(slug: str) -> None:
    for seed, draw in enumerate(draws_of_scenario(slug)):
        again, key, _, _ = whys.ask(scenarios.scenario(slug), FATES, seed)
        assert draw == Draw(tuple(one.says for one in again.choices), int(key.pieces["A"]) - 1)
        assert len(draw.says) in {3, 4}
        assert len({*draw.says}) == len(draw.says)


@pytest.mark.parametrize("slug", SCENARIOS)
def test_exactly_one_option_is_true(slug: str) -> None:
    found = scenarios.scenario(slug)
    truth = truth_of(found)
    for seed in SEEDS if whys.subjects(found, FATES) else ():
        why, key, outcome, held = whys.ask(found, FATES, seed)
        true = [one for one in outcome["options"] if one["pick"] == truth[outcome["subject"]]]
        assert [one["value"] for one in true] == [key.pieces["A"]]
        points = [grade(key, {"A": choice.value}).points for choice in why.choices]
        assert sum(points) == 1
        named = {one.picks["A"]: one.belief for one in held}
        assert named == {one["value"]: one["belief"] for one in outcome["options"] if one["belief"]}


@pytest.mark.parametrize("slug", SCENARIOS)
def test_the_right_option_stands_anywhere(slug: str) -> None:
    assert uneven(draws_of_scenario(slug)) <= 1


def test_the_right_option_is_not_the_longest_more_often_than_by_chance() -> None:
    draws = [draw for slug in SCENARIOS for draw in draws_of_scenario(slug)]
    assert len(draws) >= 5 * len(SEEDS), "hardly any scenario is asked with a reason"
    assert beyond_chance(draws) <= 3


@pytest.mark.parametrize("name", CHOSEN)
def test_the_options_of_an_idea_are_drawn_too(name: str) -> None:
    draws = draws_of_concept(name)
    question = concept_questions.concept_question(name)
    right = next(option.says for option in question.options if option.right)
    for draw in draws:
        assert sorted(draw.says) == sorted(option.says for option in question.options)
        assert len({*draw.says}) == len(draw.says)
        assert draw.says[draw.right] == right
    assert uneven(draws) <= 1


def test_what_is_so_of_an_idea_is_not_the_longest_more_often_than_by_chance() -> None:
    draws = [draws_of_concept(name)[0] for name in CHOSEN]
    assert beyond_chance(draws) <= 3


def test_a_prediction_offers_the_truth_once_and_all_pieces_the_same() -> None:
    asked = [(quiz, key) for quiz in quizzes() for key in quiz.pool if not key.startswith(CONCEPT)]
    assert len(asked) > 50
    for quiz, key in asked:
        built = build(key, quiz)
        assert isinstance(built.question, Question)
        for piece in built.question.asked:
            assert piece.offered.count(built.key.pieces[piece.letter]) == 1
            assert len({*piece.offered}) == len(piece.offered)
        assert len({piece.offered for piece in built.question.asked}) <= 1


def test_the_measures_would_find_a_key_that_shows() -> None:
    always = [Draw(("a", "b", "much longer"), 2)] * 20
    assert uneven(always) > 1
    assert beyond_chance(always) > 3
