"""The short way of votes, and what does not go it."""

from __future__ import annotations

import asyncio
import gc
import weakref
from typing import Any

import pytest

from live.stream.protocol import SHORT
from live.stream.replies import Reply, problem
from tests import loops
from tests.live.stream.sites import OLD_WAY, PATH, STORED, App, leave, on_site, site, until


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
    ("head", "size"),
    [
        (f"GET {PATH}", 0),
        ("POST /classes/vote", 1),
        ("POST /live/stream/x/phones", 1),
        (f"POST {PATH}", SHORT + 1),
    ],
)
def test_all_else_goes_the_old_way(head: str, size: int) -> None:
    async def test(app: App, browser: Any) -> None:
        one = await browser()
        one.send(head, b"x" * size)
        assert (await one.reply())[1] == OLD_WAY
        assert not app.bodies

    on_site(test)


def test_who_waits_to_be_told_to_go_on_goes_the_old_way() -> None:
    async def test(app: App, browser: Any) -> None:
        one = await browser()
        one.send(f"POST {PATH}", b"x", Expect="100-continue")
        assert b"100 Continue" in await one.reader.readuntil(b"\r\n\r\n")
        assert (await one.reply())[1] == OLD_WAY
        assert not app.bodies

    on_site(test)


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
            await leave(one, server)
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
            await until(lambda: bool(server.server_state.connections))
            await asyncio.sleep(0.05)
            [found] = map(weakref.ref, server.server_state.connections)
            await leave(one, server)
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
