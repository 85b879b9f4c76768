"""Stacks that nobody wrote, on all three platforms: places, stores, settings, copies.

A stack is drawn as a plain description, so that a test can write it once as it is and once with a
copy more, or with its services in another order.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.whatif.writing import COMPOSE, KUBERNETES, STORES, SYSTEMD, WRITERS
from whatif.model import Platform, Stack

PLACES = {
    Platform.COMPOSE: COMPOSE,
    Platform.SYSTEMD: SYSTEMD,
    Platform.KUBERNETES: KUBERNETES,
}
HELD = {"memory", "layer", "anonymous", "files", "empty", "fast", "own"}  # by each instance


class Described(NamedTuple):
    """A stack before it is written: service names in order, each with what is drawn for it."""

    platform: Platform
    services: dict[str, dict[str, Any]]

    def written(self, *, reverse: bool = False) -> Stack:
        order = sorted(self.services, reverse=reverse)
        return WRITERS[self.platform]({name: self.services[name] for name in order})

    def with_items(self, **keys: str) -> Described:
        """The same with these keys in every item, as `backup=6h`."""
        more = {
            name: {**service, "items": [{**item, **keys} for item in service["items"]]}
            for name, service in self.services.items()
        }
        return self._replace(services=more)

    def with_replica(self) -> Described:
        """The same with a service on a node of its own that copies what `web` keeps."""
        web = self.services["web"]
        items = [{"at": "/copy/data", "replica_of": "web"} for _ in web["items"]]
        copy = {**web, "items": items, "replicas": 1, "nodes": ["apart"], "volumes": "layer"}
        return self._replace(services={**self.services, "zcopy": copy})

    def with_members(self, number: int) -> Described:
        """The same with so many instances of each service, each on a node of its own."""
        nodes = [f"node-{n + 1}" for n in range(number)]
        more = {
            name: {**service, "replicas": number, "nodes": nodes}
            for name, service in self.services.items()
        }
        return self._replace(services=more)


def _drawn(places: list[str], plain: bool) -> st.SearchStrategy[dict[str, Any]]:
    """An item at one of these places; a plain one says nothing but that."""
    at = st.sampled_from(places).map(lambda place: {"place": place})
    if plain:
        return at
    more = {
        "role": st.sampled_from(["source", "derived"]),
        "use": st.sampled_from(["session", "content"]),
        "writer": st.sampled_from(["one", "many"]),
        "ack": st.sampled_from(["process memory", "page cache", "disk", "none"]),
        "flush_on_stop": st.sampled_from(["1s", "10m"]),
        "written": st.sampled_from(["old", "recent"]),
    }
    said = st.fixed_dictionaries({}, optional=more)
    return st.tuples(at, said).map(lambda pair: {**pair[0], **pair[1]})


def _service(
    platform: Platform, drawn: st.SearchStrategy[dict[str, Any]], stores: bool
) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "items": st.lists(drawn, min_size=1, max_size=4),
            "replicas": st.integers(1, 1 if platform is Platform.SYSTEMD else 3),
            "nodes": st.sampled_from([["node-1"], ["node-1", "node-2", "node-3"]]),
            "restarts": st.booleans(),
            "kind": st.sampled_from(["Deployment", "StatefulSet"]),
            "policy": st.sampled_from(["round robin", "sticky cookie", "hash modulo"]),
            "store": st.sampled_from([None, *range(len(STORES) * stores)]),
            "mounted": st.booleans(),
        }
    )


def stacks(*, plain: bool = False, stores: bool = True) -> st.SearchStrategy[Described]:
    """Stacks of the services `web`, `s1`, `s2`; of a plain stack the items say only where."""

    def of(platform: Platform) -> st.SearchStrategy[Described]:
        drawn = _drawn(sorted(PLACES[platform]), plain)
        return _described(platform, _service(platform, drawn, stores))

    return st.sampled_from(Platform).flatmap(of)


def clusters() -> st.SearchStrategy[Described]:
    """Stacks whose items each instance may hold for itself."""

    def of(platform: Platform) -> st.SearchStrategy[Described]:
        drawn = _drawn(sorted(HELD & PLACES[platform].keys()), plain=False)
        return _described(platform, _service(platform, drawn, stores=False))

    return st.sampled_from([Platform.COMPOSE, Platform.KUBERNETES]).flatmap(of)


def _described(
    platform: Platform, service: st.SearchStrategy[dict[str, Any]]
) -> st.SearchStrategy[Described]:
    found = st.lists(service, min_size=1, max_size=3)
    return found.map(lambda drawn: Described(platform, _named(drawn)))


def _named(drawn: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {f"s{number}" if number else "web": service for number, service in enumerate(drawn)}
