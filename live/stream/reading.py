"""What the streams ask the database, each in one go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from live.log import PHASE, since
from live.models import Player, Round, RoundEvent
from live.stream.frames import Event

KEPT = 32  # events of a round from which who was away gets what they missed


class Opened(NamedTuple):
    """A round as a process first meets it."""

    pk: int
    events: list[Event]  # the last of them, in order; the last phase is among them


def opened(uid: UUID) -> Opened | None:
    """A round with the end of its log; None where there is no such round."""
    found = Round.objects.filter(uid=uid).values_list("pk", flat=True).first()
    if found is None:
        return None
    rows = RoundEvent.objects.filter(round=found).order_by("-seq")
    last = list(rows[:KEPT])
    if not any(row.kind == PHASE for row in last):
        phase = rows.filter(kind=PHASE).first()
        last = list(rows.filter(seq__gte=phase.seq)) if phase else last
    return Opened(found, [Event.of(row) for row in reversed(last)])


def may_sit(player: UUID, round_: UUID) -> bool | None:
    """Whether somebody was let in and not sent away; None where they have no seat in the round."""
    found = Player.objects.filter(uid=player, round__uid=round_)
    seat = found.values_list("approved", "kicked").first()
    return seat[0] and not seat[1] if seat else None


def news(seen: Mapping[int, int]) -> Mapping[int, list[Event]]:
    """The events of some rounds after those that were seen: by key, `seq` to events."""
    missed = {pk: since(pk, seq) for pk, seq in seen.items()}
    return {pk: [Event.of(row) for row in rows] for pk, rows in missed.items() if rows}
