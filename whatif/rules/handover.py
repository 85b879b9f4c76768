"""Handover: what a process holds may be put elsewhere before it ends.

`decide(copy, strike)` says whether a copy that the event ends was handed over in time.
"""

from __future__ import annotations

from collections.abc import Callable

from whatif.copies import Copy
from whatif.model import Place
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources
from whatif.strike import Strike

_IN_PROCESS = frozenset({Place.PROCESS_MEMORY, Place.CONNECTION})


def handover(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.HANDOVER, sentence, source)


@handover(
    "R18",
    "systemd keeps the sockets that the unit left with it, and gives them to the next process.",
    sources.SYSTEMD_SERVICE,
)
def descriptors_are_kept(copy: Copy, strike: Strike) -> bool:
    socket = copy.item.location.place is Place.CONNECTION and copy.service.keeps_descriptors
    return socket and copy.instance in strike.hit and strike.word in {"restart", "crash"}


@handover(
    "R127",
    "Told to stop, the program finishes what it has in memory before the grace period is over.",
    sources.K_POD,
)
def drained_in_time(copy: Copy, strike: Strike) -> bool:
    needs = copy.item.durability.flush_on_stop
    if copy.item.location.place not in _IN_PROCESS or needs is None or copy.item.store:
        return False
    told = strike.graceful and copy.service.hears_stop and copy.instance in strike.hit
    return told and needs <= copy.service.grace
