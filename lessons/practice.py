"""Practice by subject: content/practice, more scenarios for who has read what they need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from django.conf import settings

from lessons import catalogue
from lessons.catalogue import Lesson, Quiz
from lessons.fates import offers_of
from lessons.faults import BadContent, ContentFault, Source, text_of
from lessons.fields import SLUG, Fields, fields_of
from whatif.outcome import Fate


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Scenarios on one subject; an attempt asks some of them."""

    slug: str
    title: str
    promise: str
    lesson: str  # slug of the lesson that teaches what it needs
    offers: tuple[Fate, ...]  # what each of its questions offers
    ask: int
    scenarios: tuple[str, ...]
    line: int  # of the scenarios
    file: str  # as faults name it

    def after(self, lesson: Lesson) -> Lesson:
        """The lesson that it follows, asking and offering what this practice does."""
        quiz = Quiz(self.ask, self.scenarios, self.line)
        return replace(lesson, offers=self.offers, quiz=quiz)


class Practices(NamedTuple):
    """All of a folder by slug, and what is wrong in their files."""

    practices: Mapping[str, Practice]
    faults: tuple[ContentFault, ...]


class UnknownPractice(KeyError):
    """No practice has this slug."""


def practices() -> Mapping[str, Practice]:
    """All by slug, in the order of their lessons. Raises BadContent."""
    found = read(settings.CONTENT_DIR)
    if found.faults:
        raise BadContent(found.faults)
    return found.practices


def practice(slug: str) -> Practice:
    """The practice that an address names. Raises UnknownPractice."""
    try:
        return practices()[slug]
    except KeyError:
        raise UnknownPractice(slug) from None


@cache
def read(root: Path) -> Practices:
    """Those under `root`, each file read to its end whatever is wrong in it."""
    faults: list[ContentFault] = []
    lessons = {lesson.slug: lesson for lesson in catalogue.read(root).lessons}
    found = [
        practice
        for path in sorted((root / "practice").glob("*.yaml"))
        if (practice := _practice(path, Source.of(path, root, faults), lessons))
    ]
    order = list(lessons)
    found.sort(key=lambda one: order.index(one.lesson) if one.lesson in lessons else 0)
    return Practices(MappingProxyType({one.slug: one for one in found}), tuple(faults))


def _practice(path: Path, source: Source, lessons: Mapping[str, Lesson]) -> Practice | None:
    text = text_of(path, source)
    fields = fields_of(text, source) if text is not None else None
    if fields is None:
        return None
    if not SLUG.fullmatch(path.stem) or path.stem in lessons:
        source.fault(1, "the file's name is a slug that no lesson has, as when-ok-was-said.yaml")
    taught = lessons.get(_lesson(fields, lessons))
    scenarios = fields.words("from", like="[some-scenario, another]")
    most = max(1, len(scenarios))
    found = Practice(
        slug=path.stem,
        title=fields.text("title", like="When OK was said"),
        promise=fields.text("promise", like="Say what a power cut takes."),
        lesson=taught.slug if taught else "",
        offers=offers_of(fields, taught.fates if taught else tuple(Fate)),
        ask=fields.whole("ask", low=1, high=most, like=str(most)) or 1,
        scenarios=scenarios,
        line=fields.at("from"),
        file=source.file,
    )
    fields.close()
    return found


def _lesson(fields: Fields, lessons: Mapping[str, Lesson]) -> str:
    slug = fields.text("lesson", like="what-is-state")
    if slug and slug not in lessons:
        known = ", ".join(lessons) or "none"
        fields.source.fault(fields.at("lesson"), f"there is no lesson {slug}; lessons are {known}")
    return slug
