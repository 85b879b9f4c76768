"""Two kinds of system side by side: aspects as rows, cells that open to a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lessons.faults import Source
from lessons.fields import Fields, rows_of
from lessons.parts import Part
from lessons.scenarios import Scenario
from lessons.stock import Stock, scenario_of

COLUMNS = ("stateless", "stateful")
_LIKE = "- {aspect: Restart safety, stateless: {word: Safe, why: ...}, stateful: {...}}"
_CELL = '{word: Safe, why: "Nothing inside is the only copy.", except: "Requests in flight end."}'


@dataclass(frozen=True, slots=True)
class Cell:
    """A word, why it is so, where it is not so, and a case of that which is computed."""

    word: str
    why: str  # Markdown of one line
    exception: str  # the same
    case: Scenario | None


@dataclass(frozen=True, slots=True)
class Line:
    """One aspect with its cell in each column."""

    aspect: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Versus:
    """The whole table."""

    lines: tuple[Line, ...]

    @property
    def cases(self) -> tuple[Scenario, ...]:
        """The scenarios that its exceptions show."""
        return tuple(cell.case for line in self.lines for cell in line.cells if cell.case)


def versus_of(part: Part, source: Source, stock: Stock) -> Versus | None:
    """The table that a part writes; None, and faults, where it has none."""
    rows = rows_of(part.text, source, like=_LIKE, after=part.line)
    lines = [line for row in rows if (line := _line(row, stock))]
    return Versus(tuple(lines)) if lines and len(lines) == len(rows) else None


def _line(row: Fields, stock: Stock) -> Line | None:
    aspect = row.text("aspect", like="Restart safety")
    inner = [row.mapping(column, like=_CELL) for column in COLUMNS]
    row.close()
    cells = [cell for fields in inner if fields and (cell := _cell(fields, stock))]
    return Line(aspect, tuple(cells)) if aspect and len(cells) == len(COLUMNS) else None


def _cell(fields: Fields, stock: Stock) -> Cell | None:
    word = fields.text("word", like="Safe")
    why = fields.text("why", like='"Nothing inside is the only copy."')
    exception = fields.text("except", like='"Requests in flight end."')
    if re.search(r"\bscenario:\s*\S+$", exception):
        fields.source.fault(
            fields.at("except"), "`scenario` is a key of the cell, beside `except`; take it out"
        )
    case = scenario_of(fields, stock) if "scenario" in fields else None
    fields.close()
    return Cell(word, why, exception, case) if word and why and exception else None
