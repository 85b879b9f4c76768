"""The home page asks how high an event cuts: each height says a fate for every piece."""

from __future__ import annotations

from typing import NamedTuple

from whatif.ladder import Ladder, Row
from whatif.outcome import Fate

NONE = "none"


class Cut(NamedTuple):
    """One place for the saw."""

    value: str  # as the form says it: `none`, or the rung above which the saw goes
    rung: str  # as the ladder names it; "" for none
    falls: tuple[str, ...]  # letters


def cuts(ladder: Ladder) -> tuple[Cut, ...]:
    """No cut, then one above each rung that something stands on, from the bottom up."""
    found = [Cut(NONE, "", ())]
    letters: set[str] = set()
    for row in reversed(ladder.stands):
        letters |= _on(row)
        if row.pieces:
            found.append(Cut(_value(row.name), row.name, tuple(sorted(letters))))
    return tuple(found)


def picks_at(ladder: Ladder, value: str) -> dict[str, str]:
    """What a cut says of each piece: it falls iff its rung or one of its pegs is below the saw.

    Raises KeyError for a height that `cuts` does not offer.
    """
    falls = {cut.value: cut.falls for cut in cuts(ladder)}[value]
    letters = sorted(set().union(*map(_on, ladder.stands)))
    return {letter: _fate(letter in falls) for letter in letters}


def _on(row: Row) -> set[str]:
    return {piece.letter for piece in (*row.pieces, *row.pegs)}


def _value(rung: str) -> str:
    return rung.lower().replace(" ", "-")


def _fate(falls: bool) -> str:
    return (Fate.LOST if falls else Fate.SURVIVES).value
