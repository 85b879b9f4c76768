"""Which questions a quiz may ask, and which of them one attempt asks.

A question is named by its key: a scenario's slug, `why-` and this slug where it is asked with a
reason, or `q-` and the id of a concept question. A scenario with another event is `SCENARIO.EVENT`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from django.conf import settings

from lessons.catalogue import Lesson, UnknownLesson, lesson, lessons
from lessons.practice import practice, practices
from lessons.questions import ConceptQuestion, UnknownQuestion, concept_question, concept_questions
from lessons.scenarios import scenarios
from lessons.variants import base_of
from quizzes.sources import Source, source_of
from quizzes.whys import WHY, subjects

HOME = "home"
HOME_SCENARIO = "home"
CHALLENGE = "challenge"
CHALLENGE_CONCEPTS = 3  # beside one scenario of each lesson
CONCEPT = "q-"  # before the id of a concept question
SEEDS = 2**31  # a seed is smaller: what every database keeps as a positive whole number
_DRAWS = 32  # seeds tried for one that asks what the learner has not met


class Group(NamedTuple):
    """Questions of one kind, and how many of them an attempt asks."""

    ask: int
    keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Quiz:
    """Groups of questions; an attempt asks some of each, mixed.

    There is one of each a process, so that what is computed from it can be kept by it.
    """

    slug: str
    title: str
    groups: tuple[Group, ...]
    lesson: Lesson  # a question offers what was taught up to this one
    by_cut: bool = False  # answered by the height of one cut, not piece by piece
    fixed: bool = False  # every question is asked, in the order given and without a reason
    taught: Mapping[str, Lesson] = field(default_factory=dict)  # by scenario, where several do

    @cached_property
    def pool(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for group in self.groups for key in group.keys))

    @cached_property
    def ask(self) -> int:
        """How many questions an attempt asks."""
        return len(_chosen(self, 0))

    def lesson_of(self, key: str) -> Lesson:
        """The lesson that teaches what a scenario needs: its own, where a quiz mixes several."""
        return self.taught.get(key, self.lesson)


class UnknownQuiz(KeyError):
    """No lesson, practice, question or source has this slug; nor is it `home` or `challenge`."""


def quiz(slug: str) -> Quiz:
    """The quiz that an address names. Raises UnknownQuiz."""
    source = source_of(slug)
    return source.quiz(slug) if source else _quiz(settings.CONTENT_DIR, slug)


@cache
def _quiz(_root: Path, slug: str) -> Quiz:
    """The same, made once a process for the content under this root."""
    if slug == HOME:
        return _home()
    if slug == CHALLENGE:
        return _challenge()
    try:
        if slug.startswith(CONCEPT):
            return _alone(concept_of(slug))
        return _practised(slug) if slug in practices() else _of(lesson(slug))
    except (UnknownLesson, UnknownQuestion):
        raise UnknownQuiz(slug) from None


def concept_of(key: str) -> ConceptQuestion:
    """The concept question that a key names. Raises UnknownQuestion."""
    return concept_question(key.removeprefix(CONCEPT))


def title_of(slug: str) -> str:
    """The title of a quiz, also of one that is gone."""
    source = source_of(slug)
    return source.titles([slug])[slug] if source else _own_title(slug)


def titles_of(slugs: Collection[str]) -> Mapping[str, str]:
    """The titles of several, however many; each source is asked once."""
    by_source: dict[Source | None, list[str]] = {}
    for slug in slugs:
        by_source.setdefault(source_of(slug), []).append(slug)
    found: dict[str, str] = {}
    for source, named in by_source.items():
        found |= source.titles(named) if source else {slug: _own_title(slug) for slug in named}
    return found


def _own_title(slug: str) -> str:
    try:
        return quiz(slug).title
    except UnknownQuiz:
        return slug


def home() -> Quiz:
    """The one question of the home page."""
    return quiz(HOME)


def challenge() -> Quiz:
    """The final challenge: a scenario of each lesson, and concepts of all of them."""
    return quiz(CHALLENGE)


def _home() -> Quiz:
    return Quiz(
        slug=HOME,
        title="What happens if it restarts?",
        groups=(Group(1, (HOME_SCENARIO,)),),
        lesson=lessons()[0],
        by_cut=True,
    )


def quizzes() -> tuple[Quiz, ...]:
    """The quizzes that a reader meets on the way: home, one a lesson, the challenge, practice."""
    lessons_own = (quiz(taught.slug) for taught in lessons())
    return (home(), *lessons_own, challenge(), *(quiz(slug) for slug in practices()))


def asked_in(key: str) -> Quiz:
    """The quiz on the way that asks what a key names: a scenario, with any event, or a concept.

    Raises UnknownQuiz.
    """
    try:
        return _asked_in(settings.CONTENT_DIR)[base_of(bare(key))]
    except KeyError:
        raise UnknownQuiz(key) from None


@cache
def _asked_in(_root: Path) -> Mapping[str, Quiz]:
    """Each by its first quiz; the challenge mixes those of the others."""
    found = [one for one in quizzes() if one.slug != CHALLENGE]
    return MappingProxyType({key: one for one in reversed(found) for key in one.pool})


def _challenge() -> Quiz:
    scenarios = tuple(Group(1, taught.quiz.scenarios) for taught in lessons())
    concepts = Group(CHALLENGE_CONCEPTS, tuple(one.quiz for one in concept_questions().values()))
    return Quiz(
        slug=CHALLENGE,
        title="The final challenge",
        groups=(*scenarios, concepts),
        lesson=lessons()[-1],
        taught={key: one for one in reversed(lessons()) for key in one.quiz.scenarios},
    )


def _of(taught: Lesson) -> Quiz:
    concepts = tuple(one.quiz for one in concept_questions().values() if one.lesson == taught.slug)
    return Quiz(
        slug=taught.slug,
        title=taught.title,
        groups=(
            Group(taught.quiz.ask, taught.quiz.scenarios),
            Group(taught.quiz.concepts, concepts),
        ),
        lesson=taught,
    )


def _practised(slug: str) -> Quiz:
    """Practice by subject: scenarios alone, with the fates that it offers."""
    found = practice(slug)
    groups = (Group(found.ask, found.scenarios),)
    taught = found.after(lesson(found.lesson))
    return Quiz(slug=slug, title=found.title, groups=groups, lesson=taught)


def _alone(question: ConceptQuestion) -> Quiz:
    """The quiz of one concept question, as a lesson asks it on the way."""
    taught = lesson(question.lesson)
    return Quiz(
        slug=question.quiz,
        title=taught.title,
        groups=(Group(1, (question.quiz,)),),
        lesson=taught,
    )


@lru_cache(maxsize=1024)
def order(quiz: Quiz, seed: int) -> tuple[str, ...]:
    """The whole pool in the order of this seed; an attempt asks the first `quiz.ask`.

    The rest stands by for a question that the content has lost in the meantime.
    """
    if quiz.fixed:
        return quiz.pool
    chosen = _chosen(quiz, seed)
    rest = [key for key in quiz.pool if key not in chosen]
    why = _asked_why(quiz, seed, chosen)
    first = (f"{WHY}{key}" if key == why else key for key in _sorted(quiz, seed, chosen))
    return (*first, *_sorted(quiz, seed, rest))


def _asked_why(quiz: Quiz, seed: int, keys: Collection[str]) -> str:
    """Of an attempt's scenarios the one that is asked with a reason; "" in every second attempt."""
    if quiz.by_cut or _drawn(seed, quiz.slug, WHY) % 2:
        return ""
    known = scenarios()
    fit = (
        key
        for key in _sorted(quiz, seed + 1, keys)
        if key in known and subjects(known[key], quiz.lesson_of(key).offers)
    )
    return next(fit, "")


