"""Who may listen and vote, by what their browser shows: no query for what is signed."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from live import seats
from live.seats import HOST_COOKIE, SEAT_COOKIE, Seat
from live.stream.replies import Refused
from live.stream.requests import Request, cookie_in

NO_SEAT = "You have no seat in this round: open its page again."
NO_TICKET = "Only who leads this round listens here: open the host's page again."
ELSEWHERE = "This is not your round."
KNOWN = 1024  # bytes of cookies that are kept in memory, of many phones


def player_of(request: Request, round_: UUID) -> UUID:
    """The player whose seat a browser shows. Raises Refused."""
    cookies = request.header(b"cookie")
    seat = _known(cookies) if len(cookies) < KNOWN else _seat_in(cookies)
    if seat.round != round_:
        raise Refused(404, ELSEWHERE)
    return seat.player


def _seat_in(cookies: bytes) -> Seat:
    seat = seats.seat_of(cookie_in(cookies, SEAT_COOKIE))
    if seat is None:
        raise Refused(401, NO_SEAT)
    return seat


_known = lru_cache(maxsize=8192)(_seat_in)  # a phone shows the same cookies at each vote


def refuse_others(request: Request, round_: UUID) -> None:
    """Let only the host of a round pass. Raises Refused."""
    hosted = seats.hosted_by(cookie_in(request.header(b"cookie"), HOST_COOKIE))
    if hosted is None:
        raise Refused(401, NO_TICKET)
    if hosted != round_:
        raise Refused(404, ELSEWHERE)
