"""What people believe that is not so: content/beliefs.yaml, in the words that refute it kindly."""

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
from lessons.fields import Fields, entries, fields_of
from lessons.skills import anchor_fault
from whatif.beliefs import BELIEFS
from whatif.rules import by_number

LONGEST = 30  # words of one sentence or two
_LIKE = "{number: M5, title: a restarted container starts clean, lesson: what-is-state}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BeliefWords:
    """The words about one belief of `whatif.beliefs`, which has the same slug."""

    slug: str
    number: str  # "M1a"
    title: str  # what one seems to think, a clause
    not_so: str
    instead: str  # what happens
    because: str  # a believer's reason, a clause
    to_try: str  # a command, or a look
    lesson: str  # slug
    anchor: str
    rules: tuple[str, ...]
    source: str  # where people fell for it

    @property
    def computed(self) -> bool:
        """Whether the engine says what a believer predicts."""
        return BELIEFS[self.slug].computed


class Beliefs(NamedTuple):
    beliefs: Mapping[str, BeliefWords]
    faults: tuple[ContentFault, ...]


def beliefs() -> Mapping[str, BeliefWords]:
    """All beliefs by slug, in the order of the file. Raises BadContent."""
    found = read(settings.CONTENT_DIR)
    if found.faults:
        raise BadContent(found.faults)
    return found.beliefs


@cache
def read(root: Path) -> Beliefs:
    """The beliefs under `root`."""
    faults: list[ContentFault] = []
    path = root / "beliefs.yaml"
    source = Source.of(path, root, faults)
    text = text_of(path, source)
    fields = fields_of(text, source) if text is not None else None
    lessons = {lesson.slug: lesson for lesson in catalogue.read(root).lessons}
    found = {
        slug: _words(slug, inner, lessons)
        for slug, inner in (entries(fields, like=_LIKE) if fields else ())
    }
    sound = {slug: words for slug, words in found.items() if slug in BELIEFS}
    return Beliefs(MappingProxyType(sound), tuple(faults))


def _words(slug: str, fields: Fields, lessons: Mapping[str, Lesson]) -> BeliefWords:
    words = BeliefWords(
        slug=slug,
        number=fields.text("number", like="M5"),
        title=_short(fields, "title", like="a restarted container starts clean"),
        not_so=_short(fields, "not_so", like="A restart does not make a new container."),
        instead=_short(fields, "instead", like="Docker starts the same container again."),
        because=_short(fields, "because", like="a container starts from its image each time"),
        to_try=_short(fields, "try", like="Write a file, run docker restart, and look."),
        lesson=fields.text("lesson", like="what-is-state"),
        anchor=fields.text("anchor", like="definition"),
        rules=fields.words("rules", like="[R21]"),
        source=fields.text("source", like="https://github.com/OWNER/NAME/issues/1"),
    )
    fields.close()
    _check(words, fields, lessons)
    return words


def _short(fields: Fields, key: str, *, like: str) -> str:
    text = fields.text(key, like=like)
    if (count := len(text.split())) > LONGEST:
        fields.source.fault(fields.at(key), f"`{key}` has {count} words; say it in {LONGEST}")
    return text


def _check(words: BeliefWords, fields: Fields, lessons: Mapping[str, Lesson]) -> None:
    """A fault for each name that leads nowhere."""
    fault = fields.source.fault
    if (belief := BELIEFS.get(words.slug)) is None:
        fault(fields.line, f"the engine knows no belief {words.slug}; see whatif/beliefs")
    elif words.number and words.number != belief.number:
        fault(fields.at("number"), f"{words.slug} is {belief.number}, not {words.number}")
    if place := anchor_fault(lessons, words.lesson, words.anchor):
        fault(fields.at("lesson" if words.lesson not in lessons else "anchor"), place)
    for number in words.rules:
        if by_number(number) is None:
            fault(fields.at("rules"), f"no rule of the engine is called {number}; see docs")
    if words.source and not words.source.startswith("https://"):
        fault(fields.at("source"), "`source` is the address of a thread, with https://")
