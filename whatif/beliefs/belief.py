"""What a wrong belief is: the rules, with one of them replaced by what somebody thinks instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from whatif.rule import Decide, Rules

Change = Callable[[Rules], Rules]


def unchanged(rules: Rules) -> Rules:
    """What somebody believes who is wrong about nothing that the engine decides."""
    return rules


@dataclass(frozen=True, slots=True)
class Belief:
    """One wrong belief. Its words are in content/beliefs.yaml, under the same slug."""

    slug: str
    number: str  # "M1a"
    change: Change = unchanged
    computed: bool = True  # whether the engine can say what the believer predicts


class Beliefs:
    """Collects beliefs while their modules are read."""

    def __init__(self) -> None:
        self.beliefs: list[Belief] = []

    def about(self, *rules: Callable[..., Any], number: str) -> Callable[[Decide], Decide]:
        """The function below is what somebody thinks about these rules, which say the same fact.

        It gets the true answer first, then what the rule is asked. Its name is the belief in
        words, and so its slug.
        """

        def add(held: Decide) -> Decide:
            slug = held.__name__.replace("_", "-")
            changes = {rule.__name__: _believed(held, rule) for rule in rules}
            self.beliefs.append(Belief(slug, number, _replacing(changes)))
            return held

        return add


def _believed(held: Callable[..., Any], rule: Callable[..., Any]) -> Callable[..., Any]:
    def decide(*asked: Any) -> Any:
        return held(rule(*asked), *asked)

    return decide


def _replacing(changes: Mapping[str, Callable[..., Any]]) -> Change:
    def change(rules: Rules) -> Rules:
        held = {name: rules[name].believing(decide) for name, decide in changes.items()}
        return MappingProxyType({**rules, **held})

    return change


HELD = Beliefs()
