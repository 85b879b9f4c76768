"""Worked examples: each skill is first met in one case that is traced, before any is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lessons.blocks import Example, block_of
from lessons.catalogue import Lesson
from lessons.faults import ContentFault, Source
from lessons.parts import Part, PartKind, sections_of
from lessons.scenarios import HOME
from lessons.skills import Skill
from lessons.stock import Stock
from lessons.versus import Versus


class _Shown(NamedTuple):
    """A block with the place where it stands."""

    block: Example
    part: Part
    lesson: Lesson
    anchor: str  # of its section; "" in the opening


def check(
    lessons: Sequence[Lesson],
    asked: Mapping[str, str],
    stock: Stock,
    cards: Source,
    faults: list[ContentFault],
) -> None:
    """A fault for each example that is missing, misplaced, doubled, or asked by a quiz too.

    `asked` are scenarios with the quiz that asks each; `cards` is skills.yaml, where a missing
    example is told.
    """
    asked = {HOME: HOME, **asked}
    first: dict[str, _Shown] = {}
    for shown in _examples(lessons, stock):
        source = Source(shown.lesson.file, faults)
        for says in _wrong(shown, first.get(shown.block.skill.slug), asked, lessons):
            source.fault(shown.part.line, says)
        first.setdefault(shown.block.skill.slug, shown)
    for skill in stock.skills.values():
        if skill.slug not in first and _has_place(skill, lessons):
            cards.fault(
                skill.line,
                f"{skill.slug} has no example; write a `worked` block with `skill: {skill.slug}` "
                f"in {skill.lesson}#{skill.anchor}",
            )
    _check_cells(lessons, stock, asked, faults)


def _has_place(skill: Skill, lessons: Sequence[Lesson]) -> bool:
    """Whether the section of a skill is there; that it is not is told elsewhere."""
    return any(lesson.slug == skill.lesson and skill.anchor in lesson.anchors for lesson in lessons)


def _examples(lessons: Sequence[Lesson], stock: Stock) -> Iterator[_Shown]:
    for lesson in lessons:
        unheard = Source(lesson.file, [])  # what is wrong in the block itself is told elsewhere
        for heading, under in sections_of(lesson.parts):
            for part in under:
                block = block_of(part, unheard, stock) if part.kind is PartKind.WORKED else None
                if isinstance(block, Example):
                    yield _Shown(block, part, lesson, heading.anchor if heading else "")


def _wrong(
    shown: _Shown, first: _Shown | None, asked: dict[str, str], lessons: Sequence[Lesson]
) -> Iterator[str]:
    skill, slug = shown.block.skill, shown.block.drawn.scenario.slug
    here = (shown.lesson.slug, shown.anchor)
    if here != (skill.lesson, skill.anchor) and _has_place(skill, lessons):
        yield (
            f"the example of {skill.slug} stands in {skill.lesson}#{skill.anchor}, as skills.yaml "
            "says; move it, or name this section there"
        )
    if first:
        yield (
            f"{skill.slug} has its example at {first.lesson.file}:{first.part.line}; draw a "
            "ladder here instead"
        )
    if slug in asked:
        yield f"the quiz {asked[slug]} asks {slug}; trace another case, it tells the answer"


def _check_cells(
    lessons: Sequence[Lesson], stock: Stock, asked: dict[str, str], faults: list[ContentFault]
) -> None:
    """A case that a table opens to is not one that a quiz asks."""
    for lesson in lessons:
        for part in lesson.parts:
            if part.kind is not PartKind.VERSUS:
                continue
            block = block_of(part, Source(lesson.file, []), stock)
            for case in block.cases if isinstance(block, Versus) else ():
                if case.slug in asked:
                    says = f"the quiz {asked[case.slug]} asks {case.slug}; show another case"
                    Source(lesson.file, faults).fault(part.line, says)
