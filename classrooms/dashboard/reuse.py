"""What is dear to count is kept for a while that grows with its price.

A small class costs a blink and is counted anew at each look; one of thousands is counted when its
numbers are older than twenty times what counting took. Who looks while somebody else counts gets
the old numbers. Pages say of when the numbers are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.core.cache import cache
from django.utils import timezone

TIMES = 20
KEPT = 3600  # seconds that old numbers wait for somebody to count anew
LONGEST = 300  # seconds after which who counts is taken for dead

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value, when counting it began, and until when it will do."""

    value: T
    at: datetime
    until: datetime


def reused(key: str, count: Callable[[], T]) -> Dated[T]:
    """What `count` gives, or gave a short while ago in this cache."""
    found: Dated[T] | None = cache.get(key)
    if found and timezone.now() < found.until:
        return found
    first = cache.add(f"{key}-counting", "", LONGEST)
    if found and not first:
        return found
    try:
        fresh = _counted(count)
        cache.set(key, fresh, KEPT)
    finally:
        cache.delete(f"{key}-counting")
    return fresh


def _counted(count: Callable[[], T]) -> Dated[T]:
    start = timezone.now()
    value = count()
    end = timezone.now()
    return Dated(value, start, end + TIMES * (end - start))
