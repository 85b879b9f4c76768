"""The lessons of content/lessons, read once a process."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from lessons.fates import introduced, offers_of
from lessons.faults import BadContent, ContentFault, Source, text_of
from lessons.fields import SLUG, Fields, fields_of
from lessons.markdown import plain
from lessons.parts import ACTIVE, Part, parts_of, sections_of
from whatif.outcome import Fate

WORDS_A_MINUTE = 200
MOST_CONCEPTS = 3  # concept questions in one attempt
LONGEST_RUN = 250  # words that a reader may meet before there is something to do
_NAME = re.compile(r"(?P<number>[0-9]{2})-(?P<slug>[a-z0-9-]+)\.md")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a lesson that has an address, and that a learner marks as read."""

    anchor: str
    title: str  # plain text
    words: int


@dataclass(frozen=True, slots=True)
class Quiz:
    """What an attempt asks at the end of a lesson: `ask` of the scenarios, some concepts."""

    ask: int
    scenarios: tuple[str, ...]
    line: int
    concepts: int = 0  # how many of the lesson's own concept questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One lesson, as its file says it."""

    slug: str
    number: int
    title: str
    promise: str
    introduces: tuple[Fate, ...]
    fates: tuple[Fate, ...]  # introduced here or earlier, in the order in which pages offer them
    offers: tuple[Fate, ...]  # three to five of them, for each piece that its questions ask about
    quiz: Quiz
    sections: tuple[Section, ...]
    parts: tuple[Part, ...]
    text: str  # the whole file
    digest: str
    file: str  # as faults name it

    @property
    def words(self) -> int:
        return sum(part.words for part in self.parts)

    @property
    def minutes(self) -> int:
        """The reading time, at least one minute."""
        return max(1, -(-self.words // WORDS_A_MINUTE))

    @property
    def anchors(self) -> frozenset[str]:
        return frozenset(section.anchor for section in self.sections)


class UnknownLesson(KeyError):
    """No lesson has this slug."""


class Shelf(NamedTuple):
    """All lessons of a folder, and what is wrong in their files."""

    lessons: tuple[Lesson, ...]
    faults: tuple[ContentFault, ...]


def lessons() -> tuple[Lesson, ...]:
    """All lessons in reading order. Raises BadContent."""
    shelf = read(settings.CONTENT_DIR)
    if shelf.faults:
        raise BadContent(shelf.faults)
    return shelf.lessons


def lesson(slug: str) -> Lesson:
    """The lesson that an address names. Raises UnknownLesson."""
    for found in lessons():
        if found.slug == slug:
            return found
    raise UnknownLesson(slug)


def following(slug: str) -> Lesson | None:
    """The lesson after this one."""
    return next((after for this, after in pairwise(lessons()) if this.slug == slug), None)


def preceding(slug: str) -> Lesson | None:
    """The lesson before this one."""
    return next((this for this, after in pairwise(lessons()) if after.slug == slug), None)


@cache
def read(root: Path) -> Shelf:
    """The lessons under `root`, each file read to its end whatever is wrong in it."""
    faults: list[ContentFault] = []
    found: list[Lesson] = []
    for path in sorted((root / "lessons").glob("*.md")):
        source = Source.of(path, root, faults)
        known = found[-1].fates if found else ()
        after = found[-1].number if found else 0
        if lesson := _lesson(path, source, known, after):
            found.append(lesson)
    if not found:
        folder = Source.of(root / "lessons", root, faults)
        folder.fault(1, "there is no lesson; write 01-some-name.md here")
    return Shelf(tuple(found), tuple(faults))


def _lesson(path: Path, source: Source, known: tuple[Fate, ...], after: int) -> Lesson | None:
    text = text_of(path, source)
    cut = _front_matter(text, source) if text is not None else None
    if text is None or cut is None:
        return None
    fields, body, above = cut
    parts = parts_of(body, source, after=above)
    title = fields.text("title", like="What is state?")
    promise = fields.text("promise", like="Find what a later request will need.")
    introduces = introduced(fields, known)
    fates = tuple(fate for fate in Fate if fate in {*known, *introduces})
    offers = offers_of(fields, fates)
    quiz = _quiz(fields)
    fields.close()
    number, slug = _name(path, source, after)
    return Lesson(
        slug=slug,
        number=number,
        title=title,
        promise=promise,
        introduces=introduces,
        fates=fates,
        offers=offers,
        quiz=quiz,
        sections=_sections(parts, source, above),
        parts=parts,
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest()[:32],
        file=source.file,
    )


def _name(path: Path, source: Source, after: int) -> tuple[int, str]:
    """The number and the slug that a file's name gives its lesson; numbers may leave gaps."""
    name = _NAME.fullmatch(path.name)
    number = int(name["number"]) if name else 0
    if name is None or number <= after or not SLUG.fullmatch(name["slug"]):
        source.fault(1, f"the name of this file is wrong; call it {after + 1:02}-some-name.md")
    return max(number, after + 1), name["slug"] if name else path.stem


def _front_matter(text: str, source: Source) -> tuple[Fields, str, int] | None:
    """The keys between the `---` lines, the body, and how many lines stand before the body."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---" or "---" not in map(str.rstrip, lines[1:]):
        source.fault(1, "the front matter is missing; write its keys between two lines of `---`")
        return None
    end = [line.rstrip() for line in lines].index("---", 1)
    fields = fields_of("\n".join(lines[1:end]), source, after=1)
    return (fields, "\n".join(lines[end + 1 :]), end + 1) if fields else None


def _quiz(fields: Fields) -> Quiz:
    like = "{ask: 1, from: [some-scenario], concepts: 1}"
    quiz = fields.mapping("quiz", like=like)
    if quiz is None:
        return Quiz(0, (), fields.line)
    scenarios = quiz.words("from", like="[some-scenario, another]")
    ask = quiz.whole("ask", low=1, high=max(1, len(scenarios)), like=str(len(scenarios) or 1))
    concepts = quiz.whole("concepts", low=0, high=MOST_CONCEPTS, like="1", optional=True)
    quiz.close()
    return Quiz(ask or 0, scenarios, quiz.line, concepts or 0)


def _sections(parts: tuple[Part, ...], source: Source, after: int) -> tuple[Section, ...]:
    lines: dict[str, int] = {}
    found: list[Section] = []
    for heading, under in sections_of(parts):
        _check_runs(under, source)
        if heading is None:
            continue
        if first := lines.get(heading.anchor):
            source.fault(
                heading.line, f"the anchor {heading.anchor} stands on line {first}; choose another"
            )
        lines[heading.anchor] = heading.line
        words = sum(part.words for part in (heading, *under))
        found.append(Section(heading.anchor, plain(heading.text), words))
    if not found:
        source.fault(after, "a lesson has sections; write `## Some heading {#some-heading}`")
    return tuple(found)


def _check_runs(under: tuple[Part, ...], source: Source) -> None:
    """A fault where prose runs on for too long before there is something to look at or do."""
    run, told = 0, False
    for part in under:
        run = 0 if part.kind in ACTIVE else run + part.words
        if run > LONGEST_RUN and not told:
            told = True
            source.fault(
                part.line,
                f"{run} words before the reader does something, {LONGEST_RUN} are the most; "
                "put a ladder, file, try or compare block before this, or cut the text",
            )
