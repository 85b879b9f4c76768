"""HTTP as uvicorn speaks it, with a short way for what comes by the thousand: votes, and frames.

    uvicorn --http live.stream.protocol:Protocol ...

A vote goes to the application when it is whole, and its answer to the browser in one write: a task
and four messages for each would take longer than all the rest of it. What a stream writes may have
been encoded once for all of them. Everything else goes the way of ASGI, and so does all of it where
another protocol serves.

The server reads this before it loads the application, so nothing of Django is imported here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

if TYPE_CHECKING:
    from uvicorn._types import ASGI3Application
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

    from live.stream.replies import Reply

    TakeVote = Callable[[Any, bytes, Callable[[Reply], None]], None]

LIVE, VOTE = "/live/stream/", "/vote"  # how the addresses of votes begin and end
SHORT = 4096  # bytes of a body; a longer one is none that a page of ours sends
WIRE = "stateguide.wire"  # an extension of the scope: a Wire


class Wire:
    """What a stream writes by itself, once its answer has begun."""

    __slots__ = ("_flow", "_transport")

    def __init__(self, cycle: RequestResponseCycle) -> None:
        self._flow, self._transport = cycle.flow, cycle.transport

    def write(self, chunk: bytes) -> bool:
        """Write a chunk as HTTP has it; False, and nothing written, to who is behind or gone."""
        if self._flow.write_paused or self._transport.is_closing():
            return False
        self._transport.write(chunk)
        return True


class Protocol(HttpToolsProtocol):
    """One connection."""

    _vote: RequestResponseCycle | None = None  # whose body is not whole yet
    _take: TakeVote

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        take: TakeVote | None = getattr(app, "take_vote", None)
        if take and not self.access_log and _is_short_vote(cycle):
            self._vote, self._take = cycle, take
            cycle.on_response = _nothing  # else the cycle and this would hold each other for long
            return
        if cycle.scope["path"].startswith(LIVE):
            cycle.scope["extensions"] = {WIRE: Wire(cycle)}  # type: ignore[dict-item]
        super()._start_asgi_task(cycle, app)

    def on_message_complete(self) -> None:
        super().on_message_complete()
        if vote := self._vote:
            self._vote = None
            self._take(vote.scope, bytes(vote.body), lambda reply: self._answer(vote, reply))

    def _answer(self, cycle: RequestResponseCycle, reply: Reply) -> None:
        if cycle.disconnected or self.transport.is_closing():
            return
        closing = b"" if cycle.keep_alive else b"connection: close\r\n"
        named = [b"%b: %b\r\n" % header for header in cycle.default_headers]
        head = (STATUS_LINE[reply.status], *named, reply.header_lines, closing)
        self.transport.write(b"".join((*head, b"\r\n", reply.body)))
        cycle.response_complete = True
        if not cycle.keep_alive:
            self.transport.close()
        self.on_response_complete()


def _is_short_vote(cycle: RequestResponseCycle) -> bool:
    """Whether it is a vote whose body is still to come, and small, from who reads our answers."""
    scope = cycle.scope
    if scope["method"] != "POST" or not scope["path"].startswith(LIVE):
        return False
    if not scope["path"].endswith(VOTE) or cycle.waiting_for_100_continue:
        return False
    if cycle.flow.write_paused:
        return False
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    return cycle.more_body and len(lengths) == 1 and int(lengths[0]) <= SHORT


def _nothing() -> None:
    """Told of nothing any more."""
