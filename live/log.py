"""The log of a round: what happened in it, in order and without a gap.

An event is written in the transaction of what it tells of, so the two never disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import F

from live.ballots import Ballot
from live.models import Round, RoundEvent

PHASE = "phase"  # another phase: data as `phase_of` says
KICKED = "kicked"  # somebody was sent away: {"player": uid}


def append(round_: Round, kind: str, data: Mapping[str, Any]) -> RoundEvent:
    """Write the next event. Inside the caller's transaction, in which it locks the round."""
    assert connection.in_atomic_block, "an event and what it tells of are stored together"
    Round.objects.filter(pk=round_.pk).update(seq=F("seq") + 1)
    round_.refresh_from_db(fields=["seq"])
    return RoundEvent.objects.create(round=round_, seq=round_.seq, kind=kind, data=dict(data))


def phase_of(round_: Round) -> dict[str, Any]:
    """The phase that has just begun, the question that it is about, and the ballot (0: none)."""
    ballot = Ballot.of(round_).number
    return {"phase": round_.phase, "position": round_.position, "ballot": ballot}
