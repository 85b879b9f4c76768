"""The small ladder as lines of an SVG: rails, rungs, the cut and one block.

The box is 44 wide and 58 high. The rungs are spread over it whatever their number, so that a
ladder of five is as tall as one of seven.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from whatif.ladder import Ladder, Piece
from whatif.outcome import Fate

TOP, BOTTOM = 11, 52  # the highest and the lowest rung
BLOCK = 27  # where the block begins, right of the rails
SIDE = 8
DROP = 4  # how far a lost block has fallen


class Mini(NamedTuple):
    """Paths of the small ladder; `gone`, `block` and `shelf` are "" where there is none."""

    stands: str
    gone: str
    cut: str  # the height of the cut
    struck: tuple[str, ...]  # heights of the rungs that are ended out of order
    block: str
    shelf: str  # what a survivor stands on


def drawn(ladder: Ladder, piece: Piece) -> Mini:
    """The small ladder of an event, with one of its pieces."""
    rows = (*ladder.stands, *ladder.fallen)
    step = (BOTTOM - TOP) / max(len(rows) - 1, 1)
    heights = [TOP + step * number for number in range(len(rows))]
    above = heights[: len(ladder.stands)]
    below = heights[len(ladder.stands) :]
    cut = (above[-1] + step / 2) if above else 0.0
    own = next((y for y, row in zip(heights, rows, strict=True) if piece in row.pieces), cut - DROP)
    return Mini(
        stands=_rails(above, above[0] - 3, cut - 1 if below else BOTTOM + 4) if above else "",
        gone=_rails(below, cut + 1, BOTTOM + 3) if below else "",
        cut=_number(cut),
        struck=tuple(_number(y) for y, row in zip(heights, rows, strict=True) if row.struck),
        block=_block(piece.fate, own),
        shelf=f"M18 {_number(own)}h20" if piece.fate is Fate.SURVIVES and own in above else "",
    )


def _rails(rungs: Sequence[float], top: float, bottom: float) -> str:
    ends = f"{_number(top)}V{_number(bottom)}"
    return f"M6 {ends}M18 {ends}" + "".join(f"M6 {_number(y)}h12" for y in rungs)


def _block(fate: Fate | None, rung: float) -> str:
    """A square that stands on its rung; lost, it has fallen; partly lost, its end is torn."""
    top = _number(rung - (DROP if fate is Fate.LOST else SIDE))
    if fate is Fate.PARTLY_LOST:
        return f"M{BLOCK} {top}h7l-2 2 2 2-2 2 2 2h-7z"
    return f"M{BLOCK} {top}h9v{SIDE}h-9z"


def _number(value: float) -> str:
    """A length with at most one decimal: `12`, `9.6`."""
    return f"{value:.1f}".removesuffix(".0")
