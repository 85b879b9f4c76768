"""Over the whole content: a lesson offers what believers would answer to its questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as project
from pytest_django import Settings

from lessons import catalogue, practice
from lessons.catalogue import Lesson
from lessons.fates import MOST
from lessons.scenarios import Ask, scenario
from quizzes.believers import believers
from whatif.outcome import Fate

CONTENT = Path(project.BASE_DIR) / "content"


@pytest.fixture(autouse=True)
def content(settings: Settings) -> None:
    """The product's own lessons and scenarios, not the small ones of the other tests."""
    settings.CONTENT_DIR = CONTENT


def wanted(lesson: Lesson) -> Iterator[tuple[Fate, str]]:
    """The fates that the lesson's questions want offered, each with what wants it."""
    for found in map(scenario, lesson.quiz.scenarios):
        for piece in found.pieces if Ask.STATE in found.ask else ():
            assert piece.fate is not None
            yield piece.fate, f"{found.slug}, {piece.letter} {piece.item}: it is so"
            for one in believers(found):
                fate = Fate(one.picks[piece.letter])
                yield fate, f"{found.slug}, {piece.letter} {piece.item}: {one.belief}"


def missing(lesson: Lesson) -> list[str]:
    """What a lesson should offer beside what it does; nothing where there is no room."""
    wants = dict(wanted(lesson))
    if len(lesson.offers) >= MOST and {*lesson.offers} <= {Fate.SURVIVES, Fate.LOST, *wants}:
        return []
    return [
        f"{lesson.file}: offers should name {fate}: {why}"
        for fate, why in wants.items()
        if fate in lesson.fates and fate not in lesson.offers
    ]


@pytest.mark.parametrize("slug", [lesson.slug for lesson in catalogue.read(CONTENT).lessons])
def test_a_lesson_offers_what_believers_would_say(slug: str) -> None:
    assert missing(catalogue.lesson(slug)) == []


@pytest.mark.parametrize("slug", practice.read(CONTENT).practices)
def test_practice_offers_it_too(slug: str) -> None:
    found = practice.practice(slug)
    assert missing(replace(found.after(catalogue.lesson(found.lesson)), file=found.file)) == []


def test_each_lesson_has_believers_to_offer_something_for() -> None:
    for lesson in catalogue.lessons():
        truths = {why for _, why in wanted(lesson) if why.endswith("it is so")}
        assert len({why for _, why in wanted(lesson)}) > len(truths), lesson.slug
