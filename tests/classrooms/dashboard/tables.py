"""The tables of a page, as somebody hears them who does not see the charts."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"br", "img", "input", "link", "meta", "path"}


class Tables(HTMLParser):
    """`rows`: for each table its rows, each a list of the texts of its cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.hidden = 0  # how deep in what is hidden from ears
        self.open = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.hidden or dict(attrs).get("aria-hidden") == "true":
            self.hidden += tag not in VOID
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")
            self.open = True
        elif self.open:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            self.hidden -= tag not in VOID
        elif tag in {"td", "th"}:
            self.tables[-1][-1][-1] = " ".join(self.tables[-1][-1][-1].split())
            self.open = False

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing is in it."""

    def handle_data(self, data: str) -> None:
        if self.open and not self.hidden:
            self.tables[-1][-1][-1] += data


def table(html: str, heading: str) -> list[list[str]]:
    """The rows below the heading of the table that has this text in its heading."""
    for rows in Tables(html).tables:
        if rows and heading in rows[0]:
            return rows[1:]
    raise AssertionError(f"no table with the column {heading}")
