"""How a stack looks before an event: users, balancers, hosts with their instances, and stores.

Only what the model says is drawn, with each piece of state at the place it lives in: in an
instance, on its host's own disk, or in a store outside the hosts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whatif.ladder import Piece
from whatif.model import Kind, Locality, Location, Place, Platform, Policy, Service, Stack

ALIKE = 4  # of interchangeable replicas on one host no more are drawn one by one

_IN_STORE = frozenset({Place.EXTERNAL, Place.CLAIM, Place.TEMPLATE_CLAIM, Place.NETWORK_VOLUME})
_ON_DISK = frozenset(
    {
        Place.HOST_FILE,
        Place.HOST_TMPFS,
        Place.HOST_PATH,
        Place.BIND_MOUNT,
        Place.NAMED_VOLUME,
        Place.EXTERNAL_VOLUME,
        Place.ANONYMOUS_VOLUME,
    }
)
_POLICY = {
    Policy.ROUND_ROBIN: "each request to the next {one} in turn",
    Policy.RANDOM: "any {one}, for each request",
    Policy.PER_CONNECTION: "any {one}, for each connection",
    Policy.STICKY_COOKIE: "a cookie leads back to the same {one}",
    Policy.CLIENT_IP: "the client's address decides the {one}",
    Policy.HASH_MODULO: "a hash of the key, modulo the number of {one}s",
    Policy.CONSISTENT_HASH: "a consistent hash of the key decides the {one}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A piece of state where it lies."""

    letter: str
    item: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Users:
    """Those who send requests, and what their own browsers keep."""

    says: str
    pieces: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Balancer:
    """What stands before a service and chooses an instance."""

    name: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """An instance, or `count` of them that look alike."""

    name: str
    count: int = 1
    pieces: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A machine, its instances, and what lies on its own disk."""

    name: str
    boxes: tuple[Box, ...] = ()
    disk: tuple[Held, ...] = ()
    says: str = ""  # of a host without instances


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """Storage that no host of the stack holds: a claim on the network, a service outside."""

    name: str
    pieces: tuple[Held, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The tiers from the users to the stores. `says` is the whole picture as one sentence."""

    users: Users | None
    balancers: tuple[Balancer, ...]
    hosts: tuple[Host, ...]
    stores: tuple[Store, ...]
    says: str


def picture(stack: Stack, pieces: Sequence[Piece]) -> Picture:
    """The picture of a stack, with the letters of `whatif.ladder.pieces`."""
    drawing = _Drawing(stack, pieces)
    users, hosts, stores = drawing.users(), drawing.hosts(), drawing.stores()
    balancers = tuple(
        _balancer(stack, service) for service in drawing.fronts if service.replicas > 1
    )
    parts = [
        users.says if users else "",
        *(f"{balancer.name}: {balancer.says}" for balancer in balancers),
        *(_said(host) for host in hosts),
        *(f"{store.name}, which keeps {_listed(store.pieces)}" for store in stores),
    ]
    return Picture(
        users=users,
        balancers=balancers,
        hosts=hosts,
        stores=stores,
        says="; ".join(part for part in parts if part),
    )


