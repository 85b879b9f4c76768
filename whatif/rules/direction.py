"""Copy direction: a copy may be there and yet count for nothing, since another one overrules it.

`decide(copy, strike)` says whether this copy is given up.
"""

from __future__ import annotations

from collections.abc import Callable

from whatif.copies import Copy
from whatif.durability import Trait
from whatif.model import Place
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources
from whatif.strike import Strike

_NOT_STORED = frozenset(
    {Place.CLIENT, Place.CONNECTION, Place.ENVIRONMENT, Place.PROJECTED, Place.EXTERNAL}
)


def direction(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.DIRECTION, sentence, source)


@direction(
    "R101",
    "A wrong command is carried out on every live copy, replicas too; only a backup is apart.",
    sources.POSTGRES_STANDBY,
)
def deleted_everywhere(copy: Copy, strike: Strike) -> bool:
    owner = copy.item.replica_of or copy.service.name
    return strike.word == "logical-delete" and owner in strike.event.targets and _stored(copy)


def _stored(copy: Copy) -> bool:
    """Whether a command to the store reaches it: bare memory of a program is no store."""
    place = copy.item.location.place
    return place not in _NOT_STORED and (place is not Place.PROCESS_MEMORY or bool(copy.item.store))


@direction(
    "R92",
    "Another copy is promoted; what the old primary had alone is discarded when it comes back.",
    sources.REDIS_REPLICATION,
)
def demoted(copy: Copy, strike: Strike) -> bool:
    return copy.instance in strike.demoted


@direction(
    "R93",
    "The primary comes back empty at once, and its replicas copy the emptiness.",
    sources.REDIS_REPLICATION,
)
def follows_an_empty_primary(copy: Copy, strike: Strike) -> bool:
    """Asked of a replica once its primary's own copy is known to be gone."""
    if Trait.FOLLOWS_PRIMARY not in copy.item.traits or not copy.item.replica_of:
        return False
    primaries = strike.hit_services.get(copy.item.replica_of, frozenset())
    return bool(primaries) and all(strike.returns(primary) for primary in primaries)
