"""What a question asks of a learner: content/skills.yaml, each taught at a lesson's anchor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from django.conf import settings

from lessons import catalogue
from lessons.catalogue import Lesson
from lessons.faults import BadContent, ContentFault, Source, text_of
from lessons.fields import SLUG, Fields, entries, fields_of

_LIKE = "{title: Tell a restart from a recreate, lesson: what-is-state, anchor: definition}"


@dataclass(frozen=True, slots=True)
class Skill:
    """Something that a learner can do after a section of a lesson."""

    slug: str
    title: str
    lesson: str  # slug
    anchor: str
    line: int


class Skills(NamedTuple):
    skills: Mapping[str, Skill]
    faults: tuple[ContentFault, ...]


def skills() -> Mapping[str, Skill]:
    """All skills by slug, in the order of the file. Raises BadContent."""
    found = read(settings.CONTENT_DIR)
    if found.faults:
        raise BadContent(found.faults)
    return found.skills


@cache
def read(root: Path) -> Skills:
    """The skills under `root`."""
    faults: list[ContentFault] = []
    path = root / "skills.yaml"
    source = Source.of(path, root, faults)
    text = text_of(path, source)
    fields = fields_of(text, source) if text is not None else None
    lessons = {lesson.slug: lesson for lesson in catalogue.read(root).lessons}
    found = {
        slug: _skill(slug, inner, lessons)
        for slug, inner in (entries(fields, like=_LIKE) if fields else ())
    }
    return Skills(MappingProxyType(found), tuple(faults))


def _skill(slug: str, fields: Fields, lessons: Mapping[str, Lesson]) -> Skill:
    if not SLUG.fullmatch(slug):
        fields.source.fault(fields.line, f"`{slug}` is no slug; small letters, digits and hyphens")
    skill = Skill(
        slug,
        fields.text("title", like="Tell a restart from a recreate"),
        fields.text("lesson", like="what-is-state"),
        fields.text("anchor", like="definition"),
        fields.at("anchor"),
    )
    fields.close()
    if fault := anchor_fault(lessons, skill.lesson, skill.anchor):
        fields.source.fault(fields.at("lesson" if skill.lesson not in lessons else "anchor"), fault)
    return skill


def anchor_fault(lessons: Mapping[str, Lesson], slug: str, anchor: str) -> str:
    """What is wrong with a place in a lesson; "" where it exists, or is not given at all."""
    if not slug or not anchor:
        return ""
    if slug not in lessons:
        return f"there is no lesson {slug}; lessons are {', '.join(lessons) or 'none'}"
    if anchor not in lessons[slug].anchors:
        known = ", ".join(section.anchor for section in lessons[slug].sections)
        return f"the lesson {slug} has no anchor {anchor}; it has {known}"
    return ""
