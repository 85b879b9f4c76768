"""Lifetime: what an event ends.

`decide(strike)` answers the anchors that end, with their names, or None where the rule does not
apply. An empty answer is a rule that speaks without ending anything: it says why something stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from whatif.copies import claim_name, volume_name
from whatif.model import Instance, Kind, Place, Platform, Reclaim
from whatif.outcome import Anchor
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources
from whatif.strike import Hold, Renewal, Strike

Ended = frozenset[Hold]
NOTHING: Ended = frozenset()


def ending(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.ENDING, sentence, source)


def _each(instances: Iterable[Instance], *anchors: Anchor) -> Ended:
    return frozenset(Hold(anchor, str(instance)) for instance in instances for anchor in anchors)


def _on_nodes(strike: Strike, anchor: Anchor) -> Ended:
    return frozenset(Hold(anchor, node) for node in strike.nodes)


@ending("R7", "What is hit ends its process, and with it its connections.", sources.SYSTEMD_KILL)
def process_ends(strike: Strike) -> Ended | None:
    return _each(strike.hit, Anchor.PROCESS, Anchor.CONNECTION) if strike.hit else None


@ending("R20", "With the disk goes everything that only this host had.", sources.DOCKER_VOLUMES)
def disk_ends(strike: Strike) -> Ended | None:
    lost = strike.word == "disk-loss" or (strike.word == "node-loss" and _disk_gone(strike))
    return _on_nodes(strike, Anchor.DISK) if lost else None


def _disk_gone(strike: Strike) -> bool:
    """A lost host takes its disk along; of a cluster's node only when it never returns."""
    return strike.event.never_back or (not strike.cluster and strike.event.back is None)


def _boots(strike: Strike, platform: Platform) -> bool:
    boots = strike.word in {"reboot", "power-loss", "node-loss"}
    return boots and strike.stack.platform is platform


# systemd


@ending("R14", "When a unit stops, its runtime and private directories go.", sources.SYSTEMD_EXEC)
def unit_run_ends(strike: Strike) -> Ended | None:
    unit = strike.stack.platform is Platform.SYSTEMD and strike.hit
    return _each(strike.hit, Anchor.UNIT) if unit else None


@ending(
    "R11",
    "A boot empties what only memory holds, a tmpfs too; a clean one writes the rest to disk.",
    sources.FILE_HIERARCHY,
)
def host_boots(strike: Strike) -> Ended | None:
    return _on_nodes(strike, Anchor.BOOT) if _boots(strike, Platform.SYSTEMD) else None


# Docker and Compose


def _compose(strike: Strike, *renewals: Renewal) -> bool:
    compose = strike.stack.platform is Platform.COMPOSE
    return compose and bool(strike.hit) and strike.renewal in renewals


@ending(
    "R21",
    "Docker starts the same container again: its writable layer and its volumes stay.",
    sources.DOCKER_STORAGE,
)
def same_container_starts_again(strike: Strike) -> Ended | None:
    return _each(strike.hit, Anchor.RUN) if _compose(strike, Renewal.SAME) else None


@ending(
    "R33",
    "Recreating makes a new container and removes the old one without its volumes.",
    sources.COMPOSE_UP,
)
def container_is_recreated(strike: Strike) -> Ended | None:
    if not _compose(strike, Renewal.RECREATED):
        return None
    return _each(strike.hit, Anchor.RUN, Anchor.CONTAINER)


@ending(
    "R23",
    "A removed container does not come back; the next one starts from the image.",
    sources.DOCKER_STORAGE,
)
def container_is_removed(strike: Strike) -> Ended | None:
    if not _compose(strike, Renewal.REMOVED):
        return None
    return _each(strike.hit, Anchor.RUN, Anchor.CONTAINER)


@ending(
    "R38",
    "down removes containers and networks, and no volume.",
    sources.COMPOSE_DOWN,
)
def down_keeps_volumes(strike: Strike) -> Ended | None:
    return NOTHING if strike.word == "down" and _compose(strike, Renewal.REMOVED) else None


@ending(
    "R26",
    "A container started with --rm is removed when it stops, its anonymous volumes with it.",
    sources.DOCKER_VOLUMES,
)
def removed_on_exit(strike: Strike) -> Ended | None:
    leaving = {i for i in strike.hit if strike.service(i).remove_on_exit}
    if not leaving or not _compose(strike, Renewal.SAME):
        return None
    return _each(leaving, Anchor.CONTAINER) | _anonymous_volumes(strike, leaving)


@ending(
    "R39",
    "down -v also deletes the named volumes of the file and all anonymous ones.",
    sources.COMPOSE_DOWN,
)
def volumes_are_deleted(strike: Strike) -> Ended | None:
    if strike.word != "down-volumes":
        return None
    named = frozenset(
        Hold(Anchor.VOLUME, item.location.name)
        for _, item in strike.stack.items()
        if item.location.place is Place.NAMED_VOLUME
    )
    return named | _anonymous_volumes(strike, strike.hit)


