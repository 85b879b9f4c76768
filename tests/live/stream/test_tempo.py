"""How often rounds are counted, and when the log is looked at. No clock is waited for."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from live.stream import wakes
from live.stream.tempo import PAUSE, SETTLE, Tempo
from tests import loops


def _at_once(tempo: Tempo, seconds: float, *, news: bool) -> list[float]:
    """The moments of all counts within some seconds, where one is always due."""
    now, found = 100.0, []
    while (now := now + tempo.wait(now)) < 100 + seconds:
        found.append(now - 100)
        tempo.counted(now, news=news)
    return found


def test_two_come_at_once_and_ten_in_the_busiest_second() -> None:
    found = _at_once(Tempo(), 1.0, news=True)
    assert found[:3] == [0, 0, pytest.approx(PAUSE)]
    assert len(found) <= 10


def test_who_has_rested_may_come_twice_again() -> None:
    tempo = Tempo()
    for now in (0.0, 0.0, 10.0, 10.0):
        assert tempo.wait(now) == 0
        tempo.counted(now, news=True)
    assert tempo.wait(10.0) == pytest.approx(PAUSE)


def test_a_count_without_news_holds_up_little() -> None:
    tempo = Tempo()
    for now in (0.0, 0.01, 0.02):  # the looks after a reveal, whose votes are being kept
        assert tempo.wait(now) == 0
        tempo.counted(now, news=False)
    assert tempo.wait(0.15) == 0
    tempo.counted(0.15, news=True)
    assert tempo.wait(0.2) == 0


def test_after_a_phase_phones_come_first() -> None:
    tempo = Tempo()
    tempo.hold(1.0)
    assert tempo.wait(1.0) == pytest.approx(SETTLE)
    assert tempo.wait(1.0 + SETTLE) == 0


def test_many_without_news_are_as_far_apart_as_others() -> None:
    found = _at_once(Tempo(), 10.0, news=False)
    assert len([at for at in found if at >= 1]) <= 9 / PAUSE + 1
    assert len([at for at in found if at < 1]) <= 12


class Database:
    """Counts how often it was asked; what it says rises with one of the questions."""

    def __init__(self, rises_at: int) -> None:
        self.asked, self._rises_at = 0, rises_at

    async def run(self, _: object) -> int:
        self.asked += 1
        return int(self.asked >= self._rises_at)


async def _second_wake(database: Any) -> None:
    async with aclosing(wakes._asked(database)) as found, asyncio.timeout(10):
        async for _ in found:
            if database.asked > 1:
                return


def test_a_commit_that_counts_soon_after_it_was_written_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database = Database(rises_at=5)
    monkeypatch.setattr(wakes, "ASK", 3600)
    # Written once, before the second question; it counts with the fifth.
    monkeypatch.setattr(wakes, "_written", lambda _: int(database.asked >= 1))
    loops.run(_second_wake(database))
    assert database.asked == 5


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite has such a file")
def test_the_log_lies_beside_the_file_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own, link = tmp_path / "own.sqlite3", tmp_path / "link.sqlite3"
    own.touch()
    link.symlink_to(own)
    monkeypatch.setitem(connection.settings_dict, "NAME", link)
    assert wakes._log() == tmp_path.resolve() / "own.sqlite3-wal"


def test_a_commit_that_left_no_mark_is_seen_too(monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(rises_at=12)
    monkeypatch.setattr(wakes, "ASK", 0.004)
    monkeypatch.setattr(wakes, "_written", lambda _: 7)
    loops.run(_second_wake(database))
    assert database.asked == 12
