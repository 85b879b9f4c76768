from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lessons.ties import faults
from tests.lessons.content import COMPOSE, FIRST, SCENARIO, spoil

Make = Callable[[dict[str, str | None]], Path]
ONE, TWO = "lessons/01-what-is-state.md", "lessons/02-stateless-systems.md"
SKILLS, STATEMENTS = "skills.yaml", "statements.yaml"

DIVERGED = {
    "scenarios/late/compose.yaml": COMPOSE.replace("use: session}", "writer: one}"),
    "scenarios/late/scenario.yaml": SCENARIO.replace("[state, users]", "[state]").replace(
        "restart web", "scale=2 web"
    ),
}
FAULTS = [
    (
        spoil(ONE, "recreate]}", "recreate], concepts: 3}"),
        ONE,
        5,
        "`concepts` asks 3, and content/questions/what-is-state.yaml has 2 sound questions",
    ),
    (
        spoil(ONE, "[restart, recreate]", "[restart, gone]"),
        ONE,
        5,
        "there is no scenario gone; the",
    ),
    (
        spoil(ONE, "scenario: restart\ncap", "scenario: gone\ncap"),
        ONE,
        10,
        "no sound scenario gone",
    ),
    (spoil(ONE, "run: true", "event: drain web"), ONE, 12, "drain does not apply"),
    (spoil(ONE, "run: true", "run: maybe"), ONE, 12, "`run` is true or false"),
    (spoil(ONE, "run: true", "walk: true"), ONE, 12, "no key `walk` here; the keys are scenario, "),
    (spoil(ONE, "caption: One container, two pieces.\n", ""), ONE, 10, "`caption` is missing"),
    (
        spoil(ONE, "file: compose.yaml", "file: x.yaml"),
        ONE,
        33,
        "restart has no x.yaml; it has com",
    ),
    (spoil(ONE, "lines: 1-5", "lines: 1-7"), ONE, 34, "compose.yaml has lines 1 to 6"),
    (spoil(ONE, "lines: 1-5", "lines: 5-1"), ONE, 34, "`lines` is like 3-9"),
    (spoil(ONE, "decides: 5", "decides: 6"), ONE, 35, "line 6 is not shown; lines 1-5 are"),
    (spoil(ONE, "[restart, recreate]", "[recreate]"), ONE, 43, "add restart to quiz.from"),
    (spoil(ONE, 'ask: "What', 'asks: "What'), ONE, 44, "`ask` is missing"),
    (spoil(ONE, "It is **not** the code. [R7]", ""), ONE, 19, "the note is empty"),
    (
        spoil(ONE, "the code. [R7]", "the code. [R999]"),
        ONE,
        20,
        "no rule of the engine is called R999",
    ),
    (
        spoil(ONE, "next request needs. See", "next [x](javascript:y). See"),
        ONE,
        7,
        "javascript:y leads",
    ),
    (
        spoil(ONE, "one request is", "[one](../gone/) request is"),
        ONE,
        17,
        "there is no lesson gone",
    ),
    (
        spoil(ONE, "one request is", "[one](#gone) request is"),
        ONE,
        17,
        "has no anchor gone; it has de",
    ),
    (spoil(ONE, "It lives in the", "It [lives](#gone) in the"), ONE, 36, "has no anchor gone"),
    (
        spoil(TWO, "- {label: Restart, scenario: restart, event: restart web}\n", ""),
        TWO,
        13,
        "not 1",
    ),
    (spoil(TWO, "{label: Restart, ", "{"), TWO, 14, "`label` is missing"),
    (spoil(SKILLS, "lesson: what-is-state", "lesson: gone"), SKILLS, 3, "there is no lesson gone"),
    (
        spoil(SKILLS, "anchor: definition", "anchor: gone"),
        SKILLS,
        4,
        "has no anchor gone; it has def",
    ),
    (spoil(SKILLS, "  title: Say what a restart ends\n", ""), SKILLS, 2, "`title` is missing"),
    (spoil(STATEMENTS, "#definition", "#gone"), STATEMENTS, 4, "has no anchor gone"),
    (spoil(STATEMENTS, "what-is-state#", "gone#"), STATEMENTS, 4, "there is no lesson gone"),
    (spoil(STATEMENTS, "#definition", ""), STATEMENTS, 4, "write a lesson and an anchor"),
    (spoil(STATEMENTS, "S08: what", "S99: what"), STATEMENTS, 4, "there is no statement S99"),
    (
        {"scenarios/more/compose.yaml": COMPOSE, "scenarios/more/scenario.yaml": SCENARIO},
        "scenarios/more/scenario.yaml",
        1,
        "no quiz asks this and no lesson shows it",
    ),
    (
        {**DIVERGED, **spoil(ONE, "[restart, recreate]", "[restart, late]")},
        ONE,
        5,
        "which this lesson does not offer by now",
    ),
]


@pytest.mark.parametrize(("changes", "file", "line", "says"), FAULTS)
def test_a_fault_names_its_line_and_what_to_write(
    make_content: Make, changes: dict[str, str | None], file: str, line: int, says: str
) -> None:
    found = faults(make_content(changes))
    told = {(fault.file, fault.line) for fault in found if says in fault.message}
    assert (f"content/{file}", line) in told, "\n".join(map(str, found))


def test_a_sound_content_has_no_faults(make_content: Make) -> None:
    assert faults(make_content({})) == ()


def test_faults_of_all_kinds_come_in_one_run_in_the_order_of_files(make_content: Make) -> None:
    changes = {
        ONE: FIRST.replace("{ask: 1", "{ask: 9"),
        **spoil(TWO, "{label: Restart, ", "{"),
        **spoil("scenarios/restart/scenario.yaml", "difficulty: 1", "difficulty: 0"),
        **spoil(SKILLS, "anchor: definition", "anchor: gone"),
    }
    files = [fault.file.partition("/")[2] for fault in faults(make_content(changes))]
    assert files == [ONE, TWO, "scenarios/restart/scenario.yaml", SKILLS]


def test_the_home_page_may_only_ask_what_the_first_lesson_introduces(make_content: Make) -> None:
    home = {name.replace("late", "home"): text for name, text in DIVERGED.items()}
    assert "home has" in str(faults(make_content(home))[0])
