"""Reach: a copy that nothing touched helps nobody while its place cannot be reached.

`decide(copy, strike)` answers as the rules of binding do, and is asked before them.
"""

from __future__ import annotations

from whatif.copies import Copy, outside, shared
from whatif.events import Fencing
from whatif.events.targets import store_name
from whatif.model import CLAIMS, Locality, Place, Policy
from whatif.rules import sources
from whatif.rules.finding import FOUND, Finding, Missing, binding
from whatif.strike import Strike


@binding(
    "R112",
    "The files are on their server: while it is away every client waits, and none loses a thing.",
    sources.EXPORTS,
)
def share_is_down(copy: Copy, strike: Strike) -> Finding:
    down = strike.word == "store-down" and copy.item.location.place is not Place.EXTERNAL
    if not down or store_name(copy.item) not in strike.event.targets:
        return None
    return Missing(f"wait until {store_name(copy.item)} answers again")


@binding(
    "R123",
    "The store is away, and with it what all its users keep there; its contents are untouched.",
    sources.DJANGO_SESSIONS,
)
def store_is_down(copy: Copy, strike: Strike) -> Finding:
    away = copy.instance in strike.away and not outside(copy.item)
    hosted = store_name(copy.item) in strike.event.targets
    if strike.word != "store-down" or not (away or hosted):
        return None
    return Missing(f"wait until {strike.event.target} answers again")


@binding(
    "R82",
    "The storage is in the zone that is away, and is attached only there.",
    sources.K_ZONES,
)
def zone_is_away(copy: Copy, strike: Strike) -> Finding:
    if strike.word != "zone-outage" or copy.instance not in strike.away or outside(copy.item):
        return None
    storage = copy.item.location.storage
    everywhere = storage is not None and storage.locality is Locality.NETWORK
    declared = copy.item.location.place is Place.PROJECTED
    if strike.cluster and (everywhere or declared):
        return None if copy.instance in strike.stuck else FOUND
    return Missing(f"wait until the zone {strike.event.target} is back")


@binding(
    "R73",
    "On a lost node a StatefulSet's pod stays Terminating, and no other may take its name.",
    sources.K_FORCE_DELETE,
)
def stuck_terminating(copy: Copy, strike: Strike) -> Finding:
    if copy.instance not in strike.stuck or copy.item.location.place not in CLAIMS:
        return None
    return Missing("bring the node back, or delete its Node object once it is surely off")


@binding(
    "R75",
    "The node was declared out of service: its pods are gone, its volumes are free at once.",
    sources.K_SHUTDOWN,
)
def out_of_service(copy: Copy, strike: Strike) -> Finding:
    storage = copy.item.location.storage
    free = storage is not None and storage.locality is not Locality.NODE
    fenced = strike.event.fenced is Fencing.YES and copy.instance in strike.hit
    return FOUND if free and fenced and copy.item.location.place in CLAIMS else None


def _is_moved(copy: Copy, strike: Strike, policy: Policy) -> bool:
    """Whether another number of instances sends users away from what this one holds for them."""
    own = copy.item.use is not None and not shared(copy.item) and not outside(copy.item)
    scaled = strike.word == "scale" and copy.service.name in strike.event.targets
    changed = strike.count_after(copy.service) != copy.service.replicas
    stays = copy.instance not in strike.removed and copy.item.held_by != "all"
    return own and scaled and changed and stays and copy.service.policy is policy


@binding(
    "R118",
    "With another number of instances the hash sends most users to one that lacks what is theirs.",
    sources.HAPROXY,
)
def moved_by_the_hash(copy: Copy, strike: Strike) -> Finding:
    if not _is_moved(copy, strike, Policy.HASH_MODULO):
        return None
    return Missing(f"scale back to {copy.service.replicas}, or let the users begin anew")


@binding(
    "R119",
    "The new instance takes over a share of the users, and lacks what is theirs.",
    sources.HAPROXY,
)
def moved_to_the_new_instance(copy: Copy, strike: Strike) -> Finding:
    grows = strike.count_after(copy.service) > copy.service.replicas
    if not grows or not _is_moved(copy, strike, Policy.CONSISTENT_HASH):
        return None
    return Missing(f"scale back to {copy.service.replicas}, or let the users begin anew")
