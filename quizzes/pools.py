"""Which scenarios a quiz may ask, and which of them one attempt asks."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from lessons.catalogue import Lesson, UnknownLesson, lesson, lessons

HOME = "home"
HOME_SCENARIO = "home"
SEEDS = 2**31  # a seed is smaller: what every database keeps as a positive whole number
_DRAWS = 32  # seeds tried for one that asks what the learner has not met


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """A pool of scenarios, and how many of them an attempt asks."""

    slug: str
    title: str
    ask: int
    scenarios: tuple[str, ...]
    lesson: Lesson  # a question offers what was taught up to this one
    by_cut: bool = False  # answered by the height of one cut, not piece by piece


class UnknownQuiz(KeyError):
    """No lesson has this slug, and it is not `home`."""


def quiz(slug: str) -> Quiz:
    """The quiz that an address names. Raises UnknownQuiz."""
    if slug == HOME:
        return home()
    try:
        return _of(lesson(slug))
    except UnknownLesson:
        raise UnknownQuiz(slug) from None


def home() -> Quiz:
    """The one question of the home page."""
    return Quiz(
        slug=HOME,
        title="What happens if it restarts?",
        ask=1,
        scenarios=(HOME_SCENARIO,),
        lesson=lessons()[0],
        by_cut=True,
    )


def quizzes() -> tuple[Quiz, ...]:
    """All quizzes: that of the home page, then one a lesson."""
    return (home(), *map(_of, lessons()))


def _of(taught: Lesson) -> Quiz:
    return Quiz(
        slug=taught.slug,
        title=taught.title,
        ask=taught.quiz.ask,
        scenarios=taught.quiz.scenarios,
        lesson=taught,
    )


def order(quiz: Quiz, seed: int) -> tuple[str, ...]:
    """The whole pool in the order of this seed; an attempt asks the first `quiz.ask`."""
    return tuple(sorted(quiz.scenarios, key=lambda slug: _drawn(seed, quiz.slug, slug)))


def questions(quiz: Quiz, seed: int) -> tuple[str, ...]:
    """The scenarios that an attempt with this seed asks, in order. The same on every machine."""
    return order(quiz, seed)[: quiz.ask]


def seed_for(who: str, quiz: Quiz, ordinal: int, met: Collection[str] = ()) -> int:
    """A seed for somebody's next attempt: of a few, one that asks most of what was not `met`."""
    seeds = [_drawn(who, quiz.slug, ordinal, draw) % SEEDS for draw in range(_DRAWS)]
    return max(seeds, key=lambda seed: len({*questions(quiz, seed)} - {*met}))


def _drawn(*parts: object) -> int:
    text = "\0".join(map(str, parts))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
