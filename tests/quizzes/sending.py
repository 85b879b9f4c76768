"""Reads the form of a page and sends it, as a browser without JavaScript would."""

from __future__ import annotations

from typing import Any

from django.test import Client

from verify.forms import Form

Response = Any


def form_of(response: Response) -> Form:
    """The one form of a page that sends something."""
    form = Form(response.content.decode())
    assert form.action, "this page has no form"
    return form


def hidden(response: Response) -> dict[str, str]:
    """Ticket, submission and digest."""
    found = form_of(response).hidden
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def filled(response: Response, **chosen: str) -> dict[str, str]:
    """The fields of a page's form, the first choice of each group unless `chosen` says other."""
    told = {name.replace("pick_", "pick-"): value for name, value in chosen.items()}
    return {**hidden(response), **form_of(response).first_choices, **told}


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
