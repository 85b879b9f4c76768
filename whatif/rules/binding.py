"""Binding: a copy that still exists helps only if the replacement finds it (R3).

`decide(copy, strike)` looks at a surviving copy in the hands of an instance that was hit. It
answers FOUND, or Missing with the way back, or None where the rule does not apply. The first
rule that answers decides; where none does, the copy is found by the name it always had.
"""

from __future__ import annotations

from collections.abc import Callable

from whatif.copies import Copy, claim_name, outside, shared
from whatif.model import CLAIMS, Access, Locality, Place, Platform, Reclaim
from whatif.outcome import Anchor, Fate
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources
from whatif.rules.finding import FOUND, Finding, Missing, binding
from whatif.strike import Hold, Renewal, Strike

_BY_HASH = "find the volume by its hash in docker volume ls, and mount it by name"


def _waits_for(copy: Copy, strike: Strike, access: Access) -> bool:
    storage = copy.item.location.storage
    held = storage is not None and storage.access is access
    return held and copy.item.location.place in CLAIMS and strike.stalls(copy.service)


@binding(
    "R63",
    "A block volume is attached to one node: the new pod elsewhere waits, the old one serves on.",
    sources.K_SINGLE,
)
def rollout_waits_for_the_volume(copy: Copy, strike: Strike) -> Finding:
    return FOUND if _waits_for(copy, strike, Access.ONE_NODE) else None


@binding(
    "R65",
    "The volume is for one pod: the new one waits until the old one is gone, which serves on.",
    sources.K_PERSISTENT,
)
def rollout_waits_for_the_pod(copy: Copy, strike: Strike) -> Finding:
    return FOUND if _waits_for(copy, strike, Access.ONE_POD) else None


@binding("R1", "The event ends nothing that it hangs on.", sources.DOCKER_STORAGE)
def untouched(copy: Copy, strike: Strike) -> Finding:
    released = copy.item.location.place in CLAIMS and _loses_its_claim(copy, strike)
    return None if copy.instance in strike.hit or released else FOUND


@binding(
    "R68",
    "Scaling in keeps the claims of the pods it removes, but no pod serves them.",
    sources.K_STATEFULSET,
)
def claim_of_a_removed_ordinal(copy: Copy, strike: Strike) -> Finding:
    if copy.instance not in strike.removed or copy.item.location.place is not Place.TEMPLATE_CLAIM:
        return None
    return Missing("scale out again, or mount the claim in another pod")


@binding(
    "R40",
    "Scaling in removes the container and leaves its anonymous volume without an owner.",
    sources.DOCKER_VOLUMES,
)
def volume_of_a_removed_container(copy: Copy, strike: Strike) -> Finding:
    anonymous = copy.item.location.place is Place.ANONYMOUS_VOLUME
    return Missing(_BY_HASH) if anonymous and copy.instance in strike.scaled_in else None


@binding("R86", "No instance is left that could serve it.", sources.K_STATEFULSET)
def no_instance_left(copy: Copy, strike: Strike) -> Finding:
    reached_by_others = shared(copy.item) and strike.count_after(copy.service) > 0
    if copy.instance not in strike.removed or reached_by_others or outside(copy.item):
        return None
    return Missing(f"start {copy.service.name} again")


@binding(
    "R35",
    "With -V the new container gets new anonymous volumes; the old ones stay behind.",
    sources.COMPOSE_UP,
)
def anonymous_volume_renewed(copy: Copy, strike: Strike) -> Finding:
    renewed = strike.renewal is Renewal.RECREATED and strike.event.renew
    if not renewed or copy.item.location.place is not Place.ANONYMOUS_VOLUME:
        return None
    return Missing(_BY_HASH)


@binding(
    "R21",
    "It is the same container that starts again, so it finds its layer and its volumes.",
    sources.DOCKER_STORAGE,
)
def same_container(copy: Copy, strike: Strike) -> Finding:
    again = strike.renewal is Renewal.SAME and strike.stack.platform is Platform.COMPOSE
    own = copy.item.location.place in {Place.WRITABLE_LAYER, Place.ANONYMOUS_VOLUME}
    return FOUND if again and own and copy.instance not in strike.removed else None


@binding(
    "R34",
    "Compose gives a recreated container the anonymous volumes of the one before it.",
    sources.COMPOSE_UP,
)
def anonymous_volume_inherited(copy: Copy, strike: Strike) -> Finding:
    recreated = strike.renewal is Renewal.RECREATED
    anonymous = copy.item.location.place is Place.ANONYMOUS_VOLUME
    return FOUND if recreated and anonymous else None


@binding(
    "R26",
    "The new container has a new anonymous volume; the old one is there, but nobody asks for it.",
    sources.DOCKER_VOLUMES,
)
def anonymous_volume_orphaned(copy: Copy, strike: Strike) -> Finding:
    removed = strike.stack.platform is Platform.COMPOSE and strike.renewal is Renewal.REMOVED
    if not removed or copy.item.location.place is not Place.ANONYMOUS_VOLUME:
        return None
    return Missing(_BY_HASH)


@binding(
    "R60",
    "With reclaim policy Retain the volume outlives its claim, but no new claim gets it.",
    sources.K_PERSISTENT,
)
def volume_is_released(copy: Copy, strike: Strike) -> Finding:
    storage = copy.item.location.storage
    kept = storage is not None and storage.reclaim is Reclaim.RETAIN
    if not kept or copy.item.location.place not in CLAIMS or not _loses_its_claim(copy, strike):
        return None
    return Missing("an administrator makes the released volume available again")


def _loses_its_claim(copy: Copy, strike: Strike) -> bool:
    return Hold(Anchor.CLAIM, claim_name(copy.item.location, copy.instance)) in strike.ended


@binding(
    "R55",
    "A local volume is on one node, so the pod cannot start on another.",
    sources.K_VOLUMES,
)
def local_volume_elsewhere(copy: Copy, strike: Strike) -> Finding:
    storage = copy.item.location.storage
    local = storage is not None and storage.locality is Locality.NODE
    if not local or strike.node_after(copy.instance) == copy.node:
        return None
    return Missing(f"let the pod run on {copy.node} again")


@binding("R54", "On another node the same path is another directory.", sources.K_VOLUMES)
def host_path_elsewhere(copy: Copy, strike: Strike) -> Finding:
    here = strike.node_after(copy.instance) == copy.node
    if copy.item.location.place is not Place.HOST_PATH or here:
        return None
    return Missing(f"run the pod on {copy.node} again, or copy the directory")


def needing(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.NEEDS, sentence, source)


@needing(
    "R120",
    "It is useless without the other piece that it needs, as a token without its signing key.",
    sources.DJANGO_SESSIONS,
)
def useless_without(needed: str, fate: Fate, strike: Strike) -> Finding:
    """`decide(needed, fate, strike)`: `SERVICE/ITEM` that is needed, and what became of it."""
    if fate is Fate.SURVIVES:
        return None
    name = needed.partition("/")[2]
    return Missing(f"bring back the same {name}; with a new one users log in again")


@needing(
    "R121",
    "A new key does not open what the old one signed: each token made with it is refused.",
    sources.JWT,
)
def key_is_replaced(needed: str, fate: Fate, strike: Strike) -> Finding:
    if strike.word != "rotate-key" or needed not in strike.event.targets:
        return None
    name = needed.partition("/")[2]
    return Missing(f"accept the old {name} beside the new one until old tokens have expired")