@dataclass(frozen=True, slots=True)
class _Drawing:
    stack: Stack
    pieces: Sequence[Piece]

    @property
    def fronts(self) -> tuple[Service, ...]:
        """The services that users reach: those that say so, by a port or by what they keep."""
        return tuple(
            service
            for service in self.stack.services
            if service.host_ports or any(item.use for item in service.items)
        )

    def users(self) -> Users | None:
        held = tuple(self.held(self.stack.services, {Place.CLIENT}))
        if not self.fronts and not held:
            return None
        logged_in = any(item.use == "session" for _, item in self.stack.items())
        return Users(says="users, logged in" if logged_in else "users", pieces=held)

    def hosts(self) -> tuple[Host, ...]:
        nodes = self.stack.nodes()
        drawn = tuple(self.host(node) for node in nodes)
        if self.stack.platform is Platform.KUBERNETES and len(nodes) == 1:
            return (*drawn, Host(name="another node", says="ready, nothing of this stack"))
        return drawn

    def host(self, node: str) -> Host:
        here = [
            (service, numbers)
            for service in self.stack.services
            if (numbers := [k for k in range(service.replicas) if service.node_of(k) == node])
        ]
        boxes = tuple(box for service, numbers in here for box in self.boxes(service, numbers))
        disk = tuple(self.held([service for service, _ in here], _ON_DISK, local=True))
        return Host(name=node, boxes=boxes, disk=disk, says="" if boxes else "no instance here")

    def boxes(self, service: Service, numbers: Sequence[int]) -> Iterator[Box]:
        """The instances of a service on one host; many that look alike become one box."""
        if service.kind is Kind.STATEFULSET:
            for number in numbers:
                yield Box(name=f"{service.name}-{number}", pieces=self.inside(service, number))
        elif len(numbers) > ALIKE:
            yield Box(
                name=service.name, count=len(numbers), pieces=self.inside(service, numbers[0])
            )
        else:
            for number in numbers:
                yield Box(name=service.name, pieces=self.inside(service, number))

    def inside(self, service: Service, number: int) -> tuple[Held, ...]:
        """What one instance keeps within itself."""
        return tuple(
            held
            for held in self.held([service], set(Place) - _IN_STORE - _ON_DISK - {Place.CLIENT})
            if self.holds(service, held.item, number)
        )

    @staticmethod
    def holds(service: Service, name: str, number: int) -> bool:
        item = service.item(name)
        return item is None or not isinstance(item.held_by, int) or item.held_by == number

    def stores(self) -> tuple[Store, ...]:
        names: dict[str, list[Held]] = {}
        for service, location, held in self.located():
            if location.place in _IN_STORE and not _local(location):
                names.setdefault(_store_name(service, location), []).append(held)
        return tuple(Store(name=name, pieces=tuple(pieces)) for name, pieces in names.items())

    def held(
        self,
        services: Sequence[Service],
        places: frozenset[Place] | set[Place],
        *,
        local: bool = False,
    ) -> Iterator[Held]:
        """The pieces of these services at these places; `local` adds claims on a node's disk."""
        for service, location, held in self.located():
            if service in services and (location.place in places or (local and _local(location))):
                yield held

    def located(self) -> Iterator[tuple[Service, Location, Held]]:
        """Every piece once; where an event splits it in two, both letters stand with it."""
        for service, item in self.stack.items():
            owner = item.replica_of or service.name
            own = [p for p in self.pieces if (p.service, p.item) == (owner, item.name)]
            if own:
                letters = "/".join(piece.letter for piece in own)
                place = "a copy" if item.replica_of else own[0].place
                if item.location.place is Place.EXTERNAL:
                    place = ""  # its store already says where
                yield service, item.location, Held(letter=letters, item=item.name, place=place)


def _local(location: Location) -> bool:
    return location.storage is not None and location.storage.locality is Locality.NODE


def _store_name(service: Service, location: Location) -> str:
    if location.place is Place.EXTERNAL:
        return location.name or "outside"
    if location.place is Place.TEMPLATE_CLAIM:
        return f"{location.name}-{service.name}-K"
    return location.name or str(location.place)


def _balancer(stack: Stack, service: Service) -> Balancer:
    kubernetes = stack.platform is Platform.KUBERNETES
    one = "pod" if kubernetes else "instance"
    name = "Service" if kubernetes else "Balancer"
    return Balancer(name=name, says=_POLICY[service.policy].format(one=one))


def _said(host: Host) -> str:
    boxes = [
        f"{f'{box.count} of ' if box.count > 1 else ''}{box.name}"
        + (f" with {_listed(box.pieces)}" if box.pieces else "")
        for box in host.boxes
    ]
    disk = f"on its disk {_listed(host.disk)}" if host.disk else ""
    return f"{host.name}: " + ", ".join([*boxes, disk] if disk else boxes or [host.says])


def _listed(pieces: Sequence[Held]) -> str:
    return " and ".join(f"{held.letter} {held.item}" for held in pieces)
