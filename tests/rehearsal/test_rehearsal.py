"""A few phones of each rehearsal; nothing here is about time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rehearsal import marathon, proxy
from rehearsal.chaos import sabotaged, suffer
from rehearsal.classes import in_class
from rehearsal.faults import kill_live, kill_postgresql, nothing
from rehearsal.load import Measured, play
from rehearsal.sabotage import SAYS_STORED, Sabotage
from rehearsal.stages import Stage, plain, production
from rehearsal.verdicts import faults_of
from tests.loops import run
from verify import postgresql

SPREAD = 0.5  # seconds in which all vote
needs_production = pytest.mark.skipif(
    not (proxy.installed() and postgresql.programs()), reason="needs HAProxy and PostgreSQL"
)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Stage]:
    with plain(tmp_path) as stage:
        yield stage


def test_a_class_is_served_by_what_make_run_starts(served: Stage) -> None:
    async def lesson() -> list[str]:
        async with in_class(served, 20, spread=SPREAD) as room:
            measured = Measured()
            await play(room, 1, measured)
            assert len(measured.counted) == 20
            assert len(measured.heard) == 40
            return await faults_of(room)

    assert run(lesson()) == []


def test_who_serves_is_killed_and_nothing_is_lost(served: Stage) -> None:
    async def lesson() -> list[str]:
        async with in_class(served, 10, spread=SPREAD) as room:
            return await suffer(room, "kill -9", kill_live)

    assert run(lesson()) == []


@needs_production
def test_live_process_and_database_are_killed_in_production(tmp_path: Path) -> None:
    async def lesson(stage: Stage) -> list[str]:
        async with in_class(stage, 10, spread=SPREAD) as room:
            found = await suffer(room, "kill -9 of a live process", kill_live)
            return found or await suffer(room, "kill -9 of PostgreSQL", kill_postgresql)

    with production(tmp_path, instances=1) as stage:
        assert run(lesson(stage)) == []


def test_a_marathon_kills_in_the_midst(served: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marathon, "VICTIMS", [kill_live])
    course = marathon.Course(phones=10, questions=2, kills=1, seed=1)
    before = served.live[0].pid
    assert run(marathon.run(served, course)) == []
    assert served.live[0].pid != before


@needs_production
def test_votes_that_a_proxy_keeps_are_found(tmp_path: Path) -> None:
    sabotage = Sabotage(name="kept", fault=nothing, proxy=SAYS_STORED)
    with production(tmp_path, more=sabotage.proxy, instances=1) as stage:
        faults = run(sabotaged(stage, sabotage, phones=20, patience=3))
    assert any("acknowledged and not stored" in fault for fault in faults)