def _anonymous_volumes(strike: Strike, instances: Iterable[Instance]) -> Ended:
    return frozenset(
        Hold(Anchor.VOLUME, volume_name(item.location, instance))
        for instance in instances
        for item in strike.service(instance).items
        if item.location.place is Place.ANONYMOUS_VOLUME
    )


@ending(
    "R43",
    "A reboot of the host keeps containers, volumes and directories; a tmpfs is empty.",
    sources.DOCKER_STORAGE,
)
def docker_host_boots(strike: Strike) -> Ended | None:
    return _on_nodes(strike, Anchor.BOOT) if _boots(strike, Platform.COMPOSE) else None


# Kubernetes


def _in_cluster(strike: Strike, *renewals: Renewal) -> bool:
    return strike.cluster and bool(strike.hit) and strike.renewal in renewals


@ending(
    "R53",
    "After a reboot the same pods go on; what a node holds in memory is gone.",
    sources.K_VOLUMES,
)
def node_boots(strike: Strike) -> Ended | None:
    return _on_nodes(strike, Anchor.BOOT) if _boots(strike, Platform.KUBERNETES) else None


@ending(
    "R50",
    "The pod stays, but each container in it is a new one with a clean file system.",
    sources.K_POD,
)
def container_is_new(strike: Strike) -> Ended | None:
    if not _in_cluster(strike, Renewal.SAME):
        return None
    return _each(strike.hit, Anchor.CONTAINER, Anchor.RUN)


@ending(
    "R52",
    "A pod is never moved. It is replaced by a new one, and what was inside is gone.",
    sources.K_POD,
)
def pod_is_replaced(strike: Strike) -> Ended | None:
    if not _in_cluster(strike, Renewal.REMOVED):
        return None
    return _each(strike.hit, Anchor.CONTAINER, Anchor.RUN, Anchor.POD)


@ending("R79", "A drain evicts every pod of the node but those of DaemonSets.", sources.K_DRAIN)
def drained(strike: Strike) -> Ended | None:
    return NOTHING if strike.word == "drain" and strike.hit else None


@ending(
    "R71",
    "A StatefulSet rolls out one pod at a time, each deleted before the next is made.",
    sources.K_STATEFULSET,
)
def rolls_one_by_one(strike: Strike) -> Ended | None:
    sets = any(strike.service(i).kind is Kind.STATEFULSET for i in strike.hit)
    return NOTHING if strike.word == "rollout" and sets else None


@ending(
    "R70",
    "The set's retention policy deletes the claims of scaled-in ordinals or of a deleted set.",
    sources.K_STATEFULSET,
)
def retention(strike: Strike) -> Ended | None:
    ended = {
        Hold(Anchor.CLAIM, claim_name(item.location, instance))
        for instance in strike.hit
        for item in strike.service(instance).items
        if item.location.place is Place.TEMPLATE_CLAIM
        and item.location.storage is not None
        and _deletes(strike, item.location.storage.when_scaled, item.location.storage.when_deleted)
    }
    return frozenset(ended) or None


def _deletes(strike: Strike, when_scaled: Reclaim, when_deleted: Reclaim) -> bool:
    policy = {"scale": when_scaled, "down": when_deleted}.get(strike.word)
    return policy is Reclaim.DELETE


@ending(
    "R60",
    "A deleted claim takes its volume along where the reclaim policy is Delete.",
    sources.K_PERSISTENT,
)
def claim_deleted(strike: Strike) -> Ended | None:
    if strike.word != "claim-delete":
        return None
    return frozenset(
        Hold(Anchor.CLAIM, claim_name(item.location, Instance(service.name, number)))
        for service, item in strike.stack.items()
        for number in range(max(1, service.replicas))
        if _claim_named(strike, service.name, item.location.name, item.location.storage)
    )


def _claim_named(strike: Strike, service: str, name: str, storage: object) -> bool:
    """A claim is named by itself, or by a service for all its claims; claims come first."""
    if storage is None:
        return False
    claims = strike.stack.claims()
    return any(
        target == name if target in claims else target == service for target in strike.event.targets
    )


@ending(
    "R61",
    "Deleting a namespace deletes everything in it, claims and configuration too.",
    sources.K_NAMESPACES,
)
def namespace_deleted(strike: Strike) -> Ended | None:
    if strike.word != "namespace-delete":
        return None
    inside = [(s, item) for s, item in strike.stack.items() if s.namespace in strike.event.targets]
    claims = {
        Hold(Anchor.CLAIM, claim_name(item.location, Instance(service.name, number)))
        for service, item in inside
        for number in range(max(1, service.replicas))
        if item.location.storage is not None
    }
    return frozenset(claims | {Hold(Anchor.CONFIG, name) for name in strike.event.targets})
