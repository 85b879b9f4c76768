"""What is described: a stack of services, the state they keep, and where each copy stands.

The words are those of docs/vocabulary: an *item* of state has *copies*, a copy stands at a
*place*, a place hangs on *anchors*. Everything here is data; what an event does to it is decided
by `whatif.rules`. All durations are seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from whatif.durability import SAFE, Durability, Trait
from whatif.places import (
    CLAIMS,
    SHARED_PLACES,
    Access,
    Locality,
    Location,
    Mark,
    Place,
    Reclaim,
    Storage,
)

__all__ = [
    "CLAIMS",
    "SHARED_PLACES",
    "Access",
    "Failover",
    "Instance",
    "Kind",
    "Locality",
    "Location",
    "Mark",
    "NotModelled",
    "Place",
    "Platform",
    "Policy",
    "Reclaim",
    "Role",
    "Service",
    "Stack",
    "StateItem",
    "Storage",
    "Use",
    "Writer",
]


class Platform(StrEnum):
    SYSTEMD = "systemd"
    COMPOSE = "compose"
    KUBERNETES = "kubernetes"


class Kind(StrEnum):
    """What runs and replaces the instances of a service."""

    UNIT = "unit"
    CONTAINER = "container"  # of compose
    DEPLOYMENT = "Deployment"
    STATEFULSET = "StatefulSet"
    DAEMONSET = "DaemonSet"
    JOB = "Job"
    CRONJOB = "CronJob"
    POD = "Pod"  # bare: nothing makes a new one


class Role(StrEnum):
    SOURCE = "source"  # the only truth
    DERIVED = "derived"  # can be computed again
    CONFIG = "config"  # declared elsewhere and projected
    IN_FLIGHT = "in flight"  # a request, a job, a connection under way


class Use(StrEnum):
    SESSION = "session"  # without it a user is logged out
    CONTENT = "content"  # a request for it fails, the user stays logged in


class Writer(StrEnum):
    ONE = "one"
    MANY = "many"
    NONE = "none"


class Policy(StrEnum):
    """How a request chooses an instance."""

    ROUND_ROBIN = "round robin"
    RANDOM = "random"
    PER_CONNECTION = "per connection"
    STICKY_COOKIE = "sticky cookie"
    CLIENT_IP = "client IP"
    HASH_MODULO = "hash modulo"
    CONSISTENT_HASH = "consistent hash"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateItem:
    """A named piece of state of one service."""

    name: str
    location: Location
    mark: Mark
    role: Role = Role.SOURCE
    held_by: str | int = "each"  # "each", "all" or an instance number
    replica_of: str = ""  # service that holds the item of the same name
    lag: float = 1.0
    backup: float | None = None  # age of the newest backup at the event
    use: Use | None = None
    writer: Writer = Writer.MANY
    needs: str = ""  # item of the same service
    of: str = ""  # what a derived item is computed from
    store: str = ""  # the program that keeps it, a name of `images.yaml`; "" where it is unknown
    traits: frozenset[Trait] = frozenset()  # of that store
    durability: Durability = SAFE
    input: str = ""  # `SERVICE/ITEM`: this is the work done for each message of that item
    acknowledged_first: bool = False  # the message is acknowledged before the work
    idempotent: bool = False  # doing it twice is harmless


class Failover(StrEnum):
    """Who promotes a replica when the primary is gone."""

    AUTOMATIC = "automatic"
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Replicas of one program."""

    name: str
    kind: Kind
    mark: Mark
    image: str = ""
    replicas: int = 1
    items: tuple[StateItem, ...] = ()
    policy: Policy = Policy.RANDOM
    nodes: tuple[str, ...] = ()  # instance K runs on entry K, beginning again after the last
    zones: tuple[str, ...] = ()  # the zone of each entry of `nodes`
    namespace: str = "default"
    restarts_after_crash: bool = True  # restart:, restartPolicy, Restart=
    starts_at_boot: bool = True  # restart:, the kubelet, WantedBy=
    recreate_strategy: bool = False  # Deployment strategy Recreate: the old ends first
    max_surge: int = 0  # extra instances while a Deployment rolls out, already rounded up
    remove_on_exit: bool = False  # docker run --rm
    container_name: str = ""
    host_ports: tuple[int, ...] = ()  # fixed ports of the host
    depends_on: tuple[str, ...] = ()
    processes: int = 1  # worker processes in one instance, each with its own memory
    clients: int | None = None  # different addresses or keys that a balancer sees; None: many
    failover: Failover | None = None  # None: automatic where all members hold the same
    grace: float = 10.0  # seconds from SIGTERM to SIGKILL
    hears_stop: bool = True  # False where a shell is PID 1 and surely keeps the signal to itself
    hostname: str = ""
    budget: bool = False  # a PodDisruptionBudget selects its pods
    keeps_descriptors: bool = False  # FileDescriptorStoreMax=: sockets outlive a restart

    def node_of(self, number: int) -> str:
        return self.nodes[number % len(self.nodes)]

    def zone_of(self, number: int) -> str:
        return self.zones[number % len(self.zones)] if self.zones else ""

    @property
    def block_volumes(self) -> frozenset[Access]:
        """How its claims let pods share them, where they are not for many nodes."""
        stores = (item.location.storage for item in self.items if item.location.place in CLAIMS)
        modes = frozenset(storage.access for storage in stores if storage is not None)
        return modes & {Access.ONE_NODE, Access.ONE_POD}

    @property
    def fails_over(self) -> bool:
        """Whether a copy takes over by itself, as members do that hold the same."""
        if self.failover is not None:
            return self.failover is Failover.AUTOMATIC
        return any(item.held_by == "all" for item in self.items)

    def item(self, name: str) -> StateItem | None:
        return next((item for item in self.items if item.name == name), None)


class NotModelled(NamedTuple):
    """Something that the engine does not know, and so does not call safe."""

    what: str
    mark: Mark


@dataclass(frozen=True, kw_only=True)
class Stack:
    platform: Platform
    services: tuple[Service, ...]
    not_modelled: tuple[NotModelled, ...] = ()
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # name -> text
    project: str = ""  # of compose

    @cached_property
    def _by_name(self) -> Mapping[str, Service]:
        return {service.name: service for service in reversed(self.services)}

    def service(self, name: str) -> Service | None:
        return self._by_name.get(name)

    @cached_property
    def followers(self) -> Mapping[tuple[str, str], tuple[tuple[Service, StateItem], ...]]:
        """Of each service and item the further copies that other services keep (`replica_of`)."""
        found: dict[tuple[str, str], tuple[tuple[Service, StateItem], ...]] = {}
        for service, item in self.items():
            if item.replica_of:
                key = (item.replica_of, item.name)
                found[key] = (*found.get(key, ()), (service, item))
        return found

    def nodes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(node for service in self.services for node in service.nodes))

    def items(self) -> Iterator[tuple[Service, StateItem]]:
        for service in self.services:
            for item in service.items:
                yield service, item

    def claims(self) -> dict[str, Storage]:
        """The claims of the manifests by name, those of templates under their template's name."""
        return {
            item.location.storage.name: item.location.storage
            for _, item in self.items()
            if item.location.storage and item.location.place in CLAIMS
        }


class Instance(NamedTuple):
    """One running replica, `SERVICE/K`."""

    service: str
    number: int

    def __str__(self) -> str:
        return f"{self.service}/{self.number}"
