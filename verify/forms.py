"""Reads the form of a page, so that it can be sent as a browser without JavaScript would."""

from __future__ import annotations

from html.parser import HTMLParser


class Form(HTMLParser):
    """The form of a page that sends something: where it goes, and what it carries."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action = ""
        self.hidden: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self.chosen: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, a hidden field, a choice."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and told.get("method") == "post":  # a search sends nothing
            self.action = told["action"]
        elif tag == "input" and told.get("type") == "hidden":
            self.hidden[told["name"]] = told["value"]
        elif tag == "input" and told.get("type") == "radio":
            self.choices.setdefault(told["name"], []).append(told["value"])
            if "checked" in told:
                self.chosen[told["name"]] = told["value"]

    @property
    def first_choices(self) -> dict[str, str]:
        """The first choice of each group."""
        return {name: values[0] for name, values in self.choices.items()}
