"""Durability: where an acknowledged write was when the event came (R4).

`decide(copy, strike)` looks at a copy that is still there, in the hands of an instance that the
event hit or on a node that lost its memory. It answers KEPT, or what is missing as a Loss, or None
where the rule does not apply. The first rule that answers decides.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from whatif.copies import Copy
from whatif.durability import Ack, Durability, Written
from whatif.model import Platform
from whatif.outcome import Anchor
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources
from whatif.strike import Hold, Strike
from whatif.words import period


class Kept(Enum):
    """All that was acknowledged is there, and the rule says why."""

    KEPT = "kept"


KEPT = Kept.KEPT


class Loss(NamedTuple):
    """What is missing of what was acknowledged."""

    window: str = ""  # "the last second"; "" where all of it is
    torn: bool = False  # what is left may be unreadable

    @property
    def whole(self) -> bool:
        return not self.window and not self.torn


Finding = Kept | Loss | None
_SNAPSHOT = "everything since the last snapshot"
_UNWRITTEN = "everything that the kernel had not yet written to the disk"


def durability(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.DURABILITY, sentence, source)


def local_ack(known: Durability) -> Ack:
    """The safest place on its own machine: other members are other copies."""
    if known.ack in {Ack.REPLICA, Ack.MAJORITY}:
        return Ack.PAGE_CACHE if known.flush is not None else Ack.DISK
    return Ack.PROCESS_MEMORY if known.ack is Ack.NONE else known.ack


def _memory_ended(copy: Copy, strike: Strike) -> bool:
    return copy.instance in strike.hit


def _cache_ended(copy: Copy, strike: Strike) -> bool:
    return Hold(Anchor.PAGE_CACHE, copy.node) in strike.ended


@durability("R10", "It was on the disk before it was acknowledged.", sources.FSYNC)
def on_the_disk(copy: Copy, strike: Strike) -> Finding:
    return KEPT if local_ack(copy.item.durability) is Ack.DISK else None


@durability("R89", "What is older than the last snapshot is in the snapshot.", sources.REDIS)
def long_written(copy: Copy, strike: Strike) -> Finding:
    known = copy.item.durability
    reaches = known.flush is not None or bool(known.save_points)
    return KEPT if known.written is Written.OLD and reaches else None


def _in_time(copy: Copy, strike: Strike) -> bool:
    """Whether the program is told to stop, hears it, and is done within the grace period."""
    needs = copy.item.durability.flush_on_stop
    if needs is None or not strike.graceful or not _memory_ended(copy, strike):
        return False
    return copy.service.hears_stop and needs <= copy.service.grace


@durability(
    "R17",
    "systemd sends SIGTERM first, and the program has time to put its memory in safety.",
    sources.SYSTEMD_KILL,
)
def unit_saves_in_time(copy: Copy, strike: Strike) -> Finding:
    return KEPT if _in_time(copy, strike) and _on(strike, Platform.SYSTEMD) else None


@durability(
    "R29",
    "Docker sends the stop signal first; within the grace period the program saves what it has.",
    sources.DOCKER_STOP,
)
def container_saves_in_time(copy: Copy, strike: Strike) -> Finding:
    return KEPT if _in_time(copy, strike) and _on(strike, Platform.COMPOSE) else None


@durability(
    "R81",
    "Kubernetes sends SIGTERM first; within the grace period the program saves what it has.",
    sources.K_POD,
)
def pod_saves_in_time(copy: Copy, strike: Strike) -> Finding:
    return KEPT if _in_time(copy, strike) and _on(strike, Platform.KUBERNETES) else None


def _on(strike: Strike, platform: Platform) -> bool:
    return strike.stack.platform is platform


@durability(
    "R98",
    "Without flushes the disk may have got a later write and not an earlier one.",
    sources.POSTGRES_FSYNC,
)
def torn(copy: Copy, strike: Strike) -> Finding:
    cut = copy.item.durability.tears and _cache_ended(copy, strike)
    return Loss(torn=True) if cut else None


@durability(
    "R9",
    "It was in the page cache, which outlives the process but not a loss of power.",
    sources.WRITE,
)
def in_the_page_cache(copy: Copy, strike: Strike) -> Finding:
    known = copy.item.durability
    if local_ack(known) is not Ack.PAGE_CACHE:
        return None
    return Loss(_window(known)) if _cache_ended(copy, strike) else KEPT


@durability(
    "R87",
    "Without a save only the last snapshot is left: what came after it was in memory alone.",
    sources.REDIS,
)
def since_the_snapshot(copy: Copy, strike: Strike) -> Finding:
    known = copy.item.durability
    if not known.save_points or not _memory_ended(copy, strike):
        return None
    if known.last_flush is not None:
        return Loss(f"the last {period(known.last_flush)}")
    return Loss("" if _none_yet(known) else _SNAPSHOT)


def _none_yet(known: Durability) -> bool:
    """Whether no save point was reached since the store was empty."""
    if known.writes is None:
        return False
    done = known.writes
    return not any(
        done.number >= point.changes and done.over >= point.after for point in known.save_points
    )


@durability(
    "R4",
    "It was acknowledged while it was in the program's memory alone, and the flush was still due.",
    sources.POSTGRES_ASYNC,
)
def flushed_at_times(copy: Copy, strike: Strike) -> Finding:
    known = copy.item.durability
    due = known.flush is not None and _memory_ended(copy, strike)
    return Loss(_window(known)) if due else None


@durability(
    "R8",
    "It never left the program's memory, so it ends with the process.",
    sources.WRITE,
)
def never_flushed(copy: Copy, strike: Strike) -> Finding:
    return Loss() if _memory_ended(copy, strike) else None


def _window(known: Durability) -> str:
    """What the flush interval leaves out; `last_flush` says it better where it is known."""
    age = known.last_flush if known.last_flush is not None else known.flush
    return f"the last {period(age)}" if age is not None else _UNWRITTEN
