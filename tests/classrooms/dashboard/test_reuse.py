"""What is dear is kept for twenty times its price."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from classrooms.dashboard import reuse
from classrooms.dashboard.reuse import reused

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Clock:
    """Time as a test says it."""

    def __init__(self) -> None:
        self.time = NOON
        self.counted = 0

    def now(self) -> datetime:
        return self.time

    def count(self) -> int:
        """Counting takes two seconds."""
        self.time += timedelta(seconds=2)
        self.counted += 1
        return self.counted

    def later(self, seconds: int) -> int:
        self.time += timedelta(seconds=seconds)
        return reused("key", self.count).value


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(reuse.timezone, "now", found.now)
    return found


def test_it_is_counted_anew_after_twenty_times_as_long(clock: Clock) -> None:
    assert [clock.later(seconds) for seconds in (0, 1, 38, 2)] == [1, 1, 1, 2]


def test_it_says_of_when_it_is(clock: Clock) -> None:
    assert reused("key", clock.count).at == NOON


def test_who_looks_while_somebody_counts_gets_the_old(clock: Clock) -> None:
    clock.later(0)
    cache.add("key-counting", "", 60)
    assert clock.later(100) == 1
    cache.delete("key-counting")
    assert clock.later(0) == 2


def test_after_a_fault_the_next_may_count(clock: Clock) -> None:
    def fails() -> int:
        raise ValueError("no answer")

    with pytest.raises(ValueError, match="no answer"):
        reused("key", fails)
    assert clock.later(0) == 1
