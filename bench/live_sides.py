"""The two sides of bench.live: a round of ours, and the least that could do the same."""

from __future__ import annotations

import asyncio
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from bench.connections import Reply
from bench.live_class import LiveClass, made
from bench.live_clients import Asker, Listener, connect, get, listeners, post, until
from bench.servers import APP, Server, environment, prepare, serving
from verify.ports import free_port
from verify.serving import ROOT

UVICORN = (
    "--http=live.stream.protocol:Protocol --loop=asyncio --lifespan=off --no-access-log "
    "--no-proxy-headers --log-level=critical --timeout-graceful-shutdown=1"
).split()
SETTLE = 0.5  # seconds until what a stream begins with has come
PATIENCE = 60  # seconds for a start


@dataclass(frozen=True, slots=True)
class Servers:
    """Of ours: pages, and the process that holds the streams."""

    told: dict[str, str]
    pages: Server
    live: Server


@contextmanager
def ours(folder: Path) -> Iterator[Servers]:
    """Both, on SQLite, while the block runs."""
    told = environment(folder)
    prepare(told)
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", *UVICORN, f"--port={port}"]
    with (
        serving(APP, told, "/readyz", workers=1) as pages,
        _process([*command, "stateguide.asgi:application"], port, told) as live,
    ):
        yield Servers(told, pages, live)


@contextmanager
def minimal(folder: Path) -> Iterator[int]:
    """The yardstick; gives its port."""
    port = free_port()
    command = [sys.executable, "-m", "bench.live_minimal", str(port), str(folder / "minimal")]
    with _process(command, port, environment(folder)) as server:
        yield server.port


@contextmanager
def _process(command: Sequence[str], port: int, told: dict[str, str]) -> Iterator[Server]:
    process = subprocess.Popen(list(command), cwd=ROOT, env=told)
    try:
        _wait(process, port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.perf_counter() + PATIENCE
    while not _connects(port):
        if process.poll() is not None or time.perf_counter() > deadline:
            raise RuntimeError("a server did not start; its lines say why")
        time.sleep(0.01)


def _connects(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


class Ours:
    """A round with its phones, its host and the wall."""

    def __init__(self, servers: Servers, told: LiveClass) -> None:
        self._servers, self._told = servers, told
        self._path = f"/live/stream/{told.uid}/"
        self._cookies = dict(told.host)
        self._position = -1
        self._phones: list[Listener] = []
        self._askers: list[Asker] = []
        self.event = b""  # a question as a phone gets it

    @classmethod
    async def opened(cls, servers: Servers, phones: int) -> Ours:
        """With all streams open and a first question asked and told, so that all is warm."""
        self = cls(servers, await asyncio.to_thread(made, servers.told, phones))
        await self._open()
        await self.push()
        self.event = self._phones[0].last
        await self.answers()
        await self.close()
        return self

    async def _open(self) -> None:
        port, told = self._servers.live.port, self._told
        seats = [get(f"{self._path}phone", cookies) for cookies in told.phones]
        others = [get(f"{self._path}host", told.host), get(f"{self._path}projector", {})]
        self._phones = await listeners(port, seats)
        self._host, self._wall = await listeners(port, others)
        self._askers = [await connect(port, Asker) for _ in seats]
        await asyncio.sleep(SETTLE)

    @property
    def frames(self) -> int:
        return sum(one.blocks for one in (*self._phones, self._host, self._wall))

    async def push(self) -> float:
        self._position += 1
        return await self._go("predict")

    async def close(self) -> None:
        await self._go("reveal")

    async def _go(self, phase: str) -> float:
        form = {**await self._form(), "act": phase}
        clicked = post(f"/live/{self._told.code}/host/act/", form, self._cookies)
        wire = await connect(self._servers.pages.port, Asker)
        heard = _next_phase(self._phones)
        start = time.perf_counter()
        reply = await wire.ask(clicked)
        if b" 303 " not in reply[:16]:
            raise RuntimeError(f"the host's click was refused: {reply[:300]!r}")
        await until(heard)
        wire.transport.close()
        return max(one.at for one in self._phones) - start

    async def _form(self) -> dict[str, str]:
        """What the page of the host holds now; read before anybody looks at a clock."""
        wire = await connect(self._servers.pages.port, Asker)
        got = await wire.ask(get(f"/live/{self._told.code}/host/", self._cookies))
        wire.transport.close()
        head, _, body = got.partition(b"\r\n\r\n")
        self._cookies |= Reply(200, head, body).cookies()
        names = {"seq": rb'name="seq" value="([0-9]+)"'}
        names["csrfmiddlewaretoken"] = rb'name="csrfmiddlewaretoken" value="([^"]+)"'
        found = {name: re.search(pattern, body) for name, pattern in names.items()}
        return {name: match[1].decode() for name, match in found.items() if match}

    async def answers(self) -> float:
        picks = {name: of[0] for name, of in self._told.options[self._position].items()}
        place = {"position": str(self._position), "ballot": "1", **picks}
        requests = [
            post(f"{self._path}vote", {"submission": str(uuid4()), **place}, cookies)
            for cookies in self._told.phones
        ]
        return await _counted(self._askers, requests, self._host)


class Minimal:
    """The yardstick with as many phones; it shows the same bytes."""

    def __init__(
        self, phones: list[Listener], host: Listener, askers: list[Asker], event: bytes
    ) -> None:
        self._phones, self._host, self._askers = phones, host, askers
        self._show = _plain_post("/show", event)

    @classmethod
    async def opened(cls, port: int, phones: int, event: bytes) -> Minimal:
        streams = await listeners(port, [get("/events", {})] * phones)
        [host] = await listeners(port, [get("/host", {})])
        return cls(streams, host, [await connect(port, Asker) for _ in streams], event)

    async def push(self) -> float:
        heard = _next_phase(self._phones)
        start = time.perf_counter()
        await self._askers[0].ask(self._show)
        await until(heard)
        return max(one.at for one in self._phones) - start

    async def close(self) -> None:
        await self.push()

    async def answers(self) -> float:
        requests = [_plain_post(f"/answer?u={who}", b"A=x") for who in range(len(self._askers))]
        return await _counted(self._askers, requests, self._host)


def _next_phase(phones: Sequence[Listener]) -> Callable[[], bool]:
    """Whether all have had one more than they have now."""
    wanted = [one.frames + 1 for one in phones]
    return lambda: all(one.frames >= most for one, most in zip(phones, wanted, strict=True))


async def _counted(askers: Sequence[Asker], requests: Sequence[bytes], host: Listener) -> float:
    """Seconds until all are acknowledged and on the host's screen."""
    start = time.perf_counter()
    await _all(askers, requests)
    end = time.perf_counter()
    await until(lambda: host.voted == len(requests))
    return max(end, host.at) - start


async def _all(askers: Sequence[Asker], requests: Sequence[bytes]) -> None:
    replies = [one.ask(request) for one, request in zip(askers, requests, strict=True)]
    for reply in await asyncio.gather(*replies):
        if b" 200 " not in reply[:16]:
            raise RuntimeError(f"an answer was refused: {reply[:300]!r}")


def _plain_post(path: str, body: bytes) -> bytes:
    return b"POST %b HTTP/1.1\r\nContent-Length: %d\r\n\r\n%b" % (path.encode(), len(body), body)
