"""The ladder of lifetimes: each piece of state on the rung of its place, the event as a cut.

A piece falls iff the event ended its rung or one of its pegs, which is R1: the drawing is neither
kinder nor harsher than `predict`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from string import ascii_uppercase

from whatif.events import parse
from whatif.model import Platform, Role, Stack
from whatif.outcome import Anchor, Fate, Instances, Outcome, StateOutcome
from whatif.predict import predict
from whatif.words import where


class Rung(IntEnum):
    """The rungs, from the bottom up. A platform leaves out what it lacks, in the same order."""

    PROCESS = 0
    UNIT = 1
    CONTAINER = 2
    POD = 3
    BOOT = 4
    DISK = 5
    VOLUME = 6
    ZONE = 7
    OUTSIDE = 8


_SHOWN = {
    Platform.SYSTEMD: (Rung.PROCESS, Rung.UNIT, Rung.BOOT, Rung.DISK, Rung.OUTSIDE),
    Platform.COMPOSE: (Rung.PROCESS, Rung.CONTAINER, Rung.DISK, Rung.VOLUME, Rung.OUTSIDE),
    Platform.KUBERNETES: (
        Rung.PROCESS,
        Rung.CONTAINER,
        Rung.POD,
        Rung.DISK,
        Rung.VOLUME,
        Rung.ZONE,
        Rung.OUTSIDE,
    ),
}
_NAMES = {
    Rung.PROCESS: "Process",
    Rung.UNIT: "Unit run",
    Rung.CONTAINER: "Container",
    Rung.POD: "Pod",
    Rung.BOOT: "Boot",
    Rung.DISK: "Disk",
    Rung.VOLUME: "Volume",
    Rung.ZONE: "Zone",
    Rung.OUTSIDE: "World outside",
}
_NAMES_ON = {
    (Platform.COMPOSE, Rung.DISK): "Host disk",
    (Platform.KUBERNETES, Rung.DISK): "Node disk",
    (Platform.KUBERNETES, Rung.VOLUME): "Claim",
}
_RUNG_OF = {
    Anchor.CONNECTION: Rung.PROCESS,
    Anchor.PROCESS: Rung.PROCESS,
    Anchor.RUN: Rung.PROCESS,
    Anchor.UNIT: Rung.UNIT,
    Anchor.CONTAINER: Rung.CONTAINER,
    Anchor.POD: Rung.POD,
    Anchor.BOOT: Rung.BOOT,
    Anchor.PAGE_CACHE: Rung.BOOT,
    Anchor.DISK: Rung.DISK,
    Anchor.VOLUME: Rung.VOLUME,
    Anchor.CLAIM: Rung.VOLUME,
    Anchor.BACKEND: Rung.VOLUME,
    Anchor.CONFIG: Rung.OUTSIDE,
    Anchor.OUTSIDE: Rung.OUTSIDE,
}
# A further anchor is drawn where an event can end it and leave the piece's own rung.
_PEGS = {Rung.VOLUME: Rung.DISK, Rung.POD: Rung.BOOT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of state, by its letter."""

    letter: str
    service: str
    item: str
    place: str  # in words
    fate: Fate | None  # None before the run
    note: str = ""
    window: str = ""
    way_back: str = ""
    instances: Instances = Instances.ALL
    file: str = ""  # the line that decides
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A rung with what stands on it, and the pegs of what stands higher too."""

    name: str
    pieces: tuple[Piece, ...] = ()
    pegs: tuple[Piece, ...] = ()
    struck: bool = False  # ended out of order


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """What stands above the cut and what has fallen below it, both from top to bottom."""

    stands: tuple[Row, ...]
    fallen: tuple[Row, ...] = ()
    cut: str = ""  # "ends process, container"; "" where nothing is cut
    event: str = ""  # in a person's words
    others: tuple[Piece, ...] = ()  # on a fallen rung, but of what the event did not hit


def pieces(outcome: Outcome, *, known: bool = True) -> tuple[Piece, ...]:
    """The pieces of state with their letters, in the order of the files."""
    letters = _letters(len(outcome.state))
    pairs = zip(letters, outcome.state, strict=True)
    return tuple(_piece(letter, row, known=known) for letter, row in pairs)


def _letters(count: int) -> list[str]:
    """A to Z, then AA, BB and on."""
    return [ascii_uppercase[number % 26] * (number // 26 + 1) for number in range(count)]


def _piece(letter: str, row: StateOutcome, *, known: bool) -> Piece:
    return Piece(
        letter=letter,
        service=row.service,
        item=row.item,
        place=where(row.location),
        fate=row.fate if known else None,
        note=_note(row) if known else "",
        window=row.window or "" if known else "",
        way_back=row.way_back or "" if known else "",
        instances=row.instances,
        file=row.mark.file,
        line=row.mark.line,
    )


def _note(row: StateOutcome) -> str:
    if row.role is Role.CONFIG:
        return "projected anew"
    return "derived, rebuilt slowly" if row.role is Role.DERIVED and row.fate is Fate.LOST else ""


def before(stack: Stack, outcome: Outcome | None = None) -> Ladder:
    """The ladder before the event of `outcome`; without one, that of ordinary traffic."""
    outcome = outcome or predict(stack, parse("none", stack))
    placed = [
        (_own_rung(row), row, piece)
        for row, piece in zip(outcome.state, pieces(outcome, known=False), strict=True)
    ]
    drawing = _Drawing(stack.platform, placed, frozenset())
    return Ladder(stands=drawing.rows(_shown(stack, outcome)))


def after(stack: Stack, outcome: Outcome, happens: str = "") -> Ladder:
    """The ladder with the event as a cut; `happens` is the event in a person's words."""
    shown = _shown(stack, outcome)
    ended = frozenset(_RUNG_OF[anchor] for anchor in outcome.ended) & set(shown)
    below = _below(shown, ended)
    placed, others = [], []
    for row, piece in zip(outcome.state, pieces(outcome), strict=True):
        rung = _rung_after(row, ended)
        if rung in below and not row.ended:
            others.append(piece)
        else:
            placed.append((rung, row, piece))
    drawing = _Drawing(stack.platform, placed, ended - set(below))
    names = ", ".join(drawing.name(rung).lower() for rung in below)
    return Ladder(
        stands=drawing.rows([rung for rung in shown if rung not in below]),
        fallen=drawing.rows(below),
        cut=f"ends {names}" if names else "",
        event=happens or outcome.event,
        others=tuple(others),
    )


