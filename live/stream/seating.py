"""Who may listen and vote, by what their browser shows: no query for what is signed."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from live import seats
from live.seats import HOST_COOKIE, SEAT_COOKIE
from live.stream.replies import Refused
from live.stream.requests import Request

NO_SEAT = "You have no seat in this round: open its page again."
NO_TICKET = "Only who leads this round listens here: open the host's page again."
ELSEWHERE = "This is not your round."

_seat_of = lru_cache(maxsize=8192)(seats.seat_of)  # a phone shows the same seat at each vote


def player_of(request: Request, round_: UUID) -> UUID:
    """The player whose seat a browser shows. Raises Refused."""
    seat = _seat_of(request.cookie(SEAT_COOKIE))
    if seat is None:
        raise Refused(401, NO_SEAT)
    if seat.round != round_:
        raise Refused(404, ELSEWHERE)
    return seat.player


def refuse_others(request: Request, round_: UUID) -> None:
    """Let only the host of a round pass. Raises Refused."""
    hosted = seats.hosted_by(request.cookie(HOST_COOKIE))
    if hosted is None:
        raise Refused(401, NO_TICKET)
    if hosted != round_:
        raise Refused(404, ELSEWHERE)
