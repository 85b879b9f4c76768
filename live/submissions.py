"""What a phone sends as a vote: a form or JSON, read strictly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from live.ballots import USERS, BadVote, Place
from quizzes.responses import PICK

MOST_PICKS = 50
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_WHOLE = re.compile(r"[0-9]{1,4}")
NUMBER = "submission"  # the field of a vote's own number
_OWN = (NUMBER, "position", "ballot")


class Said(NamedTuple):
    """What a vote says, whoever says it."""

    place: Place
    picks: Mapping[str, str]  # by letter, and by `users`


class Submission(NamedTuple):
    """One vote as it was sent; whether it is taken live.ballots says."""

    uid: UUID  # a copy of it changes nothing
    place: Place
    picks: Mapping[str, str]  # by letter, and by `users`


def of_form(pairs: Iterable[tuple[str, str]]) -> Submission:
    """A vote from the fields of a form: `pick-A`, `users` and its three numbers. Raises BadVote."""
    fields = _once(pairs)
    return numbered(fields.pop(NUMBER, ""), said_by_form(fields.items()))


def said_by_form(pairs: Iterable[tuple[str, str]]) -> Said:
    """The same without the number of the vote: what others may say too. Raises BadVote."""
    fields = _once(pairs)
    place = _place(fields.pop("position", ""), fields.pop("ballot", ""))
    return _said(place, {_pick(name): value for name, value in fields.items()})


def numbered(number: str, said: Said) -> Submission:
    """What is said, under the number of one vote. Raises BadVote."""
    return Submission(_uid(number), *said)


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in pairs:
        if name in fields:
            raise BadVote(f"given twice: {name[:40]}")
        fields[name] = value
    return fields


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
    number, position, ballot = (_text(body.get(name)) for name in _OWN)
    return numbered(number, _said(_place(position, ballot), picks))


def _text(value: object) -> str:
    # True is a number to Python, and none to us.
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _said(place: Place, picks: Mapping[str, str]) -> Said:
    if len(picks) > MOST_PICKS:
        raise BadVote("too many picks")
    return Said(place, picks)


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
