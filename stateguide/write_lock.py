"""Waiting for SQLite's one write lock, which is free again after a fraction of a millisecond.

SQLite sleeps for 1 ms, then for 2, 5, 10 and so on up to 100, and whoever comes meanwhile is
served first: of many writers some wait for long although the lock is mostly free. So SQLite gives
up after its first short sleeps, and we ask again.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import Any

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

LOCK_WAIT = 10.0  # seconds
SLEEPS = 2  # milliseconds: one of 1 ms, and another


def ask_again_soon(connection: BaseDatabaseWrapper, **signal: object) -> None:
    """Receiver of connection_created: shorten SQLite's own waits, and repeat them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {SLEEPS}")
        if _until_free not in connection.execute_wrappers:  # which outlive a connection
            connection.execute_wrappers.append(_until_free)


def _until_free(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Run a statement; raises OperationalError when the lock is held for longer than LOCK_WAIT."""
    deadline = time.monotonic() + LOCK_WAIT
    while True:
        try:
            return execute(sql, params, many, context)
        except OperationalError as fault:
            if not _locked(fault) or time.monotonic() > deadline:
                raise


def _locked(fault: OperationalError) -> bool:
    """Whether another holds the lock. A stale snapshot has a code of its own: it never thaws."""
    code = getattr(fault.__cause__, "sqlite_errorcode", None)
    return bool(code == sqlite3.SQLITE_BUSY)
