"""Writers on SQLite wait in short steps, up to a limit, and for a lock only."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.utils import timezone

from stateguide import write_lock

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL locks rows"),
]


@pytest.fixture
def other() -> Iterator[sqlite3.Connection]:
    """Another writer, who holds the lock."""
    connection.ensure_connection()
    file = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def write(key: str) -> None:
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now())


def test_the_connection_gives_up_after_two_milliseconds_to_ask_again() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (write_lock.SLEEPS,)
    assert connection.execute_wrappers.count(write_lock._until_free) == 1


def test_who_finds_the_lock_taken_asks_until_it_is_free(
    other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def locked(fault: OperationalError) -> bool:
        asked.append(fault)
        if len(asked) == 20:
            other.execute("COMMIT")
        return is_lock(fault)

    is_lock = write_lock._locked
    monkeypatch.setattr(write_lock, "_locked", locked)
    write("a")
    assert len(asked) == 20
    assert Session.objects.get().session_key == "a"


def test_a_lock_that_is_never_free_is_told_and_nothing_is_stored(
    other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_lock, "LOCK_WAIT", 0.05)
    with pytest.raises(OperationalError, match="locked"):
        write("a")
    other.execute("COMMIT")
    assert not Session.objects.exists()


def test_another_fault_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor, pytest.raises(OperationalError, match="no such table"):
        cursor.execute("SELECT * FROM nowhere")
    stale = OperationalError("database is locked")
    stale.__cause__ = sqlite3.OperationalError()
    stale.__cause__.sqlite_errorcode = sqlite3.SQLITE_BUSY_SNAPSHOT
    assert not write_lock._locked(stale)
