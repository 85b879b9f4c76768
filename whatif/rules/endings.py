"""Lifetime: what an event ends.

`decide(strike)` answers the anchors that end, with their names, or None where the rule does not
apply. An empty answer is a rule that speaks without ending anything: it says why something stays.
What is true on every platform stands here; the rest in `linux`, `docker` and `kubernetes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from whatif.model import Instance, Platform
from whatif.outcome import Anchor
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources
from whatif.strike import Hold, Strike

Ended = frozenset[Hold]
NOTHING: Ended = frozenset()


def ending(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.ENDING, sentence, source)


def each(instances: Iterable[Instance], *anchors: Anchor) -> Ended:
    return frozenset(Hold(anchor, str(instance)) for instance in instances for anchor in anchors)


def on_nodes(strike: Strike, anchor: Anchor) -> Ended:
    return frozenset(Hold(anchor, node) for node in strike.nodes)


@ending("R7", "The process ends, and its connections with it.", sources.SYSTEMD_KILL)
def process_ends(strike: Strike) -> Ended | None:
    return each(strike.hit, Anchor.PROCESS, Anchor.CONNECTION) if strike.hit else None


@ending("R20", "With the disk goes everything that only this host had.", sources.DOCKER_VOLUMES)
def disk_ends(strike: Strike) -> Ended | None:
    gone = strike.word == "node-loss" and _gone_for_good(strike)
    return on_nodes(strike, Anchor.DISK) if gone or strike.word == "disk-loss" else None


def _gone_for_good(strike: Strike) -> bool:
    """A lost host takes its disk along; of a cluster's node only when it never returns."""
    return strike.event.never_back or (not strike.cluster and strike.event.back is None)


@ending("R44", "A lost host takes along what it held in memory.", sources.DOCKER_VOLUMES)
def host_is_away(strike: Strike) -> Ended | None:
    lost = strike.word == "node-loss" and not strike.cluster
    return on_nodes(strike, Anchor.BOOT) if lost else None


@ending(
    "R9",
    "With the power goes the page cache: what the system had not yet written to the disk.",
    sources.WRITE,
)
def page_cache_ends(strike: Strike) -> Ended | None:
    cut = strike.word in {"power-loss", "node-loss"}
    dirty = cut or (strike.word == "reboot" and not strike.graceful)
    return on_nodes(strike, Anchor.PAGE_CACHE) if dirty else None


def boots(strike: Strike, platform: Platform) -> bool:
    return strike.word in {"reboot", "power-loss"} and strike.stack.platform is platform
