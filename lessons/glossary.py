"""The words of the course: content/glossary.yaml, each with what it says and where it is taught."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from lessons import catalogue
from lessons.catalogue import Lesson, Section
from lessons.faults import BadContent, ContentFault, Source, text_of
from lessons.fields import Fields, entries, fields_of
from lessons.skills import anchor_fault

_LIKE = '{says: "Data that a later request will need.", lesson: what-is-state, anchor: definition}'


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a few, as the course uses them."""

    word: str
    says: str  # one or two sentences
    lesson: str  # slug; "" where no section teaches it
    anchor: str

    @property
    def slug(self) -> str:
        """Its name in the address of the page of words."""
        return "-".join(re.findall(r"[a-z0-9]+", self.word.lower()))


class Glossary(NamedTuple):
    words: tuple[Word, ...]
    faults: tuple[ContentFault, ...]


class Taught(NamedTuple):
    """The section that teaches a word."""

    lesson: Lesson
    section: Section


def words() -> tuple[Word, ...]:
    """All words in the order of the file. Raises BadContent."""
    found = read(settings.CONTENT_DIR)
    if found.faults:
        raise BadContent(found.faults)
    return found.words


def taught(word: Word, lessons: Mapping[str, Lesson]) -> Taught | None:
    """The section that teaches a word; None where none does."""
    sections = lessons[word.lesson].sections if word.lesson in lessons else ()
    found = next((section for section in sections if section.anchor == word.anchor), None)
    return Taught(lessons[word.lesson], found) if found else None


@cache
def read(root: Path) -> Glossary:
    """The words under `root`."""
    faults: list[ContentFault] = []
    path = root / "glossary.yaml"
    source = Source.of(path, root, faults)
    text = text_of(path, source)
    fields = fields_of(text, source) if text is not None else None
    lessons = {lesson.slug: lesson for lesson in catalogue.read(root).lessons}
    found: dict[str, Word] = {}
    for name, inner in entries(fields, like=_LIKE) if fields else ():
        word = _word(name, inner, lessons)
        if same := found.get(word.slug):
            source.fault(inner.line, f"`{name}` has the address of `{same.word}`; keep one")
        found[word.slug] = word
    return Glossary(tuple(found.values()), tuple(faults))


def _word(name: str, fields: Fields, lessons: Mapping[str, Lesson]) -> Word:
    placed = "lesson" in fields or "anchor" in fields
    word = Word(
        name,
        fields.text("says", like='"Data that a later request will need."'),
        fields.text("lesson", like="what-is-state", optional=not placed),
        fields.text("anchor", like="definition", optional=not placed),
    )
    fields.close()
    if not word.slug:
        fields.source.fault(fields.line, f"`{name}` has no letter that an address may have")
    if fault := anchor_fault(lessons, word.lesson, word.anchor):
        fields.source.fault(fields.at("lesson" if word.lesson not in lessons else "anchor"), fault)
    return word
