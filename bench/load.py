"""Clients that ask again as soon as they are answered: eight connections of this process."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from bench.connections import Connection, Reply
from bench.cpu import Usage, metered
from bench.servers import Server

CONNECTIONS = 8
Job = TypeVar("Job")
Result = TypeVar("Result")


class WrongReply(Exception):
    """A reply with another status than the one that was measured for."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What was sent at once: how long each waited (seconds), what was used, and the replies."""

    waits: list[float]
    usage: Usage
    replies: list[Reply]


def steady(server: Server, requests: Sequence[bytes], seconds: float, most: int) -> Burst:
    """Send these requests over and over, for `seconds` and at most `most` times in all.

    Each time through all `requests` counts as one. Every reply must be 200.
    """
    deadline = time.perf_counter() + seconds

    def client(connection: Connection) -> list[float]:
        waits: list[float] = []
        while time.perf_counter() < deadline and len(waits) < most // CONNECTIONS:
            start = time.perf_counter()
            for request in requests:
                _checked(connection.send(request), 200)
            waits.append(time.perf_counter() - start)
        return waits

    with metered(server.pid) as usage:
        waits = at_once(server, [client] * CONNECTIONS, lambda job, wire: job(wire))
    return Burst(list(chain.from_iterable(waits)), usage, [])


def burst(server: Server, requests: Sequence[bytes], status: int) -> Burst:
    """Send each request once, as fast as the connections are answered."""

    def client(request: bytes, connection: Connection) -> tuple[float, Reply]:
        start = time.perf_counter()
        reply = _checked(connection.send(request), status)
        return time.perf_counter() - start, reply

    with metered(server.pid) as usage:
        done = at_once(server, requests, client)
    return Burst([wait for wait, _ in done], usage, [reply for _, reply in done])


def at_once(
    server: Server, jobs: Sequence[Job], do: Callable[[Job, Connection], Result]
) -> list[Result]:
    """Do the jobs over eight connections; the results in the order of the jobs."""
    results: dict[int, Result] = {}
    left = iter(range(len(jobs)))  # shared: each connection takes the next

    def worker() -> None:
        connection = Connection(server.port)
        for number in left:
            results[number] = do(jobs[number], connection)
        connection.close()

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for done in [pool.submit(worker) for _ in range(CONNECTIONS)]:
            done.result()
    return [results[number] for number in range(len(jobs))]


def _checked(reply: Reply, status: int) -> Reply:
    if reply.status != status:
        first = reply.body[:300].decode(errors="replace")
        raise WrongReply(f"wanted {status}, got {reply.status}: {first}")
    return reply
