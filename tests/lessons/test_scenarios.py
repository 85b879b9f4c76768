from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from lessons import scenarios
from lessons.scenarios import Ask, Scenario
from tests.lessons.content import COMPOSE, SCENARIO, spoil, write
from whatif.outcome import Fate

Make = Callable[[dict[str, str | None]], Path]
CARD, STACK = "scenarios/restart/scenario.yaml", "scenarios/restart/compose.yaml"


@pytest.fixture
def restart(make_content: Make) -> Scenario:
    return scenarios.read(make_content({}))["restart"]


def test_the_answer_is_computed_from_the_file_and_the_event(restart: Scenario) -> None:
    assert [(piece.letter, piece.item, piece.fate) for piece in restart.pieces] == [
        ("A", "sessions", Fate.LOST),
        ("B", "uploads", Fate.SURVIVES),
    ]
    assert restart.ask == (Ask.STATE, Ask.USERS)
    assert restart.outcome.users is not None
    assert restart.outcome.users.logged_out == 1


def test_the_same_file_with_another_event_has_another_answer(make_content: Make) -> None:
    recreate = scenarios.read(make_content({}))["recreate"]
    assert [piece.fate for piece in recreate.pieces] == [Fate.LOST, Fate.LOST]


def test_the_digest_changes_with_the_card_and_with_the_stack(tmp_path: Path) -> None:
    changes = [{}, spoil(CARD, "memory", "head"), spoil(STACK, "shop:1", "shop:2")]
    roots = [write(tmp_path / str(n), change) for n, change in enumerate(changes)]
    assert len({scenarios.read(root)["restart"].digest for root in roots}) == 3


SEVEN = "".join(f"      more {n}: {{at: client}}\n" for n in range(5))
FAULTS = [
    (spoil(CARD, "title: A restart\n", ""), CARD, 1, "`title` is missing; write `title: "),
    (
        spoil(CARD, "story: A", "story: " + "long " * 80 + "A"),
        CARD,
        2,
        "has 93 words; tell it in 80",
    ),
    (spoil(CARD, "event: restart web", "event: restart db"), CARD, 3, "cannot strike 'db'; candi"),
    (spoil(CARD, "event: restart web", "event: upgrade web"), CARD, 3, "write upgrade=TAG"),
    (spoil(CARD, "[state, users]", "[state, downtime]"), CARD, 5, "`ask` does not know downtime"),
    (spoil(CARD, "[state, users]", "[]"), CARD, 5, "`ask` names nothing"),
    (
        spoil(CARD, "[tell-restart]", "[tell-all]"),
        CARD,
        6,
        "does not know tell-all; it knows tell-",
    ),
    (spoil(CARD, "difficulty: 1", "difficulty: 4"), CARD, 7, "is a whole number from 1 to 3"),
    (spoil(CARD, "difficulty: 1", "answer: lost"), CARD, 7, "there is no key `answer` here"),
    (spoil(STACK, ", use: session", ""), CARD, 5, "write `use: session`"),
    (spoil(CARD, "event: restart web", "event: scale=2 web"), CARD, 5, "leave out users"),
    ({STACK: COMPOSE + SEVEN}, CARD, 5, "asks for 1 to 6 pieces, this stack has 7"),
    ({STACK: COMPOSE.split("    x-state")[0] + "    x-state: {}\n"}, CARD, 5, "this stack has 0"),
    (spoil(STACK, "process memory", "the moon"), STACK, 5, "at is an absolute path"),
    (spoil(STACK, "services:", "services: ["), STACK, 3, "not YAML"),
    (
        spoil(STACK, "    x-state:", "    profiles: [old]\n    x-state:"),
        STACK,
        4,
        "modelled in full; leave this out: ",
    ),
    ({STACK: None}, CARD, 1, "there is no stack beside this; add compose.yaml"),
    ({CARD: None}, CARD, 1, "the file is missing"),
    (
        {"scenarios/Bad_Name/scenario.yaml": SCENARIO},
        "scenarios/Bad_Name/scenario.yaml",
        1,
        "folder's",
    ),
]


@pytest.mark.parametrize(("changes", "file", "line", "says"), FAULTS)
def test_a_fault_names_its_line_and_what_to_write(
    make_content: Make, changes: dict[str, str | None], file: str, line: int, says: str
) -> None:
    faults = scenarios.read(make_content(changes)).faults
    told = {(fault.file, fault.line) for fault in faults if says in fault.message}
    assert (f"content/{file}", line) in told, faults


def test_a_sound_content_has_no_faults(make_content: Make) -> None:
    assert scenarios.read(make_content({})).faults == ()


def test_a_scenario_is_read_when_it_is_asked_for_and_no_other_with_it(make_content: Make) -> None:
    root = make_content({"scenarios/recreate/scenario.yaml": "not a card"})
    found = scenarios.read(root)
    assert found["restart"].slug == "restart"
    write(root, {})  # the other was not read while it was wrong
    assert found["recreate"].slug == "recreate"


def test_what_is_not_sound_is_not_there(make_content: Make) -> None:
    found = scenarios.read(make_content({CARD: "not a card"}))
    assert "restart" not in found
    assert set(found) == {"example", "recreate"}
    assert found.faults


def test_threads_that_ask_at_once_get_the_same_scenario(
    make_content: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is computed from a scenario is kept by it, so there must be one of each."""
    made = scenarios._scenario

    def slow(*given: Any) -> Scenario | None:
        time.sleep(0.02)
        return made(*given)

    monkeypatch.setattr(scenarios, "_scenario", slow)
    found = scenarios.read(make_content({}))
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: found["restart"], range(8)))
    assert len({id(scenario) for scenario in got}) == 1
