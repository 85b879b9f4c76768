"""A lesson's text cut into its parts: headings, prose, code, and the blocks that we draw.

One cut serves both the catalogue (anchors, words, faults with their lines) and the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lessons.faults import Source
from lessons.fields import SLUG


class PartKind(StrEnum):
    HEADING = "heading"
    PROSE = "prose"
    CODE = "code"
    LADDER = "ladder"
    FILE = "file"
    NOTE = "note"
    TRY = "try"
    COMPARE = "compare"
    WORKED = "worked"
    VERSUS = "versus"
    REPLICAS = "replicas"
    ASK = "ask"


# What gives the reader something to look at or to do; prose may run on only between two of them.
ACTIVE = frozenset(PartKind) - {
    PartKind.HEADING,
    PartKind.PROSE,
    PartKind.CODE,
    PartKind.NOTE,
}
BLOCKS = ACTIVE | {PartKind.NOTE}
LANGUAGES = frozenset({"", "yaml", "console", "ini", "sql", "python", "text"})
# Anchors that the page itself uses.
RESERVED = frozenset({"contents", "main", "questions"})

_FENCE = re.compile(r"(?P<ticks>`{3,}|~{3,})[ ]*(?P<word>[^\s`]*)[ ]*$")
_HEADING = re.compile(r"(?P<depth>#{1,6})[ ]+(?P<title>.*?)[ ]*(?:\{#(?P<anchor>[^}]*)\})?[ ]*#*$")
_WORD = re.compile(r"\S*\w\S*")
_TARGET = re.compile(r"\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `line` is the line of the file that its text begins on, blocks at their fence."""

    kind: PartKind
    line: int
    text: str  # a heading's title, what stands between fences, or prose
    anchor: str = ""  # of a heading
    language: str = ""  # of code

    @property
    def words(self) -> int:
        """How many words a reader reads here; figures and code are looked at, not read."""
        if self.kind not in {PartKind.PROSE, PartKind.NOTE, PartKind.HEADING}:
            return 0
        return len(_WORD.findall(_TARGET.sub("]", self.text)))


@dataclass(slots=True)
class _Cutter:
    """Walks the lines once. `open` holds the fence that the current line stands in."""

    source: Source
    found: list[Part] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)  # of the part that is being read
    start: int = 0
    fence: re.Match[str] | None = None

    def read(self, number: int, line: str) -> None:
        if self.fence:
            self._inside(number, line)
        elif fence := _FENCE.fullmatch(line):
            self._close(PartKind.PROSE)
            self.fence, self.start = fence, number
        elif heading := _HEADING.fullmatch(line):
            self._close(PartKind.PROSE)
            self._heading(number, heading)
        else:
            self._prose(number, line)

    def _inside(self, number: int, line: str) -> None:
        assert self.fence
        inner = _FENCE.fullmatch(line.rstrip())
        if inner is None or not inner["ticks"].startswith(self.fence["ticks"]):
            self.lines.append(line)
            return
        if inner["word"]:  # a fence in a fence: most often the end of the first was forgotten
            self.source.fault(
                self.start, f"this fence is not closed before line {number}; write {self.fence[1]}"
            )
        self._close(self._kind(self.fence["word"]), self.fence["word"])
        self.fence = inner if inner["word"] else None
        self.start = number

    def _kind(self, word: str) -> PartKind:
        if word in set(BLOCKS):
            return PartKind(word)
        if word not in LANGUAGES:
            blocks, languages = _listed(BLOCKS), _listed(LANGUAGES - {""})
            self.source.fault(
                self.start,
                f"there is no block `{word}`; blocks are {blocks}, languages of code {languages}",
            )
        return PartKind.CODE

    def _heading(self, number: int, heading: re.Match[str]) -> None:
        title, anchor = heading["title"], heading["anchor"]
        if len(heading["depth"]) == 1:
            self.source.fault(number, "the title stands in the front matter; write `## ` here")
        elif len(heading["depth"]) == 2:
            self._check_anchor(number, title, anchor)
            self.found.append(Part(PartKind.HEADING, number, title, anchor or ""))
            return
        elif anchor is not None:
            self.source.fault(number, "only `## ` headings have anchors; leave it out here")
        self._prose(number, heading[0])

    def _check_anchor(self, number: int, title: str, anchor: str | None) -> None:
        example = "-".join(re.findall(r"[a-z0-9]+", title.lower())) or "name"
        if anchor is None or not SLUG.fullmatch(anchor) or anchor in RESERVED:
            self.source.fault(
                number,
                f"a section needs an anchor of small letters, digits and hyphens, none of "
                f"{_listed(RESERVED)}; write `## {title} {{#{example}}}`",
            )

    def _prose(self, number: int, line: str) -> None:
        if re.match(r"\s+(`{3}|~{3})", line):
            self.source.fault(number, "a fence stands at the left edge; take the spaces away")
        if not self.lines:
            self.start = number
        if line.strip() or self.lines:
            self.lines.append(line)

    def _close(self, kind: PartKind, language: str = "") -> None:
        text = "\n".join(self.lines).rstrip()
        if text or kind is not PartKind.PROSE:
            word = language if kind is PartKind.CODE else ""
            self.found.append(Part(kind, self.start, text, language=word))
        self.lines = []

    def end(self) -> None:
        if self.fence:
            self.source.fault(self.start, f"this fence is never closed; write {self.fence[1]}")
        self._close(PartKind.PROSE)


def _listed(words: frozenset[str] | frozenset[PartKind]) -> str:
    return ", ".join(sorted(words))


def parts_of(text: str, source: Source, *, after: int = 0) -> tuple[Part, ...]:
    """The parts of a lesson's body, in order; `after` lines of the file stand before it."""
    cutter = _Cutter(source)
    for number, line in enumerate(text.split("\n"), start=after + 1):
        cutter.read(number, line)
    cutter.end()
    return tuple(cutter.found)


def sections_of(parts: Sequence[Part]) -> Iterator[tuple[Part | None, tuple[Part, ...]]]:
    """Each heading with the parts under it; the opening, first, has no heading."""
    heading: Part | None = None
    under: list[Part] = []
    for part in parts:
        if part.kind is PartKind.HEADING:
            yield heading, tuple(under)
            heading, under = part, []
        else:
            under.append(part)
    yield heading, tuple(under)
