"""Copies: state is lost when its last copy is (R2), and partly lost when only an older one is left.

`decide(item, alive)` answers how far behind, in seconds, the copy is that this rule knows, or None.
`alive` are the copies of other instances and services that the event left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from whatif.copies import Copy
from whatif.model import StateItem
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources


def copying(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.COPIES, sentence, source)


@copying(
    "R100",
    "A replica holds what had reached it; what was still on its way is missing.",
    sources.POSTGRES_STANDBY,
)
def replica_is_behind(item: StateItem, alive: Sequence[Copy]) -> float | None:
    lags = [copy.item.lag for copy in alive if copy.item.replica_of]
    return min(lags, default=None)


@copying(
    "R106",
    "Other members hold the same; only what had not reached them is missing.",
    sources.POSTGRES_STANDBY,
)
def another_member_holds_it(item: StateItem, alive: Sequence[Copy]) -> float | None:
    members = [copy for copy in alive if copy.item.held_by == "all"]
    return item.lag if members else None


@copying(
    "R2",
    "A backup elsewhere is one more copy; what came after it is missing.",
    sources.POSTGRES_BACKUP,
)
def backup_has_an_age(item: StateItem, alive: Sequence[Copy]) -> float | None:
    return item.backup
