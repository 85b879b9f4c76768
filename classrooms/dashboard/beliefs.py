"""Wrong beliefs of a class: who holds them, and where to teach what is so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from classrooms.dashboard.totals import Believed, Totals
from lessons.beliefs import beliefs
from lessons.catalogue import UnknownLesson, lesson


class Taught(NamedTuple):
    """A belief among the learners of a class."""

    slug: str
    title: str  # a clause
    not_so: str
    lesson: str  # slug; "" where the content has the belief no more
    lesson_title: str
    anchor: str
    believed: Believed
    questions: int  # that somebody answered as it says
    scenario: str  # key of the question that most answered as it says


def believed_in(totals: Totals) -> list[Taught]:
    """The beliefs that anybody picked: those that most hold come first, then most perhaps."""
    found = [(slug, one) for slug, one in totals.beliefs.items() if one.picked]
    found.sort(key=lambda told: (-told[1].held, -told[1].perhaps, told[0]))
    asked = _asked(totals)
    return [_taught(slug, one, asked.get(slug, {})) for slug, one in found]


def _asked(totals: Totals) -> dict[str, dict[str, int]]:
    """By belief the questions that were answered as it says, with how often."""
    found: dict[str, dict[str, int]] = {}
    for item in totals.items.values():
        for slug, count in item.beliefs.items():
            found.setdefault(slug, {})[item.key] = count
    return found


def _taught(slug: str, believed: Believed, asked: Mapping[str, int]) -> Taught:
    words = beliefs().get(slug)
    most = min(asked, key=lambda key: (-asked[key], key), default="")
    if words is None:  # answers outlive the content
        return Taught(slug, slug, "", "", "", "", believed, len(asked), most)
    place = (words.lesson, _title(words.lesson), words.anchor)
    return Taught(slug, words.title, words.not_so, *place, believed, len(asked), most)


def _title(slug: str) -> str:
    try:
        return lesson(slug).title
    except UnknownLesson:
        return slug


def title_of(slug: str) -> str:
    """Also of a belief that the content has no more."""
    words = beliefs().get(slug)
    return words.title if words else slug
