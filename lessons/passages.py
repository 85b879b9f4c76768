"""What a search looks through: sections of lessons, rules, words; each as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.urls import reverse

from lessons import catalogue, glossary
from lessons.catalogue import Lesson
from lessons.fields import LOADER
from lessons.markdown import RULE, plain
from lessons.parts import Part, PartKind, sections_of
from whatif.rules import RULES

# What of a figure is said in words.
_SAID = frozenset({"aspect", "ask", "caption", "except", "label", "why", "word"})
_RULES = re.compile(rf" ?{RULE.pattern}")
_MARKS = re.compile(r"^ *(?:#+|[-*+]|[0-9]+\.|:) +|\||^[ :|-]+$", re.MULTILINE)


class Passage(NamedTuple):
    """Something that has an address and can be found by its words."""

    kind: str  # for people: what it is, or the lesson that it belongs to
    title: str
    text: str
    url: str


def passages(root: Path) -> tuple[Passage, ...]:
    """All passages, words first, then lessons in their order, then rules."""
    lessons = catalogue.read(root).lessons
    of_lessons = (passage for lesson in lessons for passage in _sections(lesson))
    return (*_words(root), *of_lessons, *_rules())


def _words(root: Path) -> Iterator[Passage]:
    page = reverse("lessons:glossary")
    for word in glossary.read(root).words:
        yield Passage("Word", word.word, word.says, f"{page}#{word.slug}")


def _rules() -> Iterator[Passage]:
    page = reverse("lessons:rules")
    sentences: dict[str, list[str]] = {}
    for rule in RULES.values():
        sentences.setdefault(rule.number, []).append(rule.sentence)
    for number, said in sentences.items():
        yield Passage("Rule", number, " ".join(said), f"{page}#{number}")


def _sections(lesson: Lesson) -> Iterator[Passage]:
    page = reverse("lessons:lesson", args=[lesson.slug])
    for heading, under in sections_of(lesson.parts):
        if heading:
            kind, title = f"Lesson {lesson.number}: {lesson.title}", plain(heading.text)
            yield Passage(kind, title, text_of(under), f"{page}#{heading.anchor}")
        else:
            text = f"{lesson.promise} {text_of(under)}"
            yield Passage(f"Lesson {lesson.number}", lesson.title, text, page)


def text_of(parts: Sequence[Part]) -> str:
    """What a reader reads in these parts, as one line without marks."""
    return " ".join(" ".join(map(_read, parts)).split())


def _read(part: Part) -> str:
    match part.kind:
        case PartKind.CODE:
            return ""
        case PartKind.PROSE | PartKind.NOTE | PartKind.HEADING:
            return _bare(part.text)
        case _:
            return " ".join(map(_bare, _said(yaml.load(part.text, LOADER))))  # noqa: S506  safe


def _bare(text: str) -> str:
    """Markdown without its marks and without numbers of rules."""
    return plain(_MARKS.sub(" ", _RULES.sub("", text)))


def _said(node: Any) -> Iterator[str]:
    """The texts of a figure's YAML that a page shows."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in _SAID and isinstance(value, str):
                yield value
            else:
                yield from _said(value)
    elif isinstance(node, list):
        yield from _of_all(node)


def _of_all(nodes: Iterable[Any]) -> Iterator[str]:
    for node in nodes:
        yield from _said(node)
