"""Each skill is first met in a case that is traced, and that no quiz asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lessons.ties import faults
from tests.lessons.content import MORE, changed

Make = Callable[[dict[str, str | None]], Path]
THREE, SKILLS = "lessons/03-side-by-side.md", "skills.yaml"
AGAIN = "```worked\nskill: follow-an-event\nscenario: example\ncaption: Again.\n```\n"


def test_a_sound_example_has_no_faults(make_content: Make) -> None:
    assert faults(make_content(MORE)) == ()


FAULTS = [
    (
        changed(SKILLS, "anchor: worked", "anchor: many"),
        9,
        "stands in side-by-side#many, as skills.yaml",
    ),
    (changed(THREE, "## How many {#many}", f"## How many {{#many}}\n\n{AGAIN}"), 23, "stands in"),
    (
        changed(THREE, "```versus", f"{AGAIN}\n```versus"),
        15,
        "follow-an-event has its example at content/lessons/03-side-by-side.md:9; draw a ladder",
    ),
    (changed(THREE, "example\ncaption: W", "restart\ncaption: W"), 9, "asks restart; trace"),
    (changed(THREE, "scenario: example}", "scenario: restart}"), 15, "asks restart; show another"),
    (changed(THREE, "follow-an-event", "follow"), 10, "there is no skill follow; there are tell-"),
    (changed(THREE, "caption: What a restart takes.\n", ""), 10, "`caption` is missing"),
    (changed(THREE, "example\ncaption: W", "gone\ncaption: W"), 11, "no sound scenario gone"),
    (changed(THREE, "caption: What", "event: drain x\ncaption: What"), 12, "drain does not apply"),
]


@pytest.mark.parametrize(("changes", "line", "says"), FAULTS)
def test_a_fault_names_its_line_and_what_to_write(
    make_content: Make, changes: dict[str, str | None], line: int, says: str
) -> None:
    found = faults(make_content(changes))
    told = {(fault.file, fault.line) for fault in found if says in fault.message}
    assert (f"content/{THREE}", line) in told, "\n".join(map(str, found))


def test_a_skill_without_an_example_is_told_where_it_is_named(make_content: Make) -> None:
    text = str(MORE[THREE])
    start, end = text.index("```worked"), text.index("```versus")
    (fault,) = faults(make_content({**MORE, THREE: text[:start] + text[end:]}))
    assert str(fault).startswith(
        f"content/{SKILLS}:5: follow-an-event has no example; write a `wor"
    )
