"""A stream as a page holds it: by the rules of EventSource, and the script around it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping

from rehearsal.asking import get, wait
from rehearsal.blocks import Block, Blocks

DEFAULT = 3000  # ms until a browser comes back that was told nothing else
ANSWER = 20.0  # seconds for the head of the answer

Hear = Callable[[Block], None]


class _Wire(asyncio.Protocol):
    """One connection of a source."""

    def __init__(self, request: bytes, hear: Callable[[list[Block]], None]) -> None:
        loop = asyncio.get_running_loop()
        self.status: asyncio.Future[int] = loop.create_future()
        self.lost: asyncio.Future[None] = loop.create_future()
        self._request, self._hear = request, hear
        self._head, self._blocks = b"", Blocks()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if not self.status.done():
            head, end, data = (self._head + data).partition(b"\r\n\r\n")
            if not end:
                self._head = head
                return
            self.status.set_result(int(head[9:12]))
        if self.status.result() == 200:
            self._hear(self._blocks.feed(data))
        if self._blocks.ended:
            self.transport.close()

    def connection_lost(self, fault: Exception | None) -> None:
        if not self.status.done():
            self.status.set_result(0)
        if not self.lost.done():
            self.lost.set_result(None)


class Source:
    """Stays until it is closed. Notes what no reader of a log may see: a gap, or a number again."""

    def __init__(
        self, port: int, path: str, cookies: Mapping[str, str], hear: Hear | None = None
    ) -> None:
        self._port, self._path, self._cookies = port, path, cookies
        self._address = path
        self._hear = hear
        self.seq = 0
        self.is_open = False
        self.opened_at = 0.0  # the last time
        self.was_cut = False
        self.refusals: list[int] = []
        self.faults: list[str] = []
        self.last: dict[str, tuple[float, Block]] = {}  # by kind
        self.phase_at: dict[int, float] = {}  # when the phase of this number came
        self.counts: list[tuple[float, int]] = []  # when how many had voted
        self._retry = DEFAULT
        self._wire: _Wire | None = None
        self._online = asyncio.Event()
        self._online.set()
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Begin to listen."""
        self._task = asyncio.get_running_loop().create_task(self._stay())

    def close(self) -> None:
        """Listen no more."""
        if self._task:
            self._task.cancel()
        self._hang_up()

    @property
    def is_online(self) -> bool:
        """Whether its device has a network."""
        return self._online.is_set()

    async def online(self) -> None:
        """Wait for the network."""
        await self._online.wait()

    def cut(self) -> None:
        """Take the device off the network."""
        self.was_cut = True
        self._online.clear()
        self._hang_up()

    def mend(self) -> None:
        """Give it its network back."""
        self._online.set()

    def _hang_up(self) -> None:
        if self._wire:
            self._wire.transport.abort()

    async def _stay(self) -> None:
        tries, fresh = 0, True
        while True:
            await self._online.wait()
            status = await self._listen(fresh)
            self.is_open = False
            # A browser comes back to what broke. What was refused the page opens anew.
            fresh = status not in {0, 200}
            if fresh:
                self.refusals.append(status)
                await asyncio.sleep(wait(tries))
                tries += 1
            elif self.is_online:
                tries = 0
                await asyncio.sleep(self._retry / 1000)
            else:
                fresh = True  # the event `online` opens it anew, at once

    async def _listen(self, fresh: bool) -> int:
        """Until it ends; the status of the answer, 0 where there was none."""
        if fresh:
            self._address = f"{self._path}?after={self.seq}" if self.seq else self._path
        told = {} if fresh or not self.seq else {"Last_Event_ID": str(self.seq)}
        request = get(self._address, self._cookies, **told)
        loop = asyncio.get_running_loop()
        try:
            _, wire = await loop.create_connection(
                lambda: _Wire(request, self._heard), "127.0.0.1", self._port
            )
        except OSError:
            return 0
        self._wire = wire
        return await self._until_lost(wire)

    async def _until_lost(self, wire: _Wire) -> int:
        try:
            async with asyncio.timeout(ANSWER):
                status = await asyncio.shield(wire.status)
        except TimeoutError:
            wire.transport.abort()
            return 0
        if status != 200:
            wire.transport.abort()
            return status
        self.is_open, self.opened_at = True, time.perf_counter()
        await wire.lost
        return status

    def _heard(self, blocks: list[Block]) -> None:
        for block in blocks:
            self._retry = block.retry or self._retry
            if block.seq is not None:
                self._count(block.seq)
            if block.kind:
                self._note(block)

    def _note(self, block: Block) -> None:
        now = time.perf_counter()
        self.last[block.kind] = (now, block)
        if block.kind == "phase" and block.seq is not None:
            self.phase_at.setdefault(block.seq, now)
        elif block.kind == "count":
            self.counts.append((now, block.said["voted"]))
        if self._hear:
            self._hear(block)

    def _count(self, seq: int) -> None:
        if self.seq and seq > self.seq + 1:
            self.faults.append(f"a gap from {self.seq} to {seq}")
        if seq <= self.seq:
            self.faults.append(f"{seq} came again after {self.seq}")
        self.seq = max(self.seq, seq)
