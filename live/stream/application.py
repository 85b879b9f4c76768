"""The ASGI application of /live/stream/: streams of rounds, and votes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from functools import partial

from live.stream import reading
from live.stream.bodies import submission, whole
from live.stream.database import OUTAGE, DatabaseThread
from live.stream.hub import Hub
from live.stream.moments import Moments
from live.stream.polls import Cast
from live.stream.replies import Refused, Reply, answer
from live.stream.requests import HOST, PHONE, VOTE, Message, Receive, Request, Send, Target
from live.stream.seating import player_of, refuse_others
from live.stream.streams import Stream
from live.stream.votes import AWAY, BROKEN, BallotBox

logger = logging.getLogger(__name__)
HEALTH = "/live/stream/healthz"  # for proxies
HEALTHY = Reply(200, b"ok\n", kind=b"text/plain; charset=utf-8")
NO_ADDRESS = "There is no such address."
FOREIGN = "This comes from a page of another site."
SENT_AWAY = "You have no seat in this round any more."


class Live:
    """One process's part of all rounds."""

    def __init__(self) -> None:
        self._database = DatabaseThread()
        self._hub, self._moments = Hub(self._database), Moments()
        self._votes = BallotBox(self._database, self._hub.touch_round)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request; never with an exception."""
        if scope["type"] != "http":
            await _refuse_other(scope, receive, send)
            return
        try:
            reply = await self._answering(Request(scope), receive, send)
        except Exception as fault:
            reply = _of_fault(fault, scope["path"])
        if reply:
            await answer(send, reply)

    def take_vote(self, scope: Message, body: bytes, say: Callable[[Reply], None]) -> None:
        """Take a vote that is whole; `say` is called once, now or when it is stored.

        What live.stream.protocol calls in place of the application.
        """
        try:
            request, at = Request(scope), self._moments.now()
            target = _checked(request)
            player = player_of(request, target.round)
            self._votes.take(Cast(target.round, player, submission(request, body), at), say)
        except Exception as fault:
            say(_of_fault(fault, scope["path"]))

    def _answering(
        self, request: Request, receive: Receive, send: Send
    ) -> Coroutine[None, None, Reply | None]:
        """What gives the answer; None for a stream, which has had it. Raises Refused."""
        if request.path == HEALTH:
            return _healthy()
        target = _checked(request)
        if target.name == VOTE:
            return self._vote(request, target, receive)
        return self._stream(request, target, receive, send)

    async def _vote(self, request: Request, target: Target, receive: Receive) -> Reply:
        at = self._moments.now()
        player = player_of(request, target.round)
        sent = submission(request, await whole(receive))
        reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._votes.take(Cast(target.round, player, sent, at), partial(_settle, reply))
        return await reply

    async def _stream(self, request: Request, target: Target, receive: Receive, send: Send) -> None:
        player = player_of(request, target.round) if target.name == PHONE else None
        if target.name == HOST:
            refuse_others(request, target.round)
        channel = await self._hub.channel(target.round)
        # Read after the channel stands: who is sent away from now on is so by an event.
        if player and not await self._database.run(reading.may_sit, player, target.round):
            raise Refused(403, SENT_AWAY)
        stream = Stream(send, target.name, player, request.wire)
        channel.admit(stream, request.seen)
        self._hub.touch(channel)
        del request  # else it stays for as long as the reader
        try:
            await stream.hold(receive)
        finally:
            channel.leave(stream)

    def close(self) -> None:
        """Let go of everybody; what waits to be stored is stored."""
        self._hub.close()
        self._database.close()


async def _healthy() -> Reply:
    return HEALTHY


def _checked(request: Request) -> Target:
    """Where a request goes. Raises Refused where it may not go anywhere."""
    target = request.target
    if not request.host_is_ours:
        raise Refused(400, "This is no Host name of ours.")
    if target is None:
        raise Refused(404, NO_ADDRESS)
    allowed = "POST" if target.name == VOTE else "GET"
    if request.method != allowed:
        raise Refused(405, f"Use {allowed} here.", ((b"allow", allowed.encode()),))
    if request.is_foreign:
        raise Refused(403, FOREIGN)
    return target


def _settle(waited_for: asyncio.Future[Reply], reply: Reply) -> None:
    if not waited_for.done():  # the sender has gone
        waited_for.set_result(reply)


def _of_fault(fault: Exception, path: str) -> Reply:
    if isinstance(fault, Refused):
        return fault.reply
    if isinstance(fault, OUTAGE):
        logger.error("The database did not answer for a live round: %s", fault)
        return AWAY
    logger.error("Broken: %s", path, exc_info=fault)
    return BROKEN


async def _refuse_other(scope: Message, receive: Receive, send: Send) -> None:
    """No WebSocket is taken; a lifespan has nothing to begin or to end."""
    await receive()
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    elif scope["type"] == "lifespan":
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
