"""What a database can do: durable commits of one row each, one after the other."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bench.cpu import metered
from bench.load import Burst
from bench.rounds import Sample

TABLE = "CREATE TABLE IF NOT EXISTS commits (id {key}, learner int, question int, points int)"
INDEX = "CREATE INDEX IF NOT EXISTS commits_by_learner ON commits (learner, question)"


def on_sqlite(file: Path, seconds: float, most: int) -> Sample:
    """Commits to a SQLite file as the app writes it: WAL, synchronous FULL, IMMEDIATE."""
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute(TABLE.format(key="integer PRIMARY KEY"))
        database.execute(INDEX)

        def commit(number: int) -> None:
            row = (number * 7919 % 5000, number % 200, number % 4)
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO commits VALUES (NULL, ?, ?, ?)", row)
            database.execute("COMMIT")

        return _loop(commit, seconds, most)


def on_postgresql(url: str, seconds: float, most: int) -> Sample:
    """Commits to a PostgreSQL server, by one prepared statement."""
    import psycopg  # noqa: PLC0415  only where there is a server

    insert = "INSERT INTO commits (learner, question, points) VALUES (%s, %s, %s)"
    with psycopg.connect(url.replace("postgres:", "postgresql:"), autocommit=True) as database:
        database.execute(TABLE.format(key="bigserial PRIMARY KEY").encode())
        database.execute(INDEX)

        def commit(number: int) -> None:
            row = (number * 7919 % 5000, number % 200, number % 4)
            database.execute(insert, row, prepare=True)

        return _loop(commit, seconds, most)


def _loop(commit: Callable[[int], None], seconds: float, most: int) -> Sample:
    waits: list[float] = []
    with metered() as usage:
        deadline = time.perf_counter() + seconds
        while (start := time.perf_counter()) < deadline and len(waits) < most:
            commit(len(waits))
            waits.append(time.perf_counter() - start)
    return Sample.of([Burst(waits, usage, [])])
