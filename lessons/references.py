"""What a lesson's text points to: rules, other lessons, the web. A fault where nothing is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lessons.catalogue import Lesson
from lessons.faults import Source
from lessons.markdown import links, rule_references
from lessons.parts import Part, PartKind
from lessons.skills import anchor_fault
from whatif.rules import by_number

# Pages outside the lessons that a text may lead to; the apps that own them are not ours to import.
PAGES = frozenset({"/quizzes/challenge/", "/rules/", "/glossary/"})
_INSIDE = re.compile(r"(?:\.\./(?P<slug>[a-z0-9-]+)/)?(?:#(?P<anchor>[a-z0-9-]+))?")


def check(lesson: Lesson, source: Source, lessons: Mapping[str, Lesson]) -> None:
    """A fault for each reference of `lesson` that leads nowhere."""
    for part in lesson.parts:
        if part.kind is PartKind.CODE:
            continue
        for position, number in rule_references(part.text):
            if by_number(number) is None:
                source.fault(
                    _line(part, position), f"no rule of the engine is called {number}; see docs"
                )
        for position, target in links(part.text):
            for fault in _wrong(target, lesson, lessons):
                source.fault(_line(part, position), fault)


def _line(part: Part, position: int) -> int:
    fence = 0 if part.kind in {PartKind.PROSE, PartKind.HEADING} else 1
    return part.line + fence + part.text.count("\n", 0, position)


def _wrong(target: str, lesson: Lesson, lessons: Mapping[str, Lesson]) -> Iterator[str]:
    if target in PAGES or re.match(r"https?://", target):
        return
    inside = _INSIDE.fullmatch(target)
    if inside is None or not target:
        yield (
            f"the link {target} leads nowhere; write #anchor, ../some-lesson/#anchor "
            "or an address with https://"
        )
        return
    slug = inside["slug"] or lesson.slug
    if fault := anchor_fault(lessons, slug, inside["anchor"] or _any_anchor(lessons, slug)):
        yield fault


def _any_anchor(lessons: Mapping[str, Lesson], slug: str) -> str:
    """An anchor that exists, for a link to a lesson as a whole."""
    sections = lessons[slug].sections if slug in lessons else ()
    return sections[0].anchor if sections else "any"
