"""The words of the glossary in the lessons: each is linked where the course first says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from lessons import catalogue, glossary, markdown
from lessons.catalogue import Lesson
from lessons.glossary import Word
from lessons.parts import Part, PartKind

# Where no word is looked for: code, links, rule numbers, small headings, tables.
_MASKED = re.compile(
    r"`[^`]*`|\[[^\]]*\]\([^)]*\)|\[R[0-9]+\]|<[^>\s]*>|^ *[#|].*$|^ {4}.*$", re.MULTILINE
)
_NOT_IN_A_WORD = r"(?<![\w-])(?:%s)(?![\w-])"


class Use(NamedTuple):
    """Where a part of a lesson says a word."""

    start: int
    end: int
    slug: str


FirstUses = Mapping[tuple[str, int], tuple[Use, ...]]  # by a lesson's slug and a part's line


def prose(text: str, uses: Sequence[Use]) -> SafeString:
    """The HTML of Markdown, with each use as a link to its word on the page of words."""
    page = reverse("lessons:glossary")
    for use in sorted(uses, reverse=True):
        link = f"[{text[use.start : use.end]}]({page}#{use.slug})"
        text = text[: use.start] + link + text[use.end :]
    html = markdown.prose(text).replace(f'<a href="{page}#', f'<a class="term" href="{page}#')
    return mark_safe(html)  # noqa: S308  from our Markdown


@cache
def first_uses(root: Path) -> FirstUses:
    """Where the lessons under `root`, read in order, say each word for the first time."""
    return find(catalogue.read(root).lessons, glossary.read(root).words)


def find(lessons: Sequence[Lesson], words: Sequence[Word]) -> FirstUses:
    """The same for these lessons and words."""
    slugs = {form: word.slug for word in words for form in _forms(word.word)}
    longest_first = sorted(slugs, key=len, reverse=True)
    pattern = re.compile(_NOT_IN_A_WORD % "|".join(map(re.escape, longest_first)))
    seen: set[str] = set()
    found: dict[tuple[str, int], tuple[Use, ...]] = {}
    for lesson, part in _prose(lessons):
        fresh = []
        for match in pattern.finditer(_MASKED.sub(_blank, part.text)):
            slug = slugs.get(match[0])  # none where there are no words to look for
            if slug and slug not in seen:
                seen.add(slug)
                fresh.append(Use(match.start(), match.end(), slug))
        found[lesson.slug, part.line] = tuple(fresh)
    return found


def _prose(lessons: Sequence[Lesson]) -> Iterator[tuple[Lesson, Part]]:
    for lesson in lessons:
        for part in lesson.parts:
            if part.kind is PartKind.PROSE:
                yield lesson, part


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _forms(word: str) -> Iterator[str]:
    """How a text may write a word: at the beginning of a sentence, and more than one of it."""
    if word.endswith("y"):
        more = f"{word[:-1]}ies"
    else:
        more = f"{word}es" if word.endswith(("s", "x", "ch")) else f"{word}s"
    for form in (word, more):
        yield form
        if word.islower():
            yield form[0].upper() + form[1:]
