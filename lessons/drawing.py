"""A whole lesson as a page shows it: the opening, then its sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lessons import figures, markdown, terms
from lessons.blocks import Invitation, block_of
from lessons.catalogue import Lesson
from lessons.faults import BadContent, ContentFault, Source
from lessons.parts import Part, PartKind, sections_of
from lessons.stock import Stock

# What needs more room than the half in which an opening stands.
_FIGURES = frozenset(
    {PartKind.LADDER, PartKind.COMPARE, PartKind.WORKED, PartKind.VERSUS, PartKind.REPLICAS}
)
_TABLE = re.compile(r"(<table\b.*?</table>)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DrawnSection:
    """A section, ready to be put on the page."""

    anchor: str
    title: SafeString
    body: SafeString


@dataclass(frozen=True, slots=True)
class DrawnLesson:
    """What a lesson's page shows, from the same bytes for everyone."""

    opening: SafeString  # what stands before the first heading, up to its first figure
    figure: SafeString  # that figure if it is a ladder, to stand beside the opening; else ""
    rest: SafeString  # what else the opening has
    sections: tuple[DrawnSection, ...]
    ask: str  # the invitation that the last section ends with, said at the questions; "" for none


def drawn(lesson: Lesson, stock: Stock) -> DrawnLesson:
    """Draw a lesson. Raises BadContent where a block cannot be drawn."""
    faults: list[ContentFault] = []
    pen = _Pen(lesson, stock, Source(lesson.file, faults))
    parts, ask = pen.without_last_invitation(lesson.parts)
    (_, opening), *sections = sections_of(parts)
    cut = next((at for at, part in enumerate(opening) if part.kind in _FIGURES), len(opening))
    beside = cut < len(opening) and opening[cut].kind is PartKind.LADDER
    page = DrawnLesson(
        opening=pen.html(opening[:cut]),
        figure=pen.html(opening[cut : cut + beside]),
        rest=pen.html(opening[cut + beside :]),
        sections=tuple(
            DrawnSection(heading.anchor, markdown.line(heading.text), pen.html(under))
            for heading, under in sections
            if heading
        ),
        ask=ask,
    )
    if faults:
        raise BadContent(faults)
    return page


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws the parts of one lesson, one after the other."""

    lesson: Lesson
    stock: Stock
    source: Source

    def without_last_invitation(self, parts: Sequence[Part]) -> tuple[Sequence[Part], str]:
        """The parts without a `try` block at the very end, and what it asks."""
        if not parts or parts[-1].kind is not PartKind.TRY:
            return parts, ""
        block = block_of(parts[-1], self.source, self.stock)
        return parts[:-1], block.ask if isinstance(block, Invitation) else ""

    def html(self, parts: Iterable[Part]) -> SafeString:
        pieces = (piece for part in parts for piece in self._pieces(part))
        return mark_safe("\n".join(pieces))  # noqa: S308  each piece is safe

    def _pieces(self, part: Part) -> Iterator[SafeString]:
        match part.kind:
            case PartKind.PROSE:
                uses = self.stock.first_uses.get((self.lesson.slug, part.line), ())
                yield from _text(terms.prose(part.text, uses))
            case PartKind.CODE:
                yield format_html(
                    '<pre class="code" tabindex="0" role="group" aria-label="{}">'
                    "<code>{}</code></pre>",
                    part.language or "text",
                    part.text,
                )
            case _:
                if block := block_of(part, self.source, self.stock):
                    yield figures.html_of(block, self.lesson)


def _text(html: str) -> Iterator[SafeString]:
    """Prose at its reading width; tables stand in the whole column."""
    for piece in _TABLE.split(html):
        if piece.startswith("<table"):
            yield mark_safe(piece)  # noqa: S308  from our Markdown
        elif piece.strip():
            yield mark_safe(f'<div class="text">{piece.strip()}</div>')  # noqa: S308  the same
