"""Freshness: a copy that is found may be older than the last write.

`decide(copy, strike)` says whether this copy is stale.
"""

from __future__ import annotations

from collections.abc import Callable

from whatif.copies import Copy, shared
from whatif.durability import Written
from whatif.events.targets import configuration
from whatif.model import Place, Role
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources
from whatif.strike import Strike


def freshness(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.FRESHNESS, sentence, source)


@freshness(
    "R68",
    "The ordinal comes back to its old claim, and the claim has slept since it was scaled in.",
    sources.K_STATEFULSET,
)
def claim_that_slept(copy: Copy, strike: Strike) -> bool:
    back = copy.instance in strike.scaled_in and copy.instance not in strike.removed
    asleep = back and copy.item.location.place is Place.TEMPLATE_CLAIM
    return asleep and copy.item.durability.written is not Written.OLD


@freshness(
    "R59",
    "The environment and single mounted files are read once, at the start.",
    sources.K_CONFIGMAP,
)
def read_at_the_start(copy: Copy, strike: Strike) -> bool:
    changed = strike.word == "config-change" and configuration(copy.item) in strike.event.targets
    location = copy.item.location
    follows = location.place is Place.PROJECTED and not location.inside
    return changed and not follows


@freshness(
    "R126",
    "The instance that took the change knows it; the caches of the others do not.",
    sources.SYSTEMD_SERVICE,
)
def caches_of_the_others(copy: Copy, strike: Strike) -> bool:
    if strike.word != "write" or shared(copy.item) or copy.item.role is not Role.DERIVED:
        return False
    mine = copy.service.name in strike.touched_services
    others = copy.instance not in strike.touched or copy.service.processes > 1
    return mine and others
