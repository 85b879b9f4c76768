from __future__ import annotations

import time
import uuid

import pytest
from django.http import HttpResponse

from live import seats
from live.models import Player, Round
from live.seats import Seat, hosted_by, sealed, seat_of, ticket_for

SEAT = Seat(uuid.UUID(int=7), uuid.UUID(int=8))


def test_a_seat_comes_back_as_it_was_sealed() -> None:
    assert seat_of(sealed(SEAT)) == SEAT


@pytest.mark.parametrize("cookie", ["", "x", "x:y", f"{SEAT.round.hex}.{SEAT.player.hex}"])
def test_what_we_did_not_sign_is_no_seat(cookie: str) -> None:
    assert seat_of(cookie) is None
    assert hosted_by(cookie) is None


def test_the_player_in_a_seat_cannot_be_exchanged() -> None:
    other = sealed(Seat(SEAT.round, uuid.uuid4()))
    names, _, signature = sealed(SEAT).rpartition(":")
    assert seat_of(f"{names}:{signature}") == SEAT
    assert seat_of(f"{other.rpartition(':')[0]}:{signature}") is None


def test_a_seat_is_no_ticket_and_a_ticket_no_seat() -> None:
    ticket = ticket_for(Round(uid=SEAT.round))
    assert hosted_by(ticket) == SEAT.round
    assert seat_of(ticket) is None
    assert hosted_by(sealed(SEAT)) is None


def test_a_ticket_ends_after_twelve_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    ticket, now = ticket_for(Round(uid=SEAT.round)), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 12 * 3600 - 2)
    assert hosted_by(ticket) == SEAT.round
    monkeypatch.setattr(time, "time", lambda: now + 12 * 3600 + 2)
    assert hosted_by(ticket) is None


def test_cookies_are_for_the_server_alone_and_the_ticket_for_its_stream_alone() -> None:
    response, round_ = HttpResponse(), Round()
    seats.give(response, round_, Player())
    seats.give_ticket(response, round_)
    seat, ticket = response.cookies["seat"], response.cookies["live-host"]
    assert seat["httponly"]
    assert ticket["httponly"]
    assert seat["path"] == "/"
    assert ticket["path"] == f"/live/stream/{round_.uid}/"
