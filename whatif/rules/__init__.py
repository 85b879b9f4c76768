"""The rules, each a small named function with its number, its sentence and its source."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from whatif.rule import BOOK, Group, Rule, Rules
from whatif.rules.statements import EXPLAINS

from whatif.rules import (  # noqa: F401  isort: skip  reading enters the rules, in this order
    lifetime,
    endings,
    linux,
    docker,
    kubernetes,
    handover,
    reach,
    identity,
    binding,
    direction,
    durability,
    copies,
    freshness,
    work,
    exclusivity,
    severity,
    routing,
    recreation,
    notes,
    store_notes,
)

__all__ = ["RULES", "Group", "Rule", "Rules", "by_number"]

RULES: Rules = MappingProxyType(
    {
        name: replace(rule, explains=EXPLAINS.get(rule.number, ()))
        for name, rule in BOOK.rules.items()
    }
)


def by_number(number: str) -> Rule | None:
    """The first rule that carries this number, for its sentence and source."""
    return next((rule for rule in RULES.values() if rule.number == number), None)