def bare(key: str) -> str:
    """The key without the form that it is asked in."""
    return key.removeprefix(WHY)


def _chosen(quiz: Quiz, seed: int) -> list[str]:
    """Of each group as many as it asks, none of them twice."""
    chosen: list[str] = []
    for group in quiz.groups:
        new = [key for key in group.keys if key not in chosen]
        chosen += _sorted(quiz, seed, new)[: group.ask]
    return chosen


def _sorted(quiz: Quiz, seed: int, keys: Collection[str]) -> list[str]:
    return sorted(keys, key=lambda key: _drawn(seed, quiz.slug, key))


def questions(quiz: Quiz, seed: int) -> tuple[str, ...]:
    """The keys that an attempt with this seed asks, in order. The same on every machine."""
    return order(quiz, seed)[: quiz.ask]


def seed_for(who: str, quiz: Quiz, ordinal: int, met: Collection[str] = ()) -> int:
    """A seed for somebody's next attempt: of a few, one that asks most of what was not `met`."""
    if not met:  # then one asks as much as another
        return _drawn(who, quiz.slug, ordinal, 0) % SEEDS

    def asked(seed: int) -> set[str]:
        return {*map(bare, questions(quiz, seed))}

    seeds = [_drawn(who, quiz.slug, ordinal, draw) % SEEDS for draw in range(_DRAWS)]
    return max(seeds, key=lambda seed: len(asked(seed) - {*map(bare, met)}))


def _drawn(*parts: object) -> int:
    text = "\0".join(map(str, parts))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
