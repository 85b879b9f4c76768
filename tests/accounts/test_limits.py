from __future__ import annotations

import time

import pytest
from django.core.cache import cache

from accounts.limits import Limit

TRIES = Limit("tries", most=3, seconds=600)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    cache.clear()
    now = {"is": 600_000.0 + 590}  # ten seconds before a window ends
    monkeypatch.setattr(time, "time", lambda: now["is"])
    return now


def test_as_many_as_allowed_pass_and_the_next_one_waits_for_the_end_of_the_window() -> None:
    assert [TRIES.hit("alice") for _ in range(4)] == [None, None, None, 10]


def test_each_key_and_each_limit_counts_alone() -> None:
    for _ in range(4):
        TRIES.hit("alice")
    assert TRIES.hit("bob") is None
    assert Limit("others", most=3, seconds=600).hit("alice") is None


def test_the_next_window_begins_anew(clock: dict[str, float]) -> None:
    for _ in range(4):
        TRIES.hit("alice")
    clock["is"] += 10
    assert TRIES.hit("alice") is None


def test_to_ask_counts_nothing_and_knows_before_the_next_hit() -> None:
    assert [TRIES.wait("alice") for _ in range(9)] == [None] * 9
    for _ in range(3):
        assert TRIES.hit("alice") is None
    assert TRIES.wait("alice") == 10


@pytest.mark.parametrize("key", ["", "x" * 5000, "a b\n\0", "\ud800", "Ünï@example.org"])
def test_any_text_is_a_key(key: str) -> None:
    assert [TRIES.hit(key) for _ in range(4)][-1] == 10


def test_a_cache_that_is_away_forbids_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: object) -> None:
        raise ConnectionError("no cache")

    monkeypatch.setattr(cache, "add", away, raising=False)
    monkeypatch.setattr(cache, "get", away, raising=False)
    assert TRIES.hit("alice") is None
    assert TRIES.wait("alice") is None
    assert "tries" in caplog.text
