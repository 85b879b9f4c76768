"""Looks at a class, each timed in a process of its own. Imported when Django is set up there."""

from __future__ import annotations

import functools
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test import Client

from bench.cpu import parent, tree
from bench.crowds import crowd
from classrooms.models import Membership

LONGEST = 10.0  # seconds for one kind of look, but for the first two
PAGE = os.sysconf("SC_PAGE_SIZE")  # bytes; of /proc
# What a database needs at least for one number a question: its learners' answers by the indexes.
AGGREGATE = """
    SELECT a.question, count(*), sum(a.points), sum(a.max_points)
    FROM classrooms_membership m
    JOIN quizzes_attempt t ON t.learner_id = m.user_id
    JOIN quizzes_answer a ON a.attempt_id = t.id
    WHERE m.classroom_id = %s AND m.role = 'learner' AND m.ended_at IS NULL
    GROUP BY a.question
"""


def main(learners: int, rounds: int) -> None:
    """Print what each look at a class of so many learners took, as one line of JSON."""
    owner = crowd(learners)
    client = Client(headers={"host": "localhost"})
    client.force_login(owner.user)
    base = f"/classes/{owner.classroom.uid}/"
    taken: dict[str, Any] = {
        "anew": _each(lambda: _anew(client, f"{base}dashboard/"), rounds),
        "page": _each(lambda: _get(client, f"{base}dashboard/"), rounds),
        "sql": _each(lambda: _aggregate(owner), rounds),
        "questions anew": _each(lambda: _anew(client, f"{base}questions/"), rounds),
        "questions": _each(lambda: _get(client, f"{base}questions/"), rounds),
        "export": _export(client, f"{base}csv/answers.csv"),
    }
    json.dump(taken, sys.stdout)


def _each(look: Callable[[], None], rounds: int) -> list[tuple[float, float]]:
    """Wall and CPU seconds of each look, after one that warms; fewer where they take long."""
    found: list[tuple[float, float]] = []
    deadline = time.perf_counter() + LONGEST
    while len(found) < 2 or (len(found) <= rounds and time.perf_counter() < deadline):
        wall, used = time.perf_counter(), _used()
        look()
        found.append((time.perf_counter() - wall, _used() - used))
    return found[1:]


def _used() -> float:
    """CPU seconds of this process, and of the database server where there is one."""
    return time.process_time() + tree(_postmaster())


@functools.cache
def _postmaster() -> int | None:
    """The process whose children answer queries; it runs for this bench alone."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return parent(cursor.fetchone()[0])


def _anew(client: Client, url: str) -> None:
    cache.clear()
    _get(client, url)


def _get(client: Client, url: str) -> None:
    reply = client.get(url)
    if reply.status_code != 200:
        raise RuntimeError(f"{url} answers {reply.status_code}")


def _aggregate(owner: Membership) -> None:
    with connection.cursor() as cursor:
        cursor.execute(AGGREGATE, [owner.classroom_id])
        cursor.fetchall()


def _export(client: Client, url: str) -> dict[str, float]:
    """How many rows an export has, how long it takes, and by how many MB the process grows."""
    reply: Any = client.get(url)
    start, rows, grown, first = time.perf_counter(), 0, 0, 0
    for _ in reply.streaming_content:
        rows += 1
        if rows % 5000 == 0:
            first = first or _resident()
            grown = max(grown, _resident() - first)
    return {"rows": rows - 2, "seconds": time.perf_counter() - start, "mb": grown / 1e6}


def _resident() -> int:
    """Bytes of this process in memory; 0 where there is no /proc."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0
