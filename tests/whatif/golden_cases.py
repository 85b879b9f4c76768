"""Golden cases: a small file, an event, and what was worked out by hand from the specification.

A file of `golden/` is one stack with the events asked of it. Of each event it says the fate of
every row (`item`, or `item (hit)` and `item (others)`; with the window where there is one), the
shares of users, the downtime, the rules that must be told (`rules`), and where it matters those
that must not (`untold`) and the rules that decided a row, in order (`because`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from whatif.events import parse
from whatif.model import Stack
from whatif.outcome import Instances, Outcome, StateOutcome
from whatif.predict import predict
from whatif.readers import SourceFile, read
from whatif.rules import RULES, Rules

FOLDER = Path(__file__).parent / "golden"
CASES_OF_RULES = FOLDER / "rules.yaml"  # rule name -> a case that fails without the rule


class Case(NamedTuple):
    """One event on one stack, with what is expected of it."""

    name: str  # `file: event`
    files: Mapping[str, str]
    event: str
    expected: Mapping[str, Any]

    def __str__(self) -> str:
        return self.name

    def found(self, rules: Rules = RULES) -> dict[str, Any]:
        """What the engine says, of what the case asks."""
        stack = _stack(tuple(self.files.items()))
        outcome = predict(stack, parse(self.event, stack), rules)
        return {key: _SAID[key](outcome, asked) for key, asked in self.expected.items()}

    def wanted(self) -> dict[str, Any]:
        asked = {**self.expected, "rules": set(self.expected["rules"].split())}
        return {**asked, "untold": set()} if "untold" in asked else asked

    def agrees(self, rules: Rules) -> bool:
        try:
            return self.found(rules) == self.wanted()
        except LookupError:  # no rule answers
            return False


@cache
def _stack(files: tuple[tuple[str, str], ...]) -> Stack:
    return read([SourceFile(name, text) for name, text in files])


def _fates(outcome: Outcome, asked: Any) -> dict[str, str]:
    return {_named(row): _fate(row) for row in outcome.state}


def _named(row: StateOutcome) -> str:
    return row.item if row.instances is Instances.ALL else f"{row.item} ({row.instances})"


def _fate(row: StateOutcome) -> str:
    return f"{row.fate}, {row.window}" if row.window else row.fate.value


def _users(outcome: Outcome, asked: Any) -> list[float] | None:
    return outcome.users and [*outcome.users]


def _told(outcome: Outcome, asked: str) -> set[str]:
    """Of the rules that are asked about those that are told."""
    return {step.rule for step in outcome.trace} & set(asked.split())


def _because(outcome: Outcome, asked: Mapping[str, str]) -> dict[str, str]:
    rows = {_named(row): " ".join(row.rules) for row in outcome.state}
    return {item: rows[item] for item in asked}


_SAID = {
    "state": _fates,
    "users": _users,
    "downtime": lambda outcome, asked: outcome.downtime.value,
    "rules": _told,
    "untold": _told,
    "because": _because,
}


@cache
def cases() -> Mapping[str, Case]:
    """Every case by its name."""
    paths = sorted(path for path in FOLDER.glob("*.yaml") if path != CASES_OF_RULES)
    return {case.name: case for path in paths for case in _of(path)}


def _of(path: Path) -> list[Case]:
    described = yaml.safe_load(path.read_text())
    return [
        Case(f"{path.stem}: {event}", described["files"], event, {"users": None, **expected})
        for event, expected in described["events"].items()
    ]


def without(name: str) -> Rules:
    """The rules as they are, but for one."""
    return {other: rule for other, rule in RULES.items() if other != name}


def case_of_rule() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load(CASES_OF_RULES.read_text())
    return found