def _shown(stack: Stack, outcome: Outcome) -> list[Rung]:
    """The rungs of the platform, and that of the boot where a piece hangs on it."""
    hangs = {rung for row in outcome.state for rung in (_own_rung(row), _peg(row)) if rung}
    return sorted({*_SHOWN[stack.platform], *(hangs & {Rung.BOOT})})


def _own_rung(row: StateOutcome) -> Rung:
    """A volume or claim stands above the disk it is on; else the shortest life decides."""
    rungs = {_RUNG_OF[anchor] for anchor in row.anchors}
    return Rung.VOLUME if Rung.VOLUME in rungs else min(rungs)


def _peg(row: StateOutcome) -> Rung | None:
    rungs = {_RUNG_OF[anchor] for anchor in row.anchors}
    peg = _PEGS.get(_own_rung(row))
    return peg if peg in rungs else None


def _rung_after(row: StateOutcome, ended: frozenset[Rung]) -> Rung:
    """Where it is drawn: outside if another copy makes it good; where it was cut if it fell."""
    own, peg = _own_rung(row), _peg(row)
    if row.ended and row.fate is not Fate.LOST:
        return Rung.OUTSIDE
    if row.fate is Fate.LOST and Anchor.PROCESS in row.ended:
        return Rung.PROCESS  # a store may keep in memory alone what belongs on its volume
    if row.fate is Fate.LOST and own not in ended and peg in ended:
        return peg
    return own


def _below(shown: Sequence[Rung], ended: frozenset[Rung]) -> list[Rung]:
    """The rungs that one cut from the bottom takes along."""
    below = []
    for rung in shown:
        if rung not in ended:
            break
        below.append(rung)
    return below


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The pieces on their rungs, ready to be laid out as rows."""

    platform: Platform
    placed: Sequence[tuple[Rung, StateOutcome, Piece]]
    struck: frozenset[Rung]

    def rows(self, rungs: Sequence[Rung]) -> tuple[Row, ...]:
        """Rows from top to bottom."""
        return tuple(
            Row(
                name=self.name(rung),
                pieces=tuple(piece for at, _, piece in self.placed if at is rung),
                pegs=tuple(
                    piece for at, row, piece in self.placed if _peg(row) is rung and at is not rung
                ),
                struck=rung in self.struck,
            )
            for rung in reversed(rungs)
        )

    def name(self, rung: Rung) -> str:
        return _NAMES_ON.get((self.platform, rung), _NAMES[rung])
