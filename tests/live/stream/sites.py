"""A server with the short way of votes and frames, and an application that does nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import uvicorn

from live.stream.protocol import WIRE, Protocol
from live.stream.replies import Reply
from live.stream.requests import Message, Receive, Send
from live.stream.streams import Stream
from tests import loops
from verify.ports import free_port

PATH = "/live/stream/x/vote"
STORED = Reply(200, b'{"stored": true}', kind=b"application/json")
OLD_WAY = b"by ASGI"


class App:
    """Answers votes that are handed to it when it is told to; all else says how it came."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.waiting: list[Callable[[Reply], None]] = []
        self.keeps = False  # votes until they are answered by hand
        self.stream: Any = None
        self.came = asyncio.Event()  # a vote, or a reader

    def take_vote(self, scope: Message, body: bytes, say: Callable[[Reply], None]) -> None:
        self.bodies.append(body)
        self.came.set()
        if self.keeps:
            self.waiting.append(say)
        else:
            say(STORED)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["path"].endswith("/phone"):
            self.stream = Stream(send, "phone", None, scope["extensions"][WIRE])
            self.stream.open(b": hello\n\n")
            self.came.set()
            await self.stream.hold(receive)
            return
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": OLD_WAY})


class Browser:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    def send(self, head: str, body: bytes = b"", version: str = "1.1", **headers: str) -> None:
        told = {"Host": "x", "Content_Length": str(len(body)), **headers}
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items())
        self.writer.write(f"{head} HTTP/{version}\r\n{lines}\r\n".encode() + body)

    async def reply(self) -> tuple[bytes, bytes]:
        """The next head, and the bytes of its body as they come."""
        head = await self.reader.readuntil(b"\r\n\r\n")
        lines = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
        if b"content-length" in lines:
            return head, await self.reader.readexactly(int(lines[b"content-length"]))
        size = int(await self.reader.readline(), 16)
        body = await self.reader.readexactly(size)
        await self.reader.readuntil(b"0\r\n\r\n")
        return head, body


async def until(true: Callable[[], bool]) -> None:
    """Let the server work until something holds, of which it has no event."""
    while not true():  # noqa: ASYNC110  see above
        await asyncio.sleep(0.005)


async def leave(one: Browser, server: uvicorn.Server) -> None:
    """Go without a word, and wait until the server has noticed."""
    one.writer.transport.abort()
    await until(lambda: not server.server_state.connections)


Site = tuple[App, Callable[[], Awaitable[Browser]], uvicorn.Server]


@asynccontextmanager
async def site(*, access_log: bool = False) -> AsyncIterator[Site]:
    app, port = App(), free_port()
    config = uvicorn.Config(
        app,
        port=port,
        http=Protocol,
        lifespan="off",
        log_config=None,
        access_log=access_log,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    browsers: list[Browser] = []

    async def browser() -> Browser:
        browsers.append(Browser(*await asyncio.open_connection("127.0.0.1", port)))
        return browsers[-1]

    try:
        yield app, browser, server
    finally:
        for one in browsers:
            one.writer.close()
        server.should_exit = True
        await task


def on_site(test: Callable[[App, Callable[[], Awaitable[Browser]]], Awaitable[None]]) -> None:
    async def run() -> None:
        async with site() as (app, browser, _), asyncio.timeout(10):
            await test(app, browser)

    loops.run(run())
