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

from lessons.faults import BadContent, ContentFault, Source, text_of
from lessons.fields import SLUG, Fields, fields_of
from lessons.markdown import plain
from lessons.parts import ACTIVE, Part, parts_of, sections_of
from whatif.outcome import Fate

WORDS_A_MINUTE = 200
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
    """What an attempt asks at the end of a lesson: `ask` of the scenarios named."""

    ask: int
    scenarios: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One lesson, as its file says it."""

    slug: str
    number: int
    title: str
    promise: str
    introduces: tuple[Fate, ...]
    fates: tuple[Fate, ...]  # introduced here or earlier, in the order in which pages offer them
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
    shelf = read(Path(settings.CONTENT_DIR))
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
        if lesson := _lesson(path, source, known, len(found) + 1):
            found.append(lesson)
    if not found:
        folder = Source.of(root / "lessons", root, faults)
        folder.fault(1, "there is no lesson; write 01-some-name.md here")
    return Shelf(tuple(found), tuple(faults))


def _lesson(path: Path, source: Source, known: tuple[Fate, ...], place: int) -> Lesson | None:
    text = text_of(path, source)
    cut = _front_matter(text, source) if text is not None else None
    if text is None or cut is None:
        return None
    fields, body, after = cut
    parts = parts_of(body, source, after=after)
    title = fields.text("title", like="What is state?")
    promise = fields.text("promise", like="Find what a later request will need.")
    introduces = _introduces(fields, known)
    quiz = _quiz(fields)
    fields.close()
    return Lesson(
        slug=_slug(path, source, place),
        number=place,
        title=title,
        promise=promise,
        introduces=introduces,
        fates=tuple(fate for fate in Fate if fate in {*known, *introduces}),
        quiz=quiz,
        sections=_sections(parts, source, after),
        parts=parts,
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest()[:32],
        file=source.file,
    )


def _slug(path: Path, source: Source, place: int) -> str:
    name = _NAME.fullmatch(path.name)
    if name is None or int(name["number"]) != place or not SLUG.fullmatch(name["slug"]):
        source.fault(1, f"the name of this file is wrong; call it {place:02}-some-name.md")
    return name["slug"] if name else path.stem


def _front_matter(text: str, source: Source) -> tuple[Fields, str, int] | None:
    """The keys between the `---` lines, the body, and how many lines stand before the body."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---" or "---" not in map(str.rstrip, lines[1:]):
        source.fault(1, "the front matter is missing; write its keys between two lines of `---`")
        return None
    end = [line.rstrip() for line in lines].index("---", 1)
    fields = fields_of("\n".join(lines[1:end]), source, after=1)
    return (fields, "\n".join(lines[end + 1 :]), end + 1) if fields else None


def _introduces(fields: Fields, known: tuple[Fate, ...]) -> tuple[Fate, ...]:
    """The fates that this lesson adds, checked to give a reader at least three in all."""
    like = "[survives, lost, inaccessible]"
    words = fields.words("introduces", like=like, among=list(Fate), empty=True)
    fates = tuple(fate for fate in Fate if fate in words)
    if words and len(fates) == len(set(words)) and fates != tuple(words):
        fields.source.fault(
            fields.at("introduces"), f"the order of fates is fixed; write [{', '.join(fates)}]"
        )
    if not {Fate.SURVIVES, Fate.LOST} <= {*known, *fates} or len({*known, *fates}) < 3:
        fields.source.fault(
            fields.at("introduces"),
            "the first lesson introduces survives, lost and one more, so that a learner "
            f"has three to choose from; write introduces: {like}",
        )
    return fates


def _quiz(fields: Fields) -> Quiz:
    like = "{ask: 1, from: [some-scenario]}"
    quiz = fields.mapping("quiz", like=like)
    if quiz is None:
        return Quiz(0, (), fields.line)
    scenarios = quiz.words("from", like="[some-scenario, another]")
    ask = quiz.whole("ask", low=1, high=max(1, len(scenarios)), like=str(len(scenarios) or 1))
    quiz.close()
    return Quiz(ask or 0, scenarios, quiz.line)


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
