"""The rules of the engine as people look them up: by what they decide, each number once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from lessons.catalogue import Lesson
from lessons.markdown import rule_references
from lessons.parts import PartKind
from whatif.rule import Group, Rule, Rules, grouped


class Said(NamedTuple):
    """What one source says: a sentence, or several."""

    source: str
    sentences: tuple[str, ...]

    @property
    def address(self) -> list[str]:
        """The source as a reader types it, in steps between which a line may end."""
        typed = self.source.partition("://")[2].removeprefix("www.").rstrip("/")
        return re.split(r"(?<=/)", typed)


class Place(NamedTuple):
    """A section of a lesson that refers to a rule."""

    lesson: Lesson
    anchor: str  # "" for the opening


@dataclass(frozen=True, slots=True)
class Entry:
    """All that carries one number."""

    number: str
    said: tuple[Said, ...]
    places: tuple[Place, ...]  # the first one of each lesson


@dataclass(frozen=True, slots=True)
class Chapter:
    """The rules that decide one thing, in the order in which they are asked."""

    group: Group
    entries: tuple[Entry, ...]

    @property
    def anchor(self) -> str:
        return self.group.name.lower()

    @property
    def title(self) -> str:
        return f"{self.group[0].upper()}{self.group[1:]}"


def chapters(rules: Rules, lessons: Sequence[Lesson]) -> tuple[Chapter, ...]:
    """Every rule. A number that decides several things stands where it is asked first."""
    ordered = [rule for found in grouped(rules).values() for rule in found]
    numbers: dict[str, list[Rule]] = {}
    for rule in ordered:
        numbers.setdefault(rule.number, []).append(rule)
    entries = [_entry(number, same, lessons) for number, same in numbers.items()]
    first = {number: same[0].group for number, same in numbers.items()}
    return tuple(
        Chapter(group, tuple(entry for entry in entries if first[entry.number] is group))
        for group in Group
        if group in first.values()
    )


def _entry(number: str, rules: Iterable[Rule], lessons: Sequence[Lesson]) -> Entry:
    said = tuple(
        Said(source, tuple(rule.sentence for rule in same))
        for source, same in groupby(rules, key=lambda rule: rule.source)
    )
    places = (_place(number, lesson) for lesson in lessons)
    return Entry(number, said, tuple(place for place in places if place))


def _place(number: str, lesson: Lesson) -> Place | None:
    """Where a lesson first refers to a rule; None where it never does."""
    anchor = ""
    for part in lesson.parts:
        anchor = part.anchor or anchor
        if part.kind is PartKind.CODE:
            continue
        if any(reference.target == number for reference in rule_references(part.text)):
            return Place(lesson, anchor)
    return None
