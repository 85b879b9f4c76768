"""What an event ends in Kubernetes."""

from __future__ import annotations

from whatif.copies import claim_name
from whatif.model import Instance, Place, Platform, Reclaim
from whatif.outcome import Anchor
from whatif.rules import sources
from whatif.rules.endings import NOTHING, Ended, boots, each, ending, on_nodes
from whatif.strike import Hold, Renewal, Strike


def _in_cluster(strike: Strike, *renewals: Renewal) -> bool:
    return strike.cluster and bool(strike.hit) and strike.renewal in renewals


@ending(
    "R53",
    "After a reboot the same pods go on; what a node holds in memory is gone.",
    sources.K_VOLUMES,
)
def nodeboots(strike: Strike) -> Ended | None:
    return on_nodes(strike, Anchor.BOOT) if boots(strike, Platform.KUBERNETES) else None


@ending(
    "R50",
    "The pod stays, but each container in it is a new one with a clean file system.",
    sources.K_POD,
)
def container_is_new(strike: Strike) -> Ended | None:
    if not _in_cluster(strike, Renewal.SAME):
        return None
    return each(strike.hit, Anchor.CONTAINER, Anchor.RUN)


@ending(
    "R52",
    "A pod is never moved. It is replaced by a new one, and what was inside is gone.",
    sources.K_POD,
)
def pod_is_replaced(strike: Strike) -> Ended | None:
    if not _in_cluster(strike, Renewal.REMOVED):
        return None
    return each(strike.hit, Anchor.CONTAINER, Anchor.RUN, Anchor.POD)


@ending(
    "R73",
    "A lost node answers nobody: its pods are given up, and others may take their place.",
    sources.K_TAINTS,
)
def node_is_away(strike: Strike) -> Ended | None:
    lost = strike.word == "node-loss" and strike.cluster
    return on_nodes(strike, Anchor.BOOT) if lost else None


@ending("R79", "A drain evicts every pod of the node but those of DaemonSets.", sources.K_DRAIN)
def drained(strike: Strike) -> Ended | None:
    return NOTHING if strike.word == "drain" and strike.hit else None


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
