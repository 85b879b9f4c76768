"""Exclusivity: what happens to state that assumes one writer once there are several (R6).

`decide(writing)` answers a Fate, or None where the rule does not apply.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from whatif.copies import outside, shared
from whatif.durability import Trait
from whatif.model import CLAIMS, Locality, Place, Role, StateItem, Writer
from whatif.outcome import Fate
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources


class Writing(NamedTuple):
    """Who writes an item after the event, or during it where an old and a new one overlap."""

    item: StateItem
    writers: int  # processes that have it in hand
    together: int  # the most of them that reach the same copy
    doubled: bool = False  # an old one may run on beside the one that took its name

    @property
    def alone(self) -> bool:
        """Whether the program assumes that nobody else does it."""
        return self.item.writer is Writer.ONE


def exclusivity(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.EXCLUSIVITY, sentence, source)


@exclusivity(
    "R128",
    "A job inside the program is done once by each instance that runs.",
    sources.K_JOB,
)
def done_by_each(writing: Writing) -> Fate | None:
    external = writing.item.location.place is Place.EXTERNAL
    leased = writing.item.role is Role.IN_FLIGHT  # a lease lets one of them act (R133)
    done = external and writing.alone and not leased
    return Fate.DUPLICATED if done and writing.writers > 1 else None


@exclusivity(
    "R74",
    "The name was freed without proof that the old pod is dead: two may write the same volume.",
    sources.K_FORCE_DELETE,
)
def forced_without_proof(writing: Writing) -> Fate | None:
    claimed = writing.item.location.place in CLAIMS
    return Fate.CORRUPTION_RISK if claimed and writing.alone and writing.doubled else None


@exclusivity(
    "R103",
    "Over a network its locks do not hold, so several writers spoil the one file.",
    sources.SQLITE_WAL,
)
def locks_do_not_hold(writing: Writing) -> Fate | None:
    storage = writing.item.location.storage
    far = storage is not None and storage.locality is not Locality.NODE
    unsafe = far and Trait.NEEDS_LOCAL_LOCKS in writing.item.traits
    return Fate.CORRUPTION_RISK if unsafe and writing.writers > 1 else None


@exclusivity(
    "R48",
    "Two writers in one data directory overwrite each other; no lock file stops them.",
    sources.POSTGRES_SERVER,
)
def two_writers(writing: Writing) -> Fate | None:
    locked = Trait.NEEDS_LOCAL_LOCKS in writing.item.traits  # and on one machine its locks hold
    same_bytes = shared(writing.item) and not outside(writing.item) and not locked
    crowded = same_bytes and writing.alone and writing.together > 1
    return Fate.CORRUPTION_RISK if crowded else None


@exclusivity(
    "R131",
    "A lock holds among processes of one machine; on the next machine it is another lock.",
    sources.FLOCK,
)
def a_lock_on_each_node(writing: Writing) -> Fate | None:
    lock = writing.item.role is Role.IN_FLIGHT and writing.alone and not outside(writing.item)
    return Fate.DIVERGED if lock and writing.writers > 1 else None


@exclusivity(
    "R130",
    "Each process counts in its own memory: N of them allow N times as much.",
    sources.EXPRESS_SESSION,
)
def each_counts_alone(writing: Writing) -> Fate | None:
    memory = writing.item.location.place is Place.PROCESS_MEMORY
    return Fate.DIVERGED if memory and writing.alone and writing.writers > 1 else None


@exclusivity(
    "R72",
    "Each instance writes its own; nothing copies between them.",
    sources.K_STATEFULSET,
)
def each_writes_its_own(writing: Writing) -> Fate | None:
    apart = writing.writers > writing.together or not shared(writing.item)
    alone = writing.alone and not outside(writing.item)
    return Fate.DIVERGED if apart and alone and writing.writers > 1 else None
