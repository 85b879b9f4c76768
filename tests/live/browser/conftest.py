"""Rounds in real browsers: pages and streams from one address, as `make run` serves them."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from django.core.wsgi import get_wsgi_application
from django.test import Client
from playwright.sync_api import Page

from classrooms.models import Membership
from live.stream.application import Live
from stateguide.bridge import Bridge
from tests.browser.crawl import NARROW
from tests.gate import Gate
from tests.live.browser.phones import seated
from tests.live.conftest import CODE, ClientOf
from verify.ports import free_port

OPTIONS = {
    "interface": "asgi3",
    "http": "live.stream.protocol:Protocol",
    "lifespan": "off",
    "log_config": None,
    "access_log": False,
    "proxy_headers": False,
}
LIVE = "/live/stream/"  # as in stateguide.whole
OpenPage = Callable[..., Page]


class Process:
    """A server of pages and streams in this process, on the test database."""

    def __init__(self, port: int) -> None:
        self.gate = Gate(get_wsgi_application())
        self.live, self._pages = Live(), Bridge(self.gate)
        self.take_vote = self.live.take_vote
        config = uvicorn.Config(self, port=port, timeout_graceful_shutdown=1, **OPTIONS)  # type: ignore[arg-type]
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._server.serve()), daemon=True
        )

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        streams = scope["path"].startswith(LIVE)
        await (self.live if streams else self._pages)(scope, receive, send)

    @contextmanager
    def serving(self) -> Iterator[None]:
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive(), "the server did not start"
            time.sleep(0.005)
        try:
            with self.gate.opened():
                yield
        finally:
            self._server.servers[0].get_loop().call_soon_threadsafe(self.live.close)
            self._server.should_exit = True
            self._thread.join()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def site(port: int, transactional_db: None) -> Iterator[str]:
    with Process(port).serving():
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def host(olga: Membership, client_of: ClientOf) -> Client:
    return client_of(olga.user)


@pytest.fixture
def known(open_page: OpenPage, site: str) -> Callable[..., Page]:
    """A browser that has the cookies of a client."""

    def make(client: Client, path: str, **options: object) -> Page:
        page = open_page("/healthz", **options)
        cookies = [(name, cookie.value) for name, cookie in client.cookies.items()]
        page.context.add_cookies(
            [{"name": name, "value": value, "url": site} for name, value in cookies]
        )
        page.goto(path)
        return page

    return make


@pytest.fixture
def phone(open_page: OpenPage) -> Callable[[str], Page]:
    return lambda name: seated(open_page(f"/live/{CODE}/", viewport=NARROW), name)
