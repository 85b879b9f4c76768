"""What a browser shows to the stream of a round: a seat of a player, a ticket of a host.

Both are signed, so that the stream needs no database to know them. They name who may listen and
vote; who somebody is stays with the cookie of the guest or the session.
"""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer, TimestampSigner
from django.http import HttpResponse

from accounts.guests import COOKIE_AGE
from live.models import Player, Round

SEAT_COOKIE = "__Host-seat" if settings.HTTPS else "seat"
HOST_COOKIE = "__Secure-live-host" if settings.HTTPS else "live-host"
HOST_AGE = 12 * 3600  # seconds that a ticket of a host is good for
_SEAT = Signer(salt="live.seats.seat")
_HOST = TimestampSigner(salt="live.seats.host")


class Seat(NamedTuple):
    """A player in a round."""

    round: UUID
    player: UUID


def sealed(seat: Seat) -> str:
    """What the cookie `seat` holds."""
    return _SEAT.sign(f"{seat.round.hex}.{seat.player.hex}")


def seat_of(cookie: str) -> Seat | None:
    """The seat that a cookie names; None where it is not ours."""
    try:
        names = _SEAT.unsign(cookie).split(".")
        return Seat(*map(UUID, names))
    except (BadSignature, ValueError, TypeError):
        return None


def give(response: HttpResponse, round_: Round, player: Player) -> None:
    """Set the cookie of a seat."""
    response.set_cookie(
        SEAT_COOKIE,
        sealed(Seat(round_.uid, player.uid)),
        max_age=COOKIE_AGE,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def ticket_for(round_: Round) -> str:
    """What the cookie of a host holds."""
    return _HOST.sign(round_.uid.hex)


def hosted_by(ticket: str) -> UUID | None:
    """The round whose host brings this ticket; None where it is too old or not ours."""
    try:
        return UUID(_HOST.unsign(ticket, max_age=HOST_AGE))
    except (BadSignature, ValueError):
        return None


def give_ticket(response: HttpResponse, round_: Round) -> None:
    """Set the cookie with which the page of a host opens its stream; it is sent nowhere else."""
    response.set_cookie(
        HOST_COOKIE,
        ticket_for(round_),
        max_age=HOST_AGE,
        path=f"/live/stream/{round_.uid}/",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )
