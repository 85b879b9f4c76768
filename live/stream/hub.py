"""All rounds that somebody listens to in this process, and what keeps them up to date."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine, Iterable
from contextlib import aclosing
from uuid import UUID

from live.stream import reading
from live.stream.channels import Channel
from live.stream.counts import counted
from live.stream.database import OUTAGE, DatabaseThread
from live.stream.frames import BEAT
from live.stream.replies import Refused
from live.stream.wakes import wakes

logger = logging.getLogger(__name__)
HEARTBEAT = 15  # seconds
UNKNOWN = "There is no such round."


class Hub:
    """The channels. While there are any, one task follows the log, and one keeps streams alive."""

    def __init__(self, database: DatabaseThread) -> None:
        self._database = database
        self._channels: dict[UUID, Channel] = {}
        self._opening: dict[UUID, asyncio.Task[Channel]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._due: set[int] = set()  # rounds whose counts may have changed
        self._counting: set[int] = set()

    async def channel(self, round_: UUID) -> Channel:
        """The channel of a round. Raises Refused where there is no such round."""
        if found := self._channels.get(round_):
            return found
        if round_ not in self._opening:  # a thousand who come at once read the log once
            task = asyncio.create_task(self._open(round_))
            self._opening[round_] = task
            task.add_done_callback(lambda _: self._opening.pop(round_))
        return await asyncio.shield(self._opening[round_])

    async def _open(self, round_: UUID) -> Channel:
        found = await self._database.run(reading.opened, round_)
        if found is None:
            raise Refused(404, UNKNOWN)
        channel = self._channels[round_] = Channel(found)
        if not self._tasks:
            self._keep(self._follow())
            self._keep(self._beat())
        await self._look([channel])  # a wake that came while it was read woke nobody
        return channel

    def _keep(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _follow(self) -> None:
        """Look whenever there may be something new."""
        async with aclosing(wakes(self._database)) as woken:
            async for pks in woken:
                found = [one for one in self._channels.values() if pks is None or one.pk in pks]
                try:
                    await self._look(found)
                except OUTAGE:
                    logger.warning("The log of live rounds cannot be read now")

    async def _look(self, channels: Iterable[Channel]) -> None:
        by_key = {channel.pk: channel for channel in channels}
        if not by_key:
            return
        seen = {pk: channel.seq for pk, channel in by_key.items()}
        for pk, events in (await self._database.run(reading.news, seen)).items():
            for event in events:
                by_key[pk].happened(event)
        for channel in by_key.values():
            self.touch(channel)

    async def _beat(self) -> None:
        """Let readers and whatever stands between know that the stream lives."""
        while self._channels:
            await asyncio.sleep(HEARTBEAT)
            for round_, channel in list(self._channels.items()):
                channel.write_all(BEAT)
                if channel.is_empty:
                    del self._channels[round_]
        self.close()

    def touch_round(self, pk: int) -> None:
        """Say that votes of a round were stored here."""
        for channel in self._channels.values():
            if channel.pk == pk:
                self.touch(channel)

    def touch(self, channel: Channel) -> None:
        """Count a round again, as soon as its tempo allows."""
        if channel.is_counted:
            self._due.add(channel.pk)
            if channel.pk not in self._counting:
                self._counting.add(channel.pk)
                self._keep(self._count(channel))

    async def _count(self, channel: Channel) -> None:
        try:
            while channel.pk in self._due:
                await asyncio.sleep(channel.tempo.wait(time.monotonic()))
                self._due.discard(channel.pk)
                news = channel.count(await self._database.run(counted, channel.pk))
                channel.tempo.counted(time.monotonic(), news=news)
        except OUTAGE:
            logger.warning("A live round cannot be counted now")
        finally:
            self._counting.discard(channel.pk)

    def close(self) -> None:
        """Let go of everybody and look no more."""
        for channel in self._channels.values():
            channel.end()
        self._channels.clear()
        for task in [*self._tasks, *self._opening.values()]:
            task.cancel()
