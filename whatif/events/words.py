"""The words of events: on which platforms each is known, what it strikes, what it takes."""

from __future__ import annotations

from typing import NamedTuple

from whatif.model import Platform


class Word(NamedTuple):
    """What an event's word means to the parser."""

    target: str  # what it strikes, a key of `targets.CANDIDATES`; "" nothing, "all" everything
    platforms: frozenset[Platform]
    says: str  # the event as a heading
    takes: str = ""  # "number" or the name of a text that is given with `=`


_ALL = frozenset(Platform)
_DOCKER = frozenset({Platform.COMPOSE})
_CLUSTER = frozenset({Platform.KUBERNETES})
_CONTAINERS = _DOCKER | _CLUSTER

WORDS = {
    "none": Word("", _ALL, "Ordinary traffic"),
    "crash": Word("service", _ALL, "{target} crashes"),
    "restart": Word("service", _ALL, "{target} restarts"),
    "stop": Word("service", _ALL - _CLUSTER, "{target} is stopped"),
    "recreate": Word("service", _DOCKER, "{target} is recreated"),
    "down": Word("services", _CONTAINERS, "{target} is taken down and created again"),
    "down-volumes": Word("all", _DOCKER, "Everything is taken down with its volumes"),
    "replace": Word("service", _CONTAINERS, "{target} is replaced"),
    "rollout": Word("service", _CLUSTER, "{target} rolls out a new version"),
    "upgrade": Word("image", _CONTAINERS, "{target} gets the image {value}", takes="TAG"),
    "scale": Word("service", _CONTAINERS, "{target} is scaled to {value}", takes="number"),
    "drain": Word("node", _CLUSTER, "{target} is drained"),
    "reboot": Word("node", _ALL, "{target} reboots"),
    "power-loss": Word("node", _ALL, "{target} loses power"),
    "disk-loss": Word("node", _ALL, "{target} loses its disk"),
    "node-loss": Word("node", _ALL, "{target} is lost"),
    "claim-delete": Word("claim", _CLUSTER, "The claim {target} is deleted"),
    "namespace-delete": Word("namespace", _CLUSTER, "The namespace {target} is deleted"),
    "failover": Word("primary", _ALL, "{target} fails over"),
    "store-down": Word("store", _ALL, "{target} is out of reach"),
    "zone-outage": Word("zone", _ALL, "The zone {target} is out of reach"),
    "logical-delete": Word("keeper", _ALL, "A wrong command deletes what {target} keeps"),
    "rename": Word("name", _CONTAINERS, "{target} is created again as {value}", takes="NAME"),
    "rotate-key": Word("item", _ALL, "{target} gets a new value"),
    "config-change": Word("config", _CONTAINERS, "The configuration {target} changes"),
    "write": Word("instance", _ALL, "{target} takes a change"),
}
UNGRACEFUL = frozenset({"crash", "power-loss", "disk-loss", "node-loss", "failover"})
