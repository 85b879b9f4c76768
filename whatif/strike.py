"""An event made concrete on a stack: which instances it hits and what takes their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from whatif.events import Event
from whatif.model import Instance, Kind, Platform, Service, Stack
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
}
_ON_NODES = frozenset({"drain", "reboot", "power-loss", "disk-loss", "node-loss"})
_LEAVING = frozenset({"drain", "node-loss"})


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
    def renewal(self) -> Renewal:
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

    def instances(self) -> Iterator[Instance]:
        for service in self.stack.services:
            for number in range(service.replicas):
                yield Instance(service.name, number)

    def _hits(self, instance: Instance) -> bool:
        service = self.service(instance)
        if self.nodes:
            drained_past = self.word == "drain" and service.kind is Kind.DAEMONSET
            return service.node_of(instance.number) in self.nodes and not drained_past
        if self.word == "namespace-delete":
            return service.namespace in self.event.targets
        if self.word == "scale":
            return instance in self.removed
        if self.renewal is Renewal.UNTOUCHED:
            return False
        return not self.event.targets or self._named(instance)

    def _named(self, instance: Instance) -> bool:
        return instance.service in self.event.targets or str(instance) in self.event.targets

    @cached_property
    def removed(self) -> frozenset[Instance]:
        """Hit instances that the new state has no place for: scaled in, or away for good."""
        if self.word == "scale":
            return frozenset(
                instance
                for instance in self.instances()
                if instance.service in self.event.targets
                and instance.number >= (self.event.value or 0)
            )
        return self.hit if self.event.never_back and self.word == "crash" else frozenset()

    @cached_property
    def stuck(self) -> frozenset[Instance]:
        """Pods of a StatefulSet on a lost node: nothing replaces them before it is back (R73)."""
        if self.word != "node-loss" or not self.cluster:
            return frozenset()
        return frozenset(i for i in self.hit if self.service(i).kind is Kind.STATEFULSET)

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
            return self.event.value or 0
        gone = sum(1 for instance in self.removed if instance.service == service.name)
        return service.replicas - gone

    def overlaps(self, service: Service) -> bool:
        """Whether an old and a new instance run at once for a while (R62)."""
        rolls = self.word == "rollout" and service.name in self.event.targets
        return rolls and service.kind is Kind.DEPLOYMENT and service.max_surge > 0
