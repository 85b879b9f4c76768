"""Copies: state is lost when its last copy is (R2), and partly lost when only an older one is left.

`decide(lost, alive)` looks at a copy that is gone and at those of other instances and services
that the event left. It answers how far behind, in seconds, the copy is that this rule knows, or
UNREACHABLE where the others stand still without it, or None where the rule does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from whatif.copies import Copy
from whatif.durability import Ack, Written
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources


class Standstill(Enum):
    """The others are too few to go on."""

    UNREACHABLE = "unreachable"


UNREACHABLE = Standstill.UNREACHABLE
Age = float | Standstill | None


def copying(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.COPIES, sentence, source)


def _members(alive: Sequence[Copy]) -> list[Copy]:
    return [copy for copy in alive if copy.item.held_by == "all" and not copy.item.replica_of]


def _followers(alive: Sequence[Copy]) -> list[Copy]:
    return [copy for copy in alive if copy.item.replica_of]


def _everywhere(lost: Copy) -> bool:
    """Whether the acknowledgement waited for the others, or all of them have it by now."""
    known = lost.item.durability
    return known.ack is Ack.REPLICA or known.written is Written.OLD


@copying(
    "R106",
    "A majority had it before it was acknowledged; the loss of a minority takes nothing.",
    sources.RABBITMQ_QUORUM,
)
def a_majority_has_it(lost: Copy, alive: Sequence[Copy]) -> Age:
    if lost.item.durability.ack is not Ack.MAJORITY or lost.item.held_by != "all":
        return None
    left = len(_members(alive))
    if not left:
        return None
    return 0.0 if 2 * left > lost.service.replicas else UNREACHABLE


@copying(
    "R108",
    "The acknowledgement waited for every in-sync copy, so the one that is left has it.",
    sources.KAFKA,
)
def every_copy_has_it(lost: Copy, alive: Sequence[Copy]) -> Age:
    others = [*_members(alive), *_followers(alive)]
    return 0.0 if others and _everywhere(lost) else None


@copying(
    "R100",
    "A replica holds what had reached it; what was still on its way is missing.",
    sources.POSTGRES_STANDBY,
)
def replica_is_behind(lost: Copy, alive: Sequence[Copy]) -> Age:
    if lost.item.durability.written is Written.DURING:
        return None  # only the old primary took it
    return min((copy.item.lag for copy in _followers(alive)), default=None)


@copying(
    "R104",
    "One member acknowledged it alone; what had not reached the others is rolled back.",
    sources.MONGO_ROLLBACK,
)
def another_member_holds_it(lost: Copy, alive: Sequence[Copy]) -> Age:
    known = lost.item.durability
    if known.ack is Ack.MAJORITY or known.written is Written.DURING:
        return None
    return lost.item.lag if _members(alive) else None


@copying(
    "R2",
    "A backup elsewhere is one more copy; what came after it is missing.",
    sources.POSTGRES_BACKUP,
)
def backup_has_an_age(lost: Copy, alive: Sequence[Copy]) -> Age:
    return lost.item.backup
