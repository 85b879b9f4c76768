"""When to look at the log again: PostgreSQL tells, SQLite is asked.

A wake may get lost and may come for nothing. Both only cost time: what there is to say stands in
the log.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from live.log import CHANNEL
from live.stream.database import OUTAGE, DatabaseThread

logger = logging.getLogger(__name__)
LOOK = 0.001  # seconds between two looks at the file of SQLite's log; some hundredths of a core
ASK = 0.05  # seconds at most until SQLite is asked itself: the clock of files may be coarse
SWEEP = 2.0  # seconds after which a round is looked at that nothing was heard of
AGAIN = 0.5  # seconds before a database that is away is asked again

Woken = frozenset[int] | None  # keys of rounds; None: any of them


async def wakes(database: DatabaseThread) -> AsyncGenerator[Woken, None]:
    """Yield whenever there may be something new, for ever."""
    source = _told if connection.vendor == "postgresql" else _asked
    while True:
        try:
            async with aclosing(source(database)) as found:
                async for woken in found:
                    yield woken
        except (*OUTAGE, psycopg.Error) as fault:
            logger.warning("The database does not tell of live rounds: %s", type(fault).__name__)
            await asyncio.sleep(AGAIN)
        yield None  # what was said meanwhile was not heard


async def _asked(database: DatabaseThread) -> AsyncGenerator[Woken, None]:
    """SQLite counts what others have committed, and whoever commits writes to its log."""
    seen, log = None, _log()
    patience = LOOK
    while True:
        written = _written(log)  # before it is asked: what comes meanwhile is looked at again
        if (now := await database.run(_version)) != seen:
            seen = now
            yield None
        until = time.monotonic() + patience
        while _written(log) == written and time.monotonic() < until:  # noqa: ASYNC110  no event tells
            await asyncio.sleep(LOOK)
        # A commit is written before it counts: soon after somebody wrote, it is asked often.
        patience = LOOK if _written(log) != written else min(2 * patience, ASK)


def _log() -> Path:
    """SQLite keeps it beside the file itself, not beside a link to it."""
    return Path(f"{Path(connection.settings_dict['NAME']).resolve()}-wal")


def _written(log: Path) -> int:
    """When it was written to last, in nanoseconds; 0 where there is none."""
    try:
        return log.stat().st_mtime_ns
    except OSError:
        return 0


def _version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        return int(cursor.fetchone()[0])


async def _told(database: DatabaseThread) -> AsyncGenerator[Woken, None]:
    """PostgreSQL notifies on a connection of its own, which no pool must stand before."""
    async with await psycopg.AsyncConnection.connect(**_address(), autocommit=True) as listening:
        await listening.execute(f"LISTEN {CHANNEL}")
        yield None
        while True:
            found = [note async for note in listening.notifies(timeout=SWEEP, stop_after=1)]
            yield frozenset(int(note.payload) for note in found) or None


def _address() -> dict[str, Any]:
    """How Django reaches the database, without what it alone understands."""
    told = connection.get_connection_params()
    return {name: told[name] for name in told.keys() - {"context", "cursor_factory"}}
