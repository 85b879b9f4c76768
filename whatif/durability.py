"""How an acknowledged write becomes safe: where it was when "OK" was said, and what comes next.

All of it is data. The rules of `whatif.rules.durability` say what an event takes of it. Times are
seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Ack(StrEnum):
    """The safest place that a write had surely reached when it was acknowledged."""

    PROCESS_MEMORY = "process memory"
    PAGE_CACHE = "page cache"
    DISK = "disk"
    REPLICA = "replica"  # all in-sync members
    MAJORITY = "majority"
    NONE = "none"  # nobody promised anything


class Written(StrEnum):
    """When the state in question was written."""

    OLD = "old"  # every flush, snapshot and replica has it
    RECENT = "recent"  # up to the event
    DURING = "during"  # while the event lasts


class Writes(NamedTuple):
    """Writes since the last snapshot or, with none yet, since the store was empty."""

    number: int
    over: float


class SavePoint(NamedTuple):
    """A snapshot is taken when so much time has passed and so many changes were made."""

    after: float
    changes: int


NEVER = None  # a flush that does not come


@dataclass(frozen=True, slots=True, kw_only=True)
class Durability:
    """What is known of the writes of one item."""

    ack: Ack = Ack.DISK
    flush: float | None = NEVER  # until what was acknowledged reaches the disk
    flush_on_stop: float | None = NEVER  # what the program needs on SIGTERM to put all in safety
    save_points: tuple[SavePoint, ...] = ()  # snapshots, instead of a flush interval
    written: Written = Written.RECENT
    last_flush: float | None = None  # age, at the event, of the last snapshot; None: unknown
    writes: Writes | None = None
    tears: bool = False  # a loss of power may leave the files unreadable: writes are not ordered


class Trait(StrEnum):
    """What else a store does that decides fates; `whatif/images.yaml` says which store does."""

    FOLLOWS_PRIMARY = "replicas copy whatever the primary holds, emptiness too"
    UNDER_HOSTNAME = "the data stands under the host name"
    TIED_TO_MAJOR = "another major version does not read the files"
    NEEDS_LOCAL_LOCKS = "locking is unreliable on a network file system"


SAFE = Durability()  # acknowledged means on the disk
