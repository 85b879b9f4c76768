"""CSV that a spreadsheet opens safely."""

from __future__ import annotations

import csv
import io

import pytest

from classrooms.dashboard.csv_rows import lines, safe


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "@SUM(1)", "+1", "-1", "\t=1", "\r=1", "=1+1"]
)
def test_what_would_be_a_formula_is_text(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["Ada", "a=1", "1-1", "", -1, 0.5, None])
def test_all_else_stays_as_it_is(cell: object) -> None:
    assert safe(cell) == cell


def test_quotes_commas_and_lines_come_back() -> None:
    row = ['Ada, "the first"', "two\nlines", "Zoë"]
    text = "".join(lines([row]))
    assert text.startswith("\ufeff"), "Excel takes it for another coding without the mark"
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")))) == [row]


def test_no_row_waits_for_the_next() -> None:
    def rows():
        yield ["first"]
        raise AssertionError("asked for too early")

    found = lines(rows())
    assert [next(found), next(found)] == ["\ufeff", "first\r\n"]
