"""What a player said on a ballot, one vote after another, so that late copies are known as such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

KEPT = 20  # earlier votes on a ballot; a copy of one from before these would be taken for new
Said = list[Any]  # a submission as text, and its response: as JSON keeps it


class Stored(Protocol):
    """A row of a vote."""

    @property
    def submission(self) -> UUID: ...
    @property
    def response(self) -> Mapping[str, Any]: ...
    @property
    def earlier(self) -> Sequence[Said]: ...


def history(vote: Stored | None) -> Sequence[Said]:
    """All that was said, the last word last: what the next vote has as its `earlier`."""
    if vote is None:
        return ()
    return [*vote.earlier, [str(vote.submission), vote.response]][-KEPT:]


def said_by(vote: Stored, submission: UUID) -> Mapping[str, Any] | None:
    """The response that came under a number; None where none did."""
    if submission == vote.submission:
        return vote.response
    found: Mapping[str, Any] | None = dict(map(tuple, vote.earlier)).get(str(submission))
    return found
