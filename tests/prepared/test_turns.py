"""Threads that write to SQLite wait for each other, and never for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from accounts.models import User
from prepared import Insert, turns, writing
from prepared.turns import turn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
insert = Insert(User)
on_sqlite = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="PostgreSQL has many writers at once"
)


def store() -> None:
    """Store somebody, from a thread with a connection of its own."""
    try:
        insert.run(User(password="!"))
    finally:
        connection.close()


@on_sqlite
def test_a_writer_waits_for_the_one_whose_turn_it_is() -> None:
    with ThreadPoolExecutor(1) as thread:
        with turn():
            waiting = thread.submit(store)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.3)
            assert User.objects.count() == 0
        waiting.result(timeout=10)
    assert User.objects.count() == 1


@on_sqlite
def test_who_waits_too_long_is_told_that_the_database_is_locked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
    with (
        ThreadPoolExecutor(1) as thread,
        turn(),
        pytest.raises(OperationalError, match="locked by other threads"),
    ):
        thread.submit(store).result(timeout=10)
    insert.run(User(password="!"))
    assert User.objects.count() == 1


def test_a_turn_ends_with_what_was_refused() -> None:
    row = User(password="!")
    insert.run(row)
    for _ in range(2):
        with pytest.raises(IntegrityError):
            insert.run(row)
    assert not turns._TURN.locked()


def test_within_a_transaction_nobody_waits_for_a_turn() -> None:
    with writing():
        assert connection.in_atomic_block
        insert.run(User(password="!"))
        with writing():
            insert.run(User(password="!"))
    with transaction.atomic(), turn():
        assert not turns._TURN.locked()
    assert User.objects.count() == 2
