"""Coroutines in tests: Playwright's own event loop stands in the thread that tests run in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def elsewhere(do: Callable[[], Result]) -> Result:
    """What a function returns that runs a loop of its own, in another thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(do).result()


def run(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """What a coroutine returns, on a loop of its own."""
    return elsewhere(lambda: asyncio.run(coroutine))
