"""Notes: rules that decide nothing for a row and yet belong to its case.

`decide(known)` says whether the rule is worth telling there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from whatif.model import Service, StateItem
from whatif.outcome import Fate, StateOutcome
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources
from whatif.strike import Strike


class Known(NamedTuple):
    """A row with all that led to it."""

    service: Service
    item: StateItem
    row: StateOutcome
    strike: Strike


def note(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.NOTES, sentence, source)


@note(
    "R3",
    "It is not lost: a person can get at it.",
    sources.DOCKER_STORAGE,
)
def not_lost(known: Known) -> bool:
    return known.row.fate is Fate.INACCESSIBLE
