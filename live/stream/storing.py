"""Votes of a moment, stored in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction

from live import log
from live.locks import locked_by_uid
from live.models import Round
from live.stream import words
from live.stream.polls import NO_ROUND, NO_SEAT, Cast, Poll
from live.stream.replies import Reply, problem
from live.stream.roster import Roster, Seat, without_vote


class Outcome(NamedTuple):
    """What became of some votes."""

    replies: list[Reply]  # one for each, in order
    rounds: frozenset[int]  # in which something was stored


def store(roster: Roster, group: Sequence[Cast]) -> Outcome:
    """Store what may be stored, together; all of it is durable when this returns.

    To do it twice gives the same. Raises live.stream.database.OUTAGE; then nothing may be said.
    """
    try:
        return _together(roster, group)
    except IntegrityError:  # somebody was forgotten meanwhile
        for cast in group:
            roster.forget(cast.player)
        if len(group) == 1:
            return Outcome([problem(401, NO_SEAT)], frozenset())
        return _each(roster, group)


def _each(roster: Roster, group: Sequence[Cast]) -> Outcome:
    """One by one, so that the votes of the others stay good."""
    found = [store(roster, [cast]) for cast in group]
    replies = [reply for one in found for reply in one.replies]
    return Outcome(replies, frozenset[int]().union(*(one.rounds for one in found)))


@transaction.atomic
def _together(roster: Roster, group: Sequence[Cast]) -> Outcome:
    # The host's next move waits for these locks, so no vote comes in after its ballot.
    found = [locked_by_uid(uid) for uid in sorted({cast.round for cast in group})]
    rounds = {round_.uid: round_ for round_ in found if round_}
    seats = roster.find(cast.player for cast in group)
    polls = _polls(rounds, seats, group)
    replies = [
        poll.judge(seats.get(cast.player), cast)
        if (poll := polls.get(cast.round))
        else problem(404, NO_ROUND)
        for cast in group
    ]
    words.upsert([word for poll in polls.values() for word in poll.fresh.values()])
    changed = frozenset(poll.round.pk for poll in polls.values() if poll.fresh)
    for pk in changed:
        log.wake(pk)
    return Outcome(replies, changed)


def _polls(
    rounds: Mapping[UUID, Round], seats: Mapping[UUID, Seat], group: Sequence[Cast]
) -> dict[UUID, Poll]:
    out = without_vote(round_.pk for round_ in rounds.values())
    known = words.standing(
        (seat.pk for seat in seats.values()), {cast.sent.place.position for cast in group}
    )
    return {uid: Poll(round_, out, known) for uid, round_ in rounds.items()}
