"""Events as the bytes of a stream (server-sent events), made once for all who get them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from live.log import KICKED, PHASE
from live.models import RoundEvent
from live.stream.requests import HOST, PHONE, PROJECTOR

BEAT = b":\n\n"  # says that the stream is still there
VIEWS = (PHONE, PROJECTOR, HOST)


def frame(kind: str, data: object, seq: int | None = None) -> bytes:
    """One event. JSON has no line break, so it is one line of data."""
    number = f"id: {seq}\n" if seq is not None else ""
    return f"{number}event: {kind}\ndata: {json.dumps(data)}\n\n".encode()


def passing(seq: int) -> bytes:
    """What tells a browser how far the log is, and nothing else: no event comes of it."""
    return b"id: %d\n\n" % seq


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the log, encoded for each view."""

    seq: int
    kind: str
    bytes_of: Mapping[str, bytes]  # by view
    player: UUID | None  # who was sent away; everybody else is only told the number
    clock: Clock | None  # of a phase with a limit

    @classmethod
    def of(cls, row: RoundEvent) -> Event:
        if row.kind == PHASE:
            told = {view: frame(PHASE, _seen_by(view, row.data), row.seq) for view in VIEWS}
            return cls(row.seq, row.kind, told, None, Clock.of(row))
        player = UUID(row.data["player"]) if row.kind == KICKED else None
        return cls(row.seq, row.kind, dict.fromkeys(VIEWS, passing(row.seq)), player, None)

    @property
    def farewell(self) -> bytes:
        """What the player is told who was sent away."""
        return frame(KICKED, {}, self.seq)


def _seen_by(view: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a phase with the part that a view draws; the host's page draws its own."""
    return {**data, "html": data["html"].get(view, "")}


@dataclass(frozen=True, slots=True)
class Clock:
    """The time that a phase leaves."""

    opened_at: datetime
    seconds: int

    @classmethod
    def of(cls, row: RoundEvent) -> Clock | None:
        """None for a phase without a limit."""
        seconds = row.data["seconds"]
        return cls(row.happened_at, seconds) if seconds is not None else None

    def frame(self, now: datetime) -> bytes:
        """For who comes later: how long the phase stands already, in milliseconds."""
        since = round((now - self.opened_at).total_seconds() * 1000)
        return frame("clock", {"since": since, "seconds": self.seconds})
