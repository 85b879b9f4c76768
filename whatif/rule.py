"""What a rule is: a small function with its number, its sentence and its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from whatif.outcome import Step


class Group(StrEnum):
    """When a rule is asked, in this order."""

    ENDING = "what an event ends"
    STANDING = "what a copy hangs on"
    BINDING = "whether the replacement finds it"
    HANDOVER = "what is put in safety before"
    DIRECTION = "which copy overrules it"
    DURABILITY = "where a write was when it was acknowledged"
    COPIES = "which copy is left"
    FRESHNESS = "how old it is"
    NEEDS = "what else it needs to be of use"
    WORK = "whether its work is done once"
    EXCLUSIVITY = "who else writes it"
    SEVERITY = "how much a loss weighs"
    ROUTING = "who misses it"
    RECREATION = "who starts it again"
    NOTES = "what else is worth knowing"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the specification.

    `decide` answers None where the rule does not apply; what else it answers is said by its
    group's module. A wrong belief is the same rule with another `decide`.
    """

    number: str  # "R7"; several functions may carry out one rule of the specification
    group: Group
    name: str  # of the function; unique
    sentence: str
    source: str  # URL
    decide: Callable[..., Any]
    explains: tuple[str, ...] = ()  # ids of the document's statements

    @property
    def step(self) -> Step:
        return Step(self.number, self.sentence)

    def believing(self, decide: Callable[..., Any]) -> Rule:
        """The same rule as somebody holds it who is wrong about it."""
        return replace(self, decide=decide)


Rules = Mapping[str, Rule]


Grouped = Mapping[Group, tuple[Rule, ...]]


def grouped(rules: Rules) -> Grouped:
    """The rules by group, each in the order in which they are asked."""
    found: dict[Group, list[Rule]] = {group: [] for group in Group}
    for rule in rules.values():
        found[rule.group].append(rule)
    return {group: tuple(own) for group, own in found.items()}


Decide = TypeVar("Decide", bound=Callable[..., Any])


class RuleBook:
    """Collects rules while their modules are read, in the order in which they are asked."""

    def __init__(self) -> None:
        self.rules: dict[str, Rule] = {}

    def rule(
        self, number: str, group: Group, sentence: str, source: str
    ) -> Callable[[Decide], Decide]:
        def add(decide: Decide) -> Decide:
            name = decide.__name__
            assert name not in self.rules, f"{name} is there twice"
            self.rules[name] = Rule(number, group, name, sentence, source, decide)
            return decide

        return add


BOOK = RuleBook()
