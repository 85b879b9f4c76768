"""The streams of the test database, on a server of their own as in production."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from django.test import Client

from classrooms.models import Membership
from live import seats
from live.models import Player, Round
from live.stream.application import Live
from tests.live.conftest import ClientOf, MakeRound
from tests.live.leading import go
from tests.live.stream.listening import FORM, Ear, Said, form, send
from verify.ports import free_port

SHORT_WAY, ASGI = "live.stream.protocol:Protocol", "httptools"  # how a vote comes to the app
OPTIONS = {"lifespan": "off", "log_config": None, "access_log": False, "proxy_headers": False}


@contextmanager
def served(http: str = SHORT_WAY) -> Iterator[int]:
    """One process's part of all rounds, in a thread; gives its port."""
    live, port = Live(), free_port()
    server = uvicorn.Server(
        uvicorn.Config(live, port=port, http=http, timeout_graceful_shutdown=1, **OPTIONS)  # type: ignore[arg-type]
    )
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server of streams did not start"
        time.sleep(0.005)
    try:
        yield port
    finally:  # also after a test that fails: a thread that goes on keeps pytest from ending
        server.servers[0].get_loop().call_soon_threadsafe(live.close)
        server.should_exit = True
        thread.join()


@pytest.fixture
def port(transactional_db: None) -> Iterator[int]:
    with served() as found:
        yield found


@pytest.fixture
def host(olga: Membership, client_of: ClientOf) -> Client:
    return client_of(olga.user)


@pytest.fixture
def round_(transactional_db: None, make_round: MakeRound, host: Client) -> Round:
    """The first question is open; it is the first event of the log."""
    found = make_round()
    go(host, found, "predict")
    return found


class Phone:
    """A player's browser."""

    def __init__(self, port: int, player: Player) -> None:
        self.port, self.player = port, player
        self.base = f"/live/stream/{player.round.uid}"
        self.cookies = {seats.SEAT_COOKIE: seats.sealed(seats.Seat(player.round.uid, player.uid))}

    def listen(self, **headers: str) -> Ear:
        return Ear(self.port, f"{self.base}/phone", self.cookies, **headers)

    def vote(self, picks: dict[str, str], **fields: object) -> Said:
        return self.send(form(picks, **fields))

    def send(self, body: bytes, kind: str = FORM, **headers: str) -> Said:
        return send(
            self.port, f"{self.base}/vote", body, self.cookies, Content_Type=kind, **headers
        )


MakePhone = Callable[..., Phone]


@pytest.fixture
def phone(port: int, round_: Round, seat: Callable[..., Player]) -> MakePhone:
    """Somebody in the round: `phone("Ada")`."""
    return lambda name, **fields: Phone(fields.pop("port", port), seat(round_, name, **fields))
