"""An event made concrete on a stack: which instances it hits and what takes their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from whatif import readers
from whatif.events import Cause, Event, Fencing
from whatif.model import Access, Instance, Kind, Platform, Service, Stack
from whatif.outcome import Anchor, Step

OTHER_NODE = "another node"
REBOOT_LIMIT = 300.0  # seconds: away for longer, and Kubernetes evicts the pods (R73)


class Hold(NamedTuple):
    """One anchor with its name: the container of `web/0`, the disk of `node-1`."""

    anchor: Anchor
    name: str


class Ending(NamedTuple):
    """One rule that says what the event ends."""

    step: Step
    holds: frozenset[Hold]


class Renewal(StrEnum):
    """What takes the place of the instances that an event hits."""

    SAME = "same"  # the same container, unit or pod starts again
    RECREATED = "recreated"  # compose puts a new container in the place of the old one
    REMOVED = "removed"  # removed; a new one is made by name
    UNTOUCHED = "untouched"  # nothing that runs is hit


_RENEWALS = {
    "crash": Renewal.SAME,
    "restart": Renewal.SAME,
    "stop": Renewal.SAME,
    "reboot": Renewal.SAME,
    "power-loss": Renewal.SAME,
    "recreate": Renewal.RECREATED,
    "down": Renewal.REMOVED,
    "down-volumes": Renewal.REMOVED,
    "replace": Renewal.REMOVED,
    "rollout": Renewal.REMOVED,
    "scale": Renewal.REMOVED,
    "drain": Renewal.REMOVED,
    "disk-loss": Renewal.REMOVED,
    "node-loss": Renewal.REMOVED,
    "namespace-delete": Renewal.REMOVED,
    "rename": Renewal.REMOVED,
    "failover": Renewal.SAME,
}
_ON_NODES = frozenset({"drain", "reboot", "power-loss", "disk-loss", "node-loss"})
_LEAVING = frozenset({"drain", "node-loss"})
_ROLLING = frozenset({"rollout", "upgrade"})
_FOR_GOOD = frozenset({"stop", "disk-loss", "node-loss", "failover"})  # nobody starts it at once


@dataclass(frozen=True)
class Strike:
    """`event` on `stack`; all but `endings` follows from the two."""

    stack: Stack
    event: Event
    endings: tuple[Ending, ...] = ()  # what the rules say that it ends

    @cached_property
    def ended(self) -> frozenset[Hold]:
        return frozenset(hold for ending in self.endings for hold in ending.holds)

    @cached_property
    def word(self) -> str:
        """The event's word; a node that is soon back is only a reboot to Kubernetes."""
        short = self.event.back is not None and self.event.back <= REBOOT_LIMIT
        return "power-loss" if self.event.word == "node-loss" and short else self.event.word

    @cached_property
    def graceful(self) -> bool:
        return self.event.graceful

    @cached_property
    def renewal(self) -> Renewal:
        if self.word == "upgrade":
            return Renewal.REMOVED if self.cluster else Renewal.RECREATED
        return _RENEWALS.get(self.word, Renewal.UNTOUCHED)

    @cached_property
    def cluster(self) -> bool:
        return self.stack.platform is Platform.KUBERNETES

    @cached_property
    def nodes(self) -> frozenset[str]:
        """The nodes that are struck."""
        return frozenset(self.event.targets) if self.word in _ON_NODES else frozenset()

    @cached_property
    def hit(self) -> frozenset[Instance]:
        """The instances that end or start again."""
        return frozenset(instance for instance in self.instances() if self._hits(instance))

    @cached_property
    def hit_services(self) -> Mapping[str, frozenset[Instance]]:
        """Of each service that is hit, its instances that are."""
        return _by_service(self.hit)

    @cached_property
    def touched_services(self) -> Mapping[str, frozenset[Instance]]:
        return _by_service(self.touched)

    def instances(self) -> Iterator[Instance]:
        for service in self.stack.services:
            for number in range(service.replicas):
                yield Instance(service.name, number)

    def _hits(self, instance: Instance) -> bool:
        service = self.service(instance)
        if self.nodes:
            drained_past = self.word == "drain" and service.kind is Kind.DAEMONSET
            return service.node_of(instance.number) in self.nodes and not drained_past
        match self.word:
            case "namespace-delete":
                return service.namespace in self.event.targets
            case "scale":
                return instance in self.scaled_in
            case "failover":
                return instance in self.demoted and self.event.cause is Cause.LOSS
            case "rename" if not self.cluster:
                return True
        if self.renewal is Renewal.UNTOUCHED or self.stalls(service):
            return False
        return not self.event.targets or self._named(instance)

    def _named(self, instance: Instance) -> bool:
        return instance.service in self.event.targets or str(instance) in self.event.targets

    @cached_property
    def touched(self) -> frozenset[Instance]:
        """The instances that fare apart from the rest: hit, out of reach, or written to."""
        written = {i for i in self.instances() if self.word == "write" and self._named(i)}
        return self.hit | self.away | self.demoted | written

    @cached_property
    def away(self) -> frozenset[Instance]:
        """Instances out of reach that go on as they were."""
        match self.word:
            case "zone-outage":
                return frozenset(i for i in self.instances() if self._zone(i) in self.event.targets)
            case "store-down":
                return frozenset(i for i in self.instances() if self._named(i))
        return frozenset()

    def _zone(self, instance: Instance) -> str:
        return self.service(instance).zone_of(instance.number)

    @cached_property
    def demoted(self) -> frozenset[Instance]:
        """Primaries whose place a replica takes: of members that hold the same, the first."""
        if self.word != "failover":
            return frozenset()
        named = (self.stack.service(name) for name in self.event.targets)
        return frozenset(
            Instance(service.name, number)
            for service in named
            if service is not None
            for number in range(1 if _alike(service) else service.replicas)
        )

    @cached_property
    def scaled_in(self) -> frozenset[Instance]:
        """Instances that the first scaling removes, the highest first."""
        if self.word != "scale":
            return frozenset()
        return frozenset(
            instance
            for instance in self.instances()
            if self._named(instance) and instance.number >= (self.event.value or 0)
        )

    @cached_property
    def removed(self) -> frozenset[Instance]:
        """Hit instances that the new state has no place for: scaled in, or away for good."""
        if self.word == "scale":
            return frozenset(i for i in self.scaled_in if i.number >= (self.event.then or 0))
        return self.hit if self.event.never_back and self.word == "crash" else frozenset()

    @cached_property
    def stuck(self) -> frozenset[Instance]:
        """Pods of a StatefulSet on a lost node: nothing replaces them before it is back (R73)."""
        lost = self.word in {"node-loss", "zone-outage"} and self.event.fenced is Fencing.NO
        if not lost or not self.cluster:
            return frozenset()
        sets = (i for i in self.hit | self.away if self.service(i).kind is Kind.STATEFULSET)
        return frozenset(sets)

    def returns(self, instance: Instance) -> bool:
        """Whether a hit instance is started again at once by who is responsible for it."""
        service = self.service(instance)
        if self.word in _FOR_GOOD or self.event.never_back or instance in self.removed:
            return False
        match self.word:
            case "crash":
                return service.restarts_after_crash and not service.remove_on_exit
            case "reboot" | "power-loss":
                return service.starts_at_boot
        return True

    def exposes(self, instance: Instance, node: str) -> bool:
        """Whether memory that held an acknowledged write has gone: the program's or the host's."""
        return instance in self.hit or Hold(Anchor.PAGE_CACHE, node) in self.ended

    def doubled(self, service: Service) -> bool:
        """Whether an old instance may run on beside the one that took its name (R74)."""
        forced = self.event.fenced is Fencing.FORCED
        return forced and service.name in self.hit_services

    @cached_property
    def stack_after(self) -> Stack | None:
        """The files read with the new image or name, None where neither changes."""
        files = [readers.SourceFile(name, text) for name, text in self.stack.files.items()]
        match self.word:
            case "upgrade":
                return readers.read(files, images={n: self.image(n) for n in self.event.targets})
            case "rename" if not self.cluster:
                return readers.read(files, project=self.event.to)
        return None

    def image(self, name: str) -> str:
        """The image that an upgrade gives a service: a new tag, or a whole new image."""
        service, new = self.stack.service(name), self.event.to
        if service is None or ":" in new or "/" in new:
            return new
        head, _, last = service.image.partition("@")[0].rpartition("/")
        return f"{head}/{last.partition(':')[0]}:{new}".lstrip("/")

    def service(self, instance: Instance) -> Service:
        service = self.stack.service(instance.service)
        assert service is not None, instance
        return service

    def node_before(self, instance: Instance) -> str:
        return self.service(instance).node_of(instance.number)

    def node_after(self, instance: Instance) -> str:
        """Where the replacement of a hit instance starts."""
        before = self.node_before(instance)
        at = self.event.at or ("other-node" if self.word in _LEAVING else "same-node")
        if instance not in self.hit or at == "same-node" or not self.cluster:
            return before
        if self.service(instance).kind is Kind.DAEMONSET:
            return before  # they return on the same node (R77)
        return self._another(before) if at == "other-node" else at

    def _another(self, node: str) -> str:
        return next((other for other in self.stack.nodes() if other != node), OTHER_NODE)

    def count_after(self, service: Service) -> int:
        if self.word == "scale" and service.name in self.event.targets:
            return (self.event.then if self.event.then is not None else self.event.value) or 0
        hit = self.hit_services.get(service.name, frozenset())
        return service.replicas - len(hit & self.removed)

    def overlaps(self, service: Service) -> bool:
        """Whether an old and a new instance run at once for a while (R62)."""
        rolls = self.cluster and self.word in _ROLLING and service.name in self.event.targets
        return rolls and service.kind is Kind.DEPLOYMENT and service.max_surge > 0

    def stalls(self, service: Service) -> bool:
        """Whether a rolling update waits for a volume that the old pod holds (R63, R65)."""
        if not self.overlaps(service):
            return False
        modes = service.block_volumes
        leaves = _leaves_its_node(self.event, service)
        return Access.ONE_POD in modes or (Access.ONE_NODE in modes and leaves)


def _leaves_its_node(event: Event, service: Service) -> bool:
    here = {"", "same-node", *service.nodes}
    return event.at == "other-node" or event.at not in here


def _by_service(instances: frozenset[Instance]) -> Mapping[str, frozenset[Instance]]:
    found: dict[str, set[Instance]] = {}
    for instance in instances:
        found.setdefault(instance.service, set()).add(instance)
    return {name: frozenset(own) for name, own in found.items()}


def _alike(service: Service) -> bool:
    return any(item.held_by == "all" for item in service.items)
