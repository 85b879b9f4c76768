from __future__ import annotations

import time

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from pytest_django import Settings

from accounts.limits import Limit, LimitReached, address_of

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


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.1", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "10.9.9.9, 198.51.100.1", "198.51.100.1"),
        (2, "10.9.9.9, 198.51.100.1, 203.0.113.5", "198.51.100.1"),
        (2, "203.0.113.5", "192.0.2.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "nonsense" * 20, ("nonsense" * 20)[:64]),
    ],
)
def test_only_what_our_own_proxies_say_of_an_address_is_believed(
    settings: Settings, proxies: int, forwarded: str, address: str
) -> None:
    settings.PROXIES = proxies
    said = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=said, REMOTE_ADDR="192.0.2.1")
    assert address_of(request) == address


def test_what_is_enforced_raises_with_the_seconds_to_wait() -> None:
    for _ in range(3):
        TRIES.enforce("alice")
    with pytest.raises(LimitReached) as reached:
        TRIES.enforce("alice")
    assert reached.value.wait == 10
