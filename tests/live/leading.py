"""A round as a test leads it: through its pages, as host and players do."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

from django.test import Client

from live.models import Player, Round

ADDRESS = "http://testserver/"
# What is so in the questions of tests.live.conftest.KEYS.
RIGHT = (
    {"A": "survives", "B": "inaccessible", "C": "lost"},
    {"A": "survives", "B": "lost", "C": "inaccessible", "users": "all-out"},
)
WRONG = (
    {"A": "survives", "B": "survives", "C": "lost"},
    {"A": "survives", "B": "lost", "C": "survives", "users": "all-stay"},
)


def act(client: Client, round_: Round, name: str, **fields: object) -> Any:
    """Press a button of the host as its page stands now."""
    round_.refresh_from_db()
    sent = {"act": name, **({} if "player" in fields else {"seq": round_.seq}), **fields}
    return client.post(f"/live/{round_.code}/host/act/", sent)


def go(client: Client, round_: Round, *phases: str) -> None:
    """Move on through these phases."""
    for phase in phases:
        response = act(client, round_, phase)
        assert response.status_code == 303, (phase, response.content.decode())
    round_.refresh_from_db()


def join(round_: Round, name: str) -> tuple[Client, Player]:
    """Come in as a visitor who is nobody yet."""
    client = Client()
    page = client.get(f"/live/{round_.code}/").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token, page
    response = client.post(f"/live/{round_.code}/", {"name": name, "token": token[1]})
    assert response.status_code == 303, response.content.decode()
    return client, round_.players.filter(name=name).latest("pk")


def vote(
    client: Client,
    round_: Round,
    picks: Mapping[str, str],
    *,
    ballot: int = 1,
    submission: object = None,
    **fields: Any,
) -> Any:
    """Send the form of the question that stands."""
    round_.refresh_from_db()
    own = {
        "submission": str(submission or uuid.uuid4()),
        "position": round_.position,
        "ballot": ballot,
    }
    said = {name if name == "users" else f"pick-{name}": pick for name, pick in picks.items()}
    return client.post(f"/live/{round_.code}/vote/", {**own, **said, **fields})
