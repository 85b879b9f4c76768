"""One open stream: bytes that are written from outside, until somebody ends it."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from random import randint
from uuid import UUID

from live.stream.protocol import Wire
from live.stream.replies import SAFE
from live.stream.requests import Receive, Send

HEADERS = [(b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no"), *SAFE]
BACK = (1000, 5000)  # ms: who lost a stream comes back at a moment in between, not all at once
PATIENCE = 15  # seconds in which who did not read may still read the end


class Stream:
    """A browser that listens.

    Writing never waits: who is so far behind that the server would have to is let go, and comes
    back to the log where they stopped reading.
    """

    __slots__ = ("_send", "_task", "_wire", "ended", "player", "view")

    def __init__(
        self, send: Send, view: str, player: UUID | None, wire: Wire | None = None
    ) -> None:
        self.view, self.player = view, player  # None: nobody's in particular
        self.ended = False
        self._send, self._wire = send, wire
        task = asyncio.current_task()
        assert task, "a stream lives in the task of its request"
        self._task = task

    def open(self, frames: bytes) -> None:
        """Begin the answer with what there is to say at once."""
        self._now({"type": "http.response.start", "status": 200, "headers": HEADERS})
        self.write(b"retry: %d\n\n%b" % (randint(*BACK), frames))  # noqa: S311  spreads, no secret

    def write(self, frames: bytes) -> None:
        """Hand bytes to the server; end the stream where it would have to wait for the reader."""
        if self._wire is None:
            self._now({"type": "http.response.body", "body": frames, "more_body": True})
        elif not self._wire.write(_chunk(frames)):
            self.end()

    def _now(self, message: dict[str, object]) -> None:
        # A server only waits here while its buffer for this reader is full. To step through it by
        # hand costs a quarter of what a task for each reader and event would.
        sending = self._send(message)
        step = sending.__await__()
        try:
            next(step)
        except StopIteration:
            return
        except OSError:  # the reader has gone
            pass
        step.close()
        self.end()

    def end(self) -> None:
        """Let go of the reader."""
        if not self.ended:
            self.ended = True
            self._task.cancel()

    async def hold(self, receive: Receive) -> None:
        """Stay until the reader has gone or the stream is ended; then close the answer."""
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            await self._close()

    async def _close(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._send({"type": "http.response.body", "body": b"", "more_body": False})
        except (TimeoutError, OSError):
            pass  # the server then drops the connection


@lru_cache(maxsize=8)
def _chunk(frames: bytes) -> bytes:
    """As HTTP has a part of an answer: made once for all streams of a view."""
    return b"%x\r\n%b\r\n" % (len(frames), frames) if frames else b""  # an empty one is the end
