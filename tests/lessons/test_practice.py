"""Practice by subject: its files, what is wrong in them, and where learners find it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from lessons import practice, ties
from lessons.practice import UnknownPractice, practices
from tests.lessons.content import write
from whatif.outcome import Fate

GOOD = """\
title: What restarts take
promise: Say it without looking.
lesson: what-is-state
offers: [survives, lost, inaccessible]
ask: 1
from: [restart, recreate]
"""


def faults(root: Path, text: str, name: str = "restarts.yaml") -> list[str]:
    root = write(root / "content")
    (root / "practice").mkdir()
    (root / "practice" / name).write_text(text)
    return [str(fault) for fault in ties.faults(root)]


def test_a_sound_practice_is_read(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD) == []
    found = practice.read(tmp_path / "content").practices["restarts"]
    assert (found.ask, found.scenarios) == (1, ("restart", "recreate"))
    assert found.offers == (Fate.SURVIVES, Fate.LOST, Fate.INACCESSIBLE)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("lesson: what-is-state", "lesson: nowhere", "there is no lesson nowhere"),
        ("ask: 1", "ask: 3", "whole number from 1 to 2"),
        ("from: [restart, recreate]", "from: [restart, nothing]", "no scenario nothing"),
        ("offers: [survives, lost, inaccessible]", "offers: [survives, lost, stale]", "offers"),
        ("title: What restarts take\n", "", "title"),
        ("ask: 1", "ask: 1\ncolour: red", "colour"),
    ],
)
def test_a_fault_names_its_file(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in GOOD
    found = faults(tmp_path, GOOD.replace(old, new))
    assert any(
        line.startswith("content/practice/restarts.yaml:") and says in line for line in found
    )


def test_its_name_is_that_of_no_lesson(tmp_path: Path) -> None:
    assert any("no lesson has" in line for line in faults(tmp_path, GOOD, "what-is-state.yaml"))


def test_the_page_of_lessons_leads_to_each(client: Client) -> None:
    said = client.get("/lessons/").content.decode()
    assert practices()
    for slug, found in practices().items():
        assert f'href="/quizzes/{slug}/"' in said
        assert found.title in said


def test_an_unknown_one_is_told() -> None:
    with pytest.raises(UnknownPractice):
        practice.practice("nothing")
