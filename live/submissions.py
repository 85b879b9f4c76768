"""What a phone sends as a vote: a form or JSON, read strictly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from live.ballots import USERS, BadVote, Place
from quizzes.responses import PICK

MOST_PICKS = 50
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_WHOLE = re.compile(r"[0-9]{1,4}")
_OWN = ("submission", "position", "ballot")


class Submission(NamedTuple):
    """One vote as it was sent; whether it is taken live.ballots says."""

    uid: UUID  # a copy of it changes nothing
    place: Place
    picks: Mapping[str, str]  # by letter, and by `users`


def of_form(pairs: Iterable[tuple[str, str]]) -> Submission:
    """A vote from the fields of a form: `pick-A`, `users` and its three numbers. Raises BadVote."""
    fields: dict[str, str] = {}
    for name, value in pairs:
        if name in fields:
            raise BadVote(f"given twice: {name[:40]}")
        fields[name] = value
    own = {name: fields.pop(name, "") for name in _OWN}
    return _submission(own, {_pick(name): value for name, value in fields.items()})


def _pick(name: str) -> str:
    if name == USERS:
        return name
    if not name.startswith(PICK):
        raise BadVote(f"unknown field: {name[:40]}")
    return name.removeprefix(PICK)


def of_json(body: object) -> Submission:
    """A vote from an object {"submission", "position", "ballot", "picks"}. Raises BadVote."""
    if not isinstance(body, dict):
        raise BadVote("object expected")
    if unknown := sorted(map(str, body.keys() - {*_OWN, "picks"})):
        raise BadVote(f"unknown field: {unknown[0][:40]}")
    picks = body.get("picks", {})
    if not isinstance(picks, dict) or not all(isinstance(pick, str) for pick in picks.values()):
        raise BadVote("picks: an object of texts is expected")
    return _submission({name: _text(body.get(name)) for name in _OWN}, picks)


def _text(value: object) -> str:
    # True is a number to Python, and none to us.
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _submission(own: Mapping[str, Any], picks: Mapping[str, str]) -> Submission:
    if len(picks) > MOST_PICKS:
        raise BadVote("too many picks")
    return Submission(_uid(own["submission"]), _place(own["position"], own["ballot"]), picks)


def _uid(text: str) -> UUID:
    if not _UUID.fullmatch(text) or not (found := UUID(text)).int:
        raise BadVote("submission: this is not a number of a form")
    return found


@lru_cache(maxsize=1024)  # a whole room votes on one
def _place(position: str, ballot: str) -> Place:
    return Place(_whole(position), _whole(ballot))


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise BadVote("position and ballot: whole numbers are expected")
    return int(text)
