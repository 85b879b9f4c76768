"""Frames that are written as they were encoded once, and who is let go."""

from __future__ import annotations

import asyncio
from typing import Any

from tests import loops
from tests.live.stream.sites import App, leave, on_site, site


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
            await leave(one, server)
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
