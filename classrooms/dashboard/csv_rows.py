"""Tables as CSV that a spreadsheet opens safely: no cell is ever a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

# A spreadsheet takes what begins so for a formula; an apostrophe makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"  # without it, Excel reads names in another coding


class _Line:
    """A file for csv.writer that gives back what is written."""

    def write(self, text: str) -> str:
        return text


def lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """One line a row, in UTF-8 with its mark, as RFC 4180 writes them."""
    writer = csv.writer(_Line())
    yield _BOM
    for row in rows:
        yield str(writer.writerow([safe(cell) for cell in row]))


def safe(cell: object) -> object:
    """A cell; text that would be a formula begins with an apostrophe.

    >>> safe('=HYPERLINK("http://x")'), safe(-1), safe("-1")
    ('\\'=HYPERLINK("http://x")', -1, "'-1")
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
