"""The least that a live classroom can be in Python, as a yardstick: one loop, and no rule at all.

    GET /events        a stream of events
    GET /host          a stream of how many said what, after each commit
    POST /show         writes its body to every stream
    POST /answer?u=N   is answered when the row is durable; rows that wait are committed together

`python -m bench.live_minimal PORT FILE`, with the database in FILE.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from collections import Counter
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import parse_qs

STREAM = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n:\n\n"
DONE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
TABLE = "CREATE TABLE answers (who, question, said, PRIMARY KEY (who, question)) WITHOUT ROWID"
Row = tuple[str, int, str]


class Classroom:
    """All that is open, and the thread that writes."""

    def __init__(self, file: str) -> None:
        self.streams: set[asyncio.Transport] = set()
        self.hosts: set[asyncio.Transport] = set()
        self._said: Counter[str] = Counter()
        self.answers: SimpleQueue[tuple[asyncio.Transport, Row]] = SimpleQueue()
        self.question = 0
        self._loop = asyncio.get_running_loop()
        Thread(target=self._write, args=[file], daemon=True).start()

    def show(self, event: bytes) -> None:
        self.question += 1
        self._said.clear()
        for stream in self.streams:
            stream.write(event)

    def _write(self, file: str) -> None:
        database = sqlite3.connect(file, isolation_level=None)
        database.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; {TABLE}")
        while True:
            group = self._waiting()
            database.execute("BEGIN IMMEDIATE")
            rows = [row for _, row in group]
            database.executemany("INSERT OR IGNORE INTO answers VALUES (?, ?, ?)", rows)
            database.execute("COMMIT")
            self._loop.call_soon_threadsafe(self._acknowledge, group)

    def _acknowledge(self, group: list[tuple[asyncio.Transport, Row]]) -> None:
        for wire, (_, _, said) in group:
            wire.write(DONE)
            self._said[said] += 1
        told = json.dumps({"voted": self._said.total(), "said": self._said})
        for host in self.hosts:
            host.write(f"event: count\ndata: {told}\n\n".encode())

    def _waiting(self) -> list[tuple[asyncio.Transport, Row]]:
        group = [self.answers.get()]
        while True:
            try:
                group.append(self.answers.get_nowait())
            except Empty:
                return group


class Wire(asyncio.Protocol):
    """One connection."""

    def __init__(self, classroom: Classroom) -> None:
        self._classroom, self._got = classroom, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, fault: Exception | None) -> None:
        self._classroom.streams.discard(self._transport)
        self._classroom.hosts.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._got += data
        head, end, rest = self._got.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
        if end and len(rest) >= length:
            self._got = rest[length:]
            self._answer(head.split(b" ", 2)[1].decode(), rest[:length])

    def _answer(self, path: str, body: bytes) -> None:
        if path == "/events":
            self._transport.write(STREAM)
            self._classroom.streams.add(self._transport)
        elif path == "/host":
            self._transport.write(STREAM)
            self._classroom.hosts.add(self._transport)
        elif path == "/show":
            self._classroom.show(body)
            self._transport.write(DONE)
        else:
            who = parse_qs(path.partition("?")[2])["u"][0]
            [said] = parse_qs(body.decode())["A"]
            row = who, self._classroom.question, said
            self._classroom.answers.put((self._transport, row))


async def serve(port: int, file: str) -> None:
    """Serve for ever."""
    classroom = Classroom(file)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Wire(classroom), "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2]))
