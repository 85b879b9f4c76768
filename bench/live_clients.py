"""Clients of a live round: many phones and a host in one loop, as cheap as asyncio allows."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode

PATIENCE = 60.0  # seconds for anything
AT_ONCE = 50  # connections that are opened together
PHASE = b'"}\n\n'  # ends the frame of a phase, whose last field is a part of the page
_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *([0-9]+)")
_VOTED = re.compile(rb'event: count\ndata: \{"voted": ([0-9]+)')
Client = TypeVar("Client", bound=asyncio.Protocol)


class Listener(asyncio.Protocol):
    """A stream; notes when it has had a whole phase, and the last count."""

    def __init__(self, request: bytes) -> None:
        self._request, self._tail = request, b""
        self.opened: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.frames = self.voted = 0
        self.blocks = 0  # of whatever kind
        self.at = 0.0  # when the last phase was whole
        self.last = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self.last = data
        if not self.opened.done():
            self.opened.set_result(data)
            return
        self.blocks += data.count(b"\n\n")
        seen = self._tail + data
        self._tail = seen[1 - len(PHASE) :]
        if found := seen.count(PHASE):
            self.frames += found
            self.at = time.perf_counter()
        if counts := _VOTED.findall(data):
            self.voted, self.at = int(counts[-1]), time.perf_counter()


class Asker(asyncio.Protocol):
    """A kept connection for one request at a time."""

    def __init__(self) -> None:
        self._got = b""
        self._reply: asyncio.Future[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def connection_lost(self, fault: Exception | None) -> None:
        if self._reply and not self._reply.done():
            self._reply.set_exception(fault or ConnectionResetError("closed"))

    def ask(self, request: bytes) -> asyncio.Future[bytes]:
        """Send a request; the result is the whole reply."""
        self._reply, self._got = asyncio.get_running_loop().create_future(), b""
        self.transport.write(request)
        return self._reply

    def data_received(self, data: bytes) -> None:
        self._got += data
        head, end, body = self._got.partition(b"\r\n\r\n")
        told = _LENGTH.search(head + b"\r\n")
        is_whole = end and (not told or len(body) >= int(told[1]))
        if is_whole and self._reply and not self._reply.done():
            self._reply.set_result(self._got)


async def connect(port: int, make: Callable[[], Client]) -> Client:
    """Open one connection to a server of this machine."""
    loop = asyncio.get_running_loop()
    _, client = await loop.create_connection(make, "127.0.0.1", port)
    return client


async def listeners(port: int, requests: Sequence[bytes]) -> list[Listener]:
    """Open streams, and wait until each has had its first bytes."""
    found: list[Listener] = []
    for start in range(0, len(requests), AT_ONCE):
        some = [
            await connect(port, lambda request=request: Listener(request))  # type: ignore[misc]
            for request in requests[start : start + AT_ONCE]
        ]
        async with asyncio.timeout(PATIENCE):
            first = await asyncio.gather(*(one.opened for one in some))
        if bad := [reply for reply in first if b" 200 " not in reply[:16]]:
            raise RuntimeError(f"a stream was refused: {bad[0][:300]!r}")
        found += some
    return found


async def until(true: Callable[[], bool]) -> None:
    """Let the loop run until something holds."""
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110  what it asks is no event of this loop
            await asyncio.sleep(0.001)


def get(path: str, cookies: Mapping[str, str]) -> bytes:
    """The bytes of a GET."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{_cookie(cookies)}\r\n".encode()


def post(path: str, fields: Mapping[str, str], cookies: Mapping[str, str]) -> bytes:
    """The bytes of a form."""
    body = urlencode(fields)
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{_cookie(cookies)}{kind}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()


def _cookie(cookies: Mapping[str, str]) -> str:
    told = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return f"Cookie: {told}\r\n" if told else ""
