"""What an event may strike: the candidates of a stack for each kind of target."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from whatif.events.event import BadEvent
from whatif.events.words import Word
from whatif.model import Instance, Kind, Place, Platform, Stack, StateItem

PROJECT = "project"  # what a compose project without a name of its own is called
_DEFAULT_ALL = frozenset({"", "all", "services"})


def targets(head: str, word: Word, given: list[str], stack: Stack) -> tuple[str, ...]:
    """The targets in full, or the only candidate where none is given. Raises BadEvent."""
    found = candidates(word, stack)
    listed = ", ".join(found) or "none"
    if word.target in {"", "all"} and given:
        raise BadEvent(f"{head} takes no target")
    if not given:
        if word.target in _DEFAULT_ALL:
            return ()
        if len(found) != 1:
            raise BadEvent(f"{head} needs a target; candidates: {listed}")
        return (found[0],)
    for name in given:
        if name not in found and not (word.target in _OF_INSTANCES and instance(name, stack)):
            raise BadEvent(f"{head} cannot strike {name!r}; candidates: {listed}")
    return tuple(given)


_OF_INSTANCES = frozenset({"service", "services"})


def candidates(word: Word, stack: Stack) -> list[str]:
    """What a word may strike in this stack, in the order of the files."""
    found = CANDIDATES.get(word.target, _services)
    return list(dict.fromkeys(found(stack)))


def instance(name: str, stack: Stack) -> Instance | None:
    """The instance that `SERVICE/K` names, or None."""
    service_name, slash, number = name.rpartition("/")
    service = stack.service(service_name)
    if not slash or service is None or not number.isdecimal() or int(number) >= service.replicas:
        return None
    return Instance(service_name, int(number))


def _services(stack: Stack) -> Iterator[str]:
    return (service.name for service in stack.services)


def _images(stack: Stack) -> Iterator[str]:
    return (service.name for service in stack.services if service.image)


def _claims(stack: Stack) -> Iterator[str]:
    yield from stack.claims()
    yield from _services(stack)


def _namespaces(stack: Stack) -> Iterator[str]:
    return iter(sorted({service.namespace for service in stack.services}))


def _primaries(stack: Stack) -> Iterator[str]:
    """Services whose state has a second copy that can take over."""
    followed = {item.replica_of for _, item in stack.items()}
    for service, item in stack.items():
        cluster = item.held_by == "all" and service.replicas > 1
        if cluster or service.name in followed:
            yield service.name


def _stores(stack: Stack) -> Iterator[str]:
    """What can be out of reach as a whole: services, servers of shares, stores outside."""
    yield from _services(stack)
    for _, item in stack.items():
        if name := store_name(item):
            yield name


def store_name(item: StateItem) -> str:
    """The name of the store outside the services that holds an item; "" where none does."""
    location = item.location
    if location.place is Place.EXTERNAL:
        return location.name
    if location.storage is not None and location.storage.server:
        return location.storage.server
    return location.name if location.place is Place.NETWORK_VOLUME else ""


def _zones(stack: Stack) -> Iterator[str]:
    return (zone for service in stack.services for zone in service.zones)


def _keepers(stack: Stack) -> Iterator[str]:
    return (service.name for service, _ in stack.items())


def _names(stack: Stack) -> Iterator[str]:
    """What a name gives an identity to: the compose project, or a StatefulSet."""
    if stack.platform is Platform.COMPOSE:
        yield stack.project or PROJECT
    for service in stack.services:
        if service.kind is Kind.STATEFULSET:
            yield service.name


def _items(stack: Stack) -> Iterator[str]:
    return (f"{service.name}/{item.name}" for service, item in stack.items())


def _configurations(stack: Stack) -> Iterator[str]:
    for _, item in stack.items():
        if name := configuration(item):
            yield name


def configuration(item: StateItem) -> str:
    """The ConfigMap, Secret or file that an item is projected from; "" where it is not."""
    location = item.location
    if location.place not in {Place.PROJECTED, Place.ENVIRONMENT}:
        return ""
    return location.source or location.name


def _instances(stack: Stack) -> Iterator[str]:
    for service in dict.fromkeys(service.name for service, _ in stack.items()):
        found = stack.service(service)
        for number in range(found.replicas if found else 0):
            yield str(Instance(service, number))


CANDIDATES: Mapping[str, Callable[[Stack], Iterator[str]]] = {
    "service": _services,
    "services": _services,
    "image": _images,
    "node": lambda stack: iter(stack.nodes()),
    "claim": _claims,
    "namespace": _namespaces,
    "primary": _primaries,
    "store": _stores,
    "zone": _zones,
    "keeper": _keepers,
    "name": _names,
    "item": _items,
    "config": _configurations,
    "instance": _instances,
}
