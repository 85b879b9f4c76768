"""The log of a round: all that its screens must hear of, in order and without a gap.

An event is written in the transaction of what it tells of. What wakes the screens may get lost;
whoever comes again with the last `seq` that they saw gets what they missed from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import IntegerField

from live.models import Round, RoundEvent
from prepared import Blank, Insert, Prepared

PHASE = "phase"  # another phase: data as live.screens makes it
KICKED = "kicked"  # somebody was sent away: {"player": uid}
_SINCE = Prepared(
    lambda: RoundEvent.objects.filter(
        round_id=Blank("round", IntegerField()), seq__gt=Blank("seq", IntegerField())
    ).order_by("seq")
)
_EVENT = Insert(RoundEvent)
CHANNEL = "live_rounds"  # of PostgreSQL's NOTIFY; what it carries is the key of the round


def append(
    round_: Round, kind: str, data: Mapping[str, Any], changed: Iterable[str] = ()
) -> RoundEvent:
    """Write the next event, and with it the fields of the round that are `changed`.

    Inside the caller's transaction, which has read the round locked.
    """
    assert connection.in_atomic_block, "an event and what it tells of are stored together"
    round_.seq += 1
    round_.save(update_fields=["seq", *changed])
    event = RoundEvent(round=round_, seq=round_.seq, kind=kind, data=dict(data))
    _EVENT.run(event)
    wake(round_.pk)
    return event


def wake(round_id: int) -> None:
    """Let the processes that hold streams look again once this transaction is committed.

    Only PostgreSQL can tell them; on SQLite they look by themselves.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(round_id)])


def since(round_id: int, seq: int) -> list[RoundEvent]:
    """The events after `seq`, in order."""
    return _SINCE.rows(round=round_id, seq=seq)
