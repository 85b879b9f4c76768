"""One thread with one connection: whatever asks the database waits there for its turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connection

Given = ParamSpec("Given")
Found = TypeVar("Found")
OUTAGE = (OperationalError, InterfaceError)  # the database is locked or away: it passes by itself


class DatabaseThread:
    """The only thread of a process in which the streams' part of it asks and writes."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="live-database")

    async def run(
        self, work: Callable[Given, Found], *args: Given.args, **named: Given.kwargs
    ) -> Found:
        """Do some work there. It may be done twice. Raises what it raises, OUTAGE among it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._executor, lambda: _done(lambda: work(*args, **named))
        )

    def close(self) -> None:
        """Close the connection once all that waits is done."""
        # Looked up there: each thread has a connection of its own under this name.
        self._executor.submit(lambda: connection.close())  # noqa: PLW0108
        self._executor.shutdown(wait=False)


def _done(work: Callable[[], Found]) -> Found:
    """Do it on the connection that stands; where that one has broken meanwhile, on a fresh one."""
    stood = connection.connection is not None
    try:
        return work()
    except OUTAGE:
        if not stood or connection.is_usable():
            raise
        connection.close()
        return work()
