"""Threads of a process that write to SQLite take turns.

SQLite has one writer. Who finds it busy sleeps, longer each time and up to a tenth of a second, and
others come first meanwhile; who waits here is woken when it is their turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction

_TURN = Lock()


@contextmanager
def turn() -> Iterator[None]:
    """One's turn to write; at once on other databases, and in a transaction, which has its own.

    Raises OperationalError where it does not come for as long as SQLite would wait for others.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "sqlite" or database.in_atomic_block:
        yield
        return
    if not _TURN.acquire(timeout=database.settings_dict["OPTIONS"]["timeout"]):
        raise OperationalError("database is locked by other threads")
    try:
        yield
    finally:
        _TURN.release()


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that begins when it is one's turn."""
    with turn(), transaction.atomic():
        yield
