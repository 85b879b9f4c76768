"""The short way of votes and frames, with applications that do nothing else."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn

from live.stream.protocol import SHORT, WIRE, Protocol
from live.stream.replies import Reply, problem
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
    while not server.started:  # noqa: ASYNC110  it has no event for that
        await asyncio.sleep(0.005)

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


def test_a_vote_is_answered_in_one_write_and_the_connection_stays() -> None:
    async def test(app: App, browser: Any) -> None:
        one = await browser()
        for number in (b"1", b"2" * SHORT):
            one.send(f"POST {PATH}", number)
            head, body = await one.reply()
            assert head.startswith(b"HTTP/1.1 200 OK\r\n")
            assert b"\r\ndate: " in head
            assert b"\r\ncache-control: no-store\r\n" in head
            assert body == STORED.body
        assert app.bodies == [b"1", b"2" * SHORT]

    on_site(test)


def test_a_body_in_pieces_is_whole_when_it_is_handed_over() -> None:
    async def test(app: App, browser: Any) -> None:
        one = await browser()
        one.send(f"POST {PATH}", b"first,", Content_Length="12")
        await asyncio.sleep(0.05)
        assert not app.bodies
        one.writer.write(b"second")
        assert (await one.reply())[1] == STORED.body
        assert app.bodies == [b"first,second"]

    on_site(test)


@pytest.mark.parametrize(
    ("head", "size", "headers"),
    [
        (f"GET {PATH}", 0, {}),
        ("POST /classes/vote", 1, {}),
        ("POST /live/stream/x/phones", 1, {}),
        (f"POST {PATH}", SHORT + 1, {}),
        (f"POST {PATH}", 1, {"Expect": "100-continue"}),
    ],
)
def test_all_else_goes_the_old_way(head: str, size: int, headers: dict[str, str]) -> None:
    async def test(app: App, browser: Any) -> None:
        one = await browser()
        one.send(head, b"x" * size, **headers)
        told = await one.reply()
        if "Expect" in headers:
            assert b"100 Continue" in told[0]
        else:
            assert told[1] == OLD_WAY
        assert not app.bodies

    async def continued(app: App, browser: Any) -> None:
        one = await browser()
        one.send(head, b"x" * size, **headers)
        assert b"100 Continue" in await one.reader.readuntil(b"\r\n\r\n")
        assert (await one.reply())[1] == OLD_WAY
        assert not app.bodies

    on_site(continued if "Expect" in headers else test)


def test_a_body_of_unknown_length_goes_the_old_way() -> None:
    async def test(app: App, browser: Any) -> None:
        one = await browser()
        one.writer.write(
            f"POST {PATH} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            "3\r\nabc\r\n0\r\n\r\n".encode()
        )
        assert (await one.reply())[1] == OLD_WAY
        assert not app.bodies

    on_site(test)


def test_requests_that_come_together_are_answered_in_order() -> None:
    async def test(app: App, browser: Any) -> None:
        app.keeps = True
        one = await browser()
        one.send(f"POST {PATH}", b"1")
        one.send("GET /elsewhere")
        one.send(f"POST {PATH}", b"3")
        await app.came.wait()
        await asyncio.sleep(0.05)
        app.waiting.pop()(problem(409, "closed"))
        assert b" 409 " in (await one.reply())[0]
        for _ in range(2):  # what waited behind it has its body already, so it goes the old way
            assert (await one.reply())[1] == OLD_WAY
        assert app.bodies == [b"1"]

    on_site(test)


def test_who_asks_for_no_more_is_left_alone() -> None:
    async def test(app: App, browser: Any) -> None:
        one = await browser()
        one.send(f"POST {PATH}", b"1", Connection="close")
        head, body = await one.reply()
        assert b"\r\nconnection: close\r\n" in head
        assert body == STORED.body
        assert await one.reader.read() == b""
        old = await browser()
        old.send(f"POST {PATH}", b"1", version="1.0")
        assert (await old.reply())[1] == STORED.body
        assert await old.reader.read() == b""

    on_site(test)


def test_an_answer_to_who_has_gone_goes_nowhere() -> None:
    async def test() -> None:
        async with site() as (app, browser, server), asyncio.timeout(10):
            app.keeps = True
            one = await browser()
            one.send(f"POST {PATH}", b"1")
            await app.came.wait()
            one.writer.transport.abort()
            while server.server_state.connections:  # noqa: ASYNC110  it has no event for that
                await asyncio.sleep(0.005)
            app.waiting.pop()(STORED)
            assert server.server_state.total_requests == 0

    loops.run(test())


@pytest.mark.parametrize("body", [b"a", b"abc"])
def test_nothing_is_kept_of_who_has_gone(body: bytes) -> None:
    async def test() -> None:
        async with site() as (app, browser, server), asyncio.timeout(10):
            app.keeps = True
            one = await browser()
            one.send(f"POST {PATH}", body, Content_Length="3")
            while not server.server_state.connections:  # noqa: ASYNC110  it has no event for that
                await asyncio.sleep(0.005)
            await asyncio.sleep(0.05)
            [found] = map(weakref.ref, server.server_state.connections)
            one.writer.transport.abort()
            while server.server_state.connections:  # noqa: ASYNC110  it has no event for that
                await asyncio.sleep(0.005)
            while app.waiting:
                app.waiting.pop()(STORED)
            await asyncio.sleep(0.05)
            assert found() is None

    gc.collect()
    gc.disable()  # as good as: in a live process it looks seldom
    try:
        loops.run(test())
    finally:
        gc.enable()


def test_who_does_not_read_answers_gets_no_more_of_them() -> None:
    async def test(app: App, browser: Any) -> None:
        one = await browser()
        one.reader._transport.pause_reading()
        long = Reply(200, b"x" * 100_000, kind=b"application/json")
        app.keeps = True
        for number in range(300):  # the kernel holds some megabytes of them
            app.came.clear()
            one.send(f"POST {PATH}", str(number).encode())
            try:
                async with asyncio.timeout(0.3):
                    await app.came.wait()
            except TimeoutError:
                break
            app.waiting.pop()(long)
        assert len(app.bodies) < 300

    on_site(test)


def test_a_server_that_logs_requests_logs_votes() -> None:
    async def test() -> None:
        async with site(access_log=True) as (app, browser, _), asyncio.timeout(10):
            one = await browser()
            one.send(f"POST {PATH}", b"1")
            assert (await one.reply())[1] == OLD_WAY
            assert not app.bodies

    loops.run(test())


def test_a_server_that_ends_answers_votes_that_wait() -> None:
    async def test() -> None:
        async with site() as (app, browser, server), asyncio.timeout(10):
            app.keeps = True
            one = await browser()
            one.send(f"POST {PATH}", b"1")
            await app.came.wait()
            server.should_exit = True
            await asyncio.sleep(0.2)
            app.waiting.pop()(STORED)
            head, body = await one.reply()
            assert b"connection: close" in head
            assert body == STORED.body

    loops.run(test())


def test_who_does_not_read_is_let_go_and_nobody_waits_for_them() -> None:
    async def test(app: App, browser: Any) -> None:
        lazy = await browser()
        lazy.reader._transport.pause_reading()
        lazy.send("GET /live/stream/x/phone")
        await app.came.wait()
        for _ in range(2000):  # the kernel holds some megabytes of it
            app.stream.write(b"data: %b\n\n" % (b"x" * 20_000))
            if app.stream.ended:
                break
            await asyncio.sleep(0)
        assert app.stream.ended
        lazy.reader._transport.resume_reading()

    on_site(test)


def test_a_stream_with_a_request_behind_it_ends_when_its_reader_has_gone() -> None:
    async def test() -> None:
        async with site() as (app, browser, server), asyncio.timeout(10):
            one = await browser()
            one.send("GET /live/stream/x/phone")
            one.send("GET /elsewhere")
            await app.came.wait()
            one.writer.transport.abort()
            while server.server_state.connections:  # noqa: ASYNC110  it has no event for that
                await asyncio.sleep(0.005)
            app.stream.write(b"data: 1\n\n")
            assert app.stream.ended

    loops.run(test())


def test_frames_come_as_they_were_written() -> None:
    async def test(app: App, browser: Any) -> None:
        one = await browser()
        one.send("GET /live/stream/x/phone")
        await app.came.wait()
        app.stream.write(b"")  # which must not look like the end
        app.stream.write(b"data: 1\n\n")
        app.stream.end()
        head = await one.reader.readuntil(b"\r\n\r\n")
        assert b"text/event-stream" in head
        got = await one.reader.readuntil(b"0\r\n\r\n")
        assert got.endswith(b"\r\n9\r\ndata: 1\n\n\r\n0\r\n\r\n")

    on_site(test)
