"""Severity: how much a loss weighs.

`decide(role, fate)` says whether the rule applies to such a piece of state.
"""

from __future__ import annotations

from collections.abc import Callable

from whatif.model import Role
from whatif.outcome import Fate
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources


def severity(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.SEVERITY, sentence, source)


@severity("R5", "It is derived, so losing it costs time, not truth.", sources.SYSTEMD_EXEC)
def derived(role: Role, fate: Fate) -> bool:
    return role is Role.DERIVED and fate is Fate.LOST
