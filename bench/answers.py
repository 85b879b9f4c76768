"""Answering: how much of a database's rate of durable commits is left for graded answers."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from uuid import UUID

from bench import commits
from bench.cohorts import Cohort
from bench.rounds import Figure, Round, Sample, compared, in_turn
from bench.scale import Scale
from bench.servers import APP, Server, environment, prepare, serving
from bench.slugs import lesson_slugs
from verify import postgresql

TARGET = 0.12
STORED = "SELECT submission, attempt_id, number FROM quizzes_answer"
NO_SERVER = "answer_vs_commit (PostgreSQL)  no server is installed (Debian's package: postgresql)"
Row = tuple[UUID, UUID, int]  # submission, attempt, number


class LostOrDouble(Exception):
    """What is stored is not what was acknowledged."""


@dataclass(frozen=True, slots=True)
class Database:
    """A kind of database: how the app is told of it, and how it is asked directly."""

    name: str
    settings: dict[str, str]
    commit: Callable[[float, int], Sample]
    rows: Callable[[], list[Row]]


def measure(folder: Path, scale: Scale) -> Iterator[Figure | str]:
    """On SQLite and on PostgreSQL, both as durable as operators get them."""
    yield from on(sqlite(folder), folder, scale)
    if (programs := postgresql.programs()) is None:
        yield NO_SERVER
        return
    with postgresql.server(programs, postgresql.DURABLE) as url:
        yield from on(_postgresql(url), folder, scale)


def on(database: Database, folder: Path, scale: Scale) -> Iterator[Figure]:
    """On one database: answers within an attempt, and those that open one."""
    told = environment(folder, **database.settings)
    prepare(told)
    with serving(APP, told) as server:
        sent = _Sent(server, scale.learners)
        sent.cohort()  # warms the server; what it sends is checked like all else
        pairs = in_turn(
            sent.cohort, lambda: database.commit(scale.seconds, scale.most), scale.rounds
        )
    first = [Round(opened, floor) for (opened, _), floor in pairs]
    later = [Round(rest, floor) for (_, rest), floor in pairs]
    notes = check(database.rows(), sent.acknowledged)
    yield compared(f"answer_vs_commit ({database.name})", later, least=TARGET, notes=notes)
    yield compared("  a first answer", first, notes="with its guest and its attempt")


class _Sent:
    """All that was sent to one server."""

    def __init__(self, server: Server, learners: int) -> None:
        self.server = server
        self.quizzes = list(islice(cycle(lesson_slugs()), learners))
        self.acknowledged: list[UUID] = []

    def cohort(self) -> tuple[Sample, Sample]:
        """Let fresh learners answer from their first question to the last."""
        cohort = Cohort(self.server, self.quizzes)
        first, *later = list(iter(cohort.answer_together, None))
        self.acknowledged += cohort.acknowledged
        return Sample.of([first]), Sample.of(later)


def check(rows: Sequence[Row], acknowledged: Sequence[UUID]) -> str:
    """Say how many were stored. Raises LostOrDouble unless they are those acknowledged, once."""
    stored = Counter(submission for submission, _, _ in rows)
    places = Counter((attempt, number) for _, attempt, number in rows)
    lost = len(set(acknowledged) - set(stored))
    double = len(rows) - min(len(stored), len(places))
    if lost or double or len(stored) != len(acknowledged):
        raise LostOrDouble(
            f"{len(acknowledged)} acknowledged, {len(stored)} stored, {lost} lost, {double} double"
        )
    return f"{len(rows)} acknowledged = stored, none double"


def sqlite(folder: Path) -> Database:
    """The file that the app makes in its data folder."""

    def rows() -> list[Row]:
        with closing(sqlite3.connect(folder / "stateguide.sqlite3")) as database:
            return _rows(database.execute(STORED).fetchall())

    return Database("SQLite", {}, partial(commits.on_sqlite, folder / "commits.sqlite3"), rows)


def _postgresql(url: str) -> Database:
    def rows() -> list[Row]:
        import psycopg  # noqa: PLC0415  only where there is a server

        with psycopg.connect(url) as database:
            return _rows(database.execute(STORED).fetchall())

    commit = partial(commits.on_postgresql, url)
    return Database("PostgreSQL", {"DATABASE_URL": url}, commit, rows)


def _rows(found: Sequence[tuple[object, object, int]]) -> list[Row]:
    return [(UUID(str(one)), UUID(str(attempt)), number) for one, attempt, number in found]
