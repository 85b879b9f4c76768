"""Lines of a real file as a page shows them: number, letters of what they decide, code, comment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from whatif.ladder import Piece
from whatif.readers import SourceFile

# Quoted text, or the comment that begins at the start or after a blank.
_COMMENT = re.compile(r"""'[^']*'|"(?:[^"\\]|\\.)*"|(?P<comment>(?:^|(?<=\s))#.*)""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a file; `letters` are those of the pieces that it decides."""

    number: int
    code: str
    comment: str = ""
    letters: tuple[str, ...] = ()
    decides: bool = False  # this is the line that the text speaks of


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    name: str
    lines: tuple[Line, ...]

    @property
    def first(self) -> int:
        return self.lines[0].number

    @property
    def last(self) -> int:
        return self.lines[-1].number


def excerpt(
    file: SourceFile,
    pieces: Iterable[Piece] = (),
    *,
    first: int = 1,
    last: int | None = None,
    decides: int | None = None,
) -> Excerpt:
    """Lines `first` to `last` of a file, both counted from 1; without `last` to its end."""
    letters: dict[int, list[str]] = {}
    for piece in pieces:
        if piece.file == file.name:
            letters.setdefault(piece.line, []).append(piece.letter)
    texts = file.text.rstrip("\n").split("\n")[first - 1 : last]
    return Excerpt(
        name=file.name,
        lines=tuple(
            _line(number, text, letters.get(number, []), decides)
            for number, text in enumerate(texts, start=first)
        ),
    )


def _line(number: int, text: str, letters: list[str], decides: int | None) -> Line:
    found = (match for match in _COMMENT.finditer(text) if match["comment"])
    start = next((match.start("comment") for match in found), len(text))
    return Line(
        number=number,
        code=text[:start],
        comment=text[start:],
        letters=tuple(letters),
        decides=number == decides,
    )
