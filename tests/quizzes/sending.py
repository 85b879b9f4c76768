"""Reads the form of a page and sends it, as a browser without JavaScript would."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client

Response = Any


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.hidden: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self.chosen: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and told.get("method") == "post":  # a search sends nothing
            self.action = told["action"]
        elif tag == "input" and told.get("type") == "hidden":
            self.hidden[told["name"]] = told["value"]
        elif tag == "input" and told.get("type") == "radio":
            self.choices.setdefault(told["name"], []).append(told["value"])
            if "checked" in told:
                self.chosen[told["name"]] = told["value"]


def form_of(response: Response) -> _Form:
    """The one form of a page that sends something."""
    form = _Form()
    form.feed(response.content.decode())
    assert form.action, "this page has no form"
    return form


def hidden(response: Response) -> dict[str, str]:
    """Ticket, submission and digest."""
    found = form_of(response).hidden
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def filled(response: Response, **chosen: str) -> dict[str, str]:
    """The fields of a page's form, the first choice of each group unless `chosen` says other."""
    form = form_of(response)
    first = {name: values[0] for name, values in form.choices.items()}
    told = {name.replace("pick_", "pick-"): value for name, value in chosen.items()}
    return {**hidden(response), **first, **told}


def answer(client: Client, url: str, **chosen: str) -> Response:
    """Open a question's page, choose, and send."""
    page = client.get(url)
    return client.post(form_of(page).action, filled(page, **chosen))


def finish(client: Client, url: str, **chosen: str) -> Response:
    """Answer every question of an attempt, beginning with the one at `url`; the last reply."""
    for _ in range(10):
        reply = answer(client, url, **chosen)
        assert reply.status_code == 303, reply.content.decode()
        url = after(reply["Location"])
        if client.get(url).status_code == 404:
            return reply
    raise AssertionError("this quiz has no end")


def after(url: str) -> str:
    """The address of the next question of an attempt."""
    head, number = url.removesuffix("/").rsplit("/", 1)
    return f"{head}/{int(number) + 1}/"
