"""Beliefs about second copies, and about what a store has on its disk."""

from __future__ import annotations

from collections.abc import Sequence

from whatif.beliefs.belief import HELD
from whatif.copies import Copy
from whatif.rules import copies, direction, durability
from whatif.rules.copies import Age
from whatif.rules.durability import KEPT, Finding, Loss
from whatif.strike import Strike


@HELD.about(direction.deleted_everywhere, number="M13")
def replica_is_a_backup(truth: bool, copy: Copy, strike: Strike) -> bool:
    second = bool(copy.item.replica_of) or copy.item.held_by == "all"
    return truth and not second


@HELD.about(copies.backup_has_an_age, number="M14")
def backup_loses_nothing(truth: Age, lost: Copy, alive: Sequence[Copy]) -> Age:
    return truth if truth is None else 0.0


@HELD.about(copies.replica_is_behind, number="M15")
def replica_has_it_at_once(truth: Age, lost: Copy, alive: Sequence[Copy]) -> Age:
    return truth if truth is None else 0.0


# The rule that is asked first: what is believed of a store goes before all that is so.
@HELD.about(durability.on_the_disk, number="M16a")
def redis_is_only_memory(truth: Finding, copy: Copy, strike: Strike) -> Finding:
    ends = copy.item.store == "redis" and copy.instance in strike.hit
    return Loss() if ends else truth


@HELD.about(durability.on_the_disk, number="M16b")
def redis_always_keeps(truth: Finding, copy: Copy, strike: Strike) -> Finding:
    return KEPT if copy.item.store == "redis" else truth


@HELD.about(durability.never_flushed, number="M28")
def durable_queue_keeps_messages(truth: Finding, copy: Copy, strike: Strike) -> Finding:
    return KEPT if copy.item.store == "rabbitmq" and isinstance(truth, Loss) else truth
