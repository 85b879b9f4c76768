"""An event as a person would say or type it: `docker compose restart web`.

The cards of scenarios tell theirs by hand; this tells any other event of the same stack.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from whatif.events import WORDS, Event
from whatif.model import Kind, Platform, Service, Stack

_SAID = {
    "none": "An ordinary day: requests come and go",
    "crash": "The kernel kills {every} (out of memory)",
    "reboot": "sudo reboot{on}",
    "power-loss": "{machine} loses power, and gets it back",
    "disk-loss": "The disk of {machine_within} fails for good",
    "node-loss": "{machine} dies and does not come back",
    "failover": "The primary of {target} fails, and a replica takes over",
    "store-down": "A firewall rule cuts off {target}",
    "zone-outage": "The provider reports an outage of {target}",
    "logical-delete": "Somebody types DELETE, FLUSHALL or rm into the wrong window of {target}",
    "rotate-key": "{target} is replaced by a new value, everywhere",
    "config-change": "The content of {target} changes, and nothing restarts",
    "write": "{target} serves a request that changes the data",
}
_TYPED: Mapping[Platform, Mapping[str, str]] = {
    Platform.SYSTEMD: {
        "restart": "sudo systemctl restart {target}",
        "stop": "sudo systemctl stop {target}, and nobody starts it",
    },
    Platform.COMPOSE: {
        "restart": "docker compose restart {target}",
        "stop": "docker compose stop {target}, and nobody starts it",
        "recreate": "docker compose up -d --force-recreate {target}",
        "down": "docker compose down{named}, then docker compose up -d",
        "down-volumes": "docker compose down -v, then docker compose up -d",
        "replace": "docker compose rm -sf {target}, then docker compose up -d {target}",
        "upgrade": "The image of {target} becomes {value}, then docker compose up -d",
        "scale": "docker compose up -d --scale {target}={value}",
        "rename": "docker compose down; the project is called {value} from now on; "
        "docker compose up -d",
    },
    Platform.KUBERNETES: {
        "restart": "The kubelet restarts {every} in {its_pods}",
        "down": "kubectl delete {objects}, then kubectl apply of the same files",
        "replace": "{the_pods} replaced",
        "rollout": "kubectl rollout restart {objects}",
        "upgrade": "The image of {target} becomes {value}, and it rolls out",
        "scale": "kubectl scale {objects} --replicas={value}",
        "drain": "kubectl drain {target} --ignore-daemonsets --delete-emptydir-data{force}",
        "node-loss": "{target} stops answering and stays away",
        "claim-delete": "The claim {target} is deleted, and then the pods that use it",
        "namespace-delete": "kubectl delete namespace {target}",
        "rename": "kubectl delete {objects}; metadata.name becomes {value}; kubectl apply",
    },
}


def happening(event: Event, stack: Stack) -> str:
    """The event in words, or as the command that makes it happen.

    Parameters (`back=`, `at=`) are not told: none of the events that a stack lists has one.
    """
    told = _TYPED[stack.platform].get(event.word) or _SAID.get(event.word)
    return told.format_map(_names(event, stack)) if told else event.heading


def heading(event: Event, stack: Stack) -> str:
    """The event as a title: `web restarts`. An only machine needs no name."""
    if WORDS[event.word].target == "node" and not _has_machines(stack):
        return replace(event, targets=("The machine",)).heading
    return event.heading


def _has_machines(stack: Stack) -> bool:
    """Whether one must say which; a node of Kubernetes is always called by its name."""
    return len(stack.nodes()) > 1 or stack.platform is Platform.KUBERNETES


def _names(event: Event, stack: Stack) -> Mapping[str, str]:
    """What the texts name: targets, and words that fit their number."""
    names = " and ".join(event.targets)
    struck = [one for one in stack.services if not event.targets or one.name in event.targets]
    several = _has_machines(stack)
    return {
        "target": names,
        "named": f" {' '.join(event.targets)}" if event.targets else "",
        "value": event.to or str(event.value),
        "every": _every(names, struck),
        "its_pods": "its pod" if _count(struck) == 1 else "their pods",
        "the_pods": _the_pods(names, struck),
        "objects": " ".join(f"{one.kind.lower()}/{one.name}" for one in struck),
        "machine": names if several else "The machine",
        "machine_within": names if several else "the machine",
        "on": f" on {names}" if several else "",
        "force": " --force" if any(one.kind is Kind.POD for one in stack.services) else "",
    }


def _count(struck: list[Service]) -> int:
    return sum(service.replicas for service in struck)


def _every(names: str, struck: list[Service]) -> str:
    count = _count(struck)
    return names if count == 1 else f"{_all(count)} replicas of {names}"


def _the_pods(names: str, struck: list[Service]) -> str:
    count = _count(struck)
    several = f"{_all(count).capitalize()} pods of {names} are"
    return f"The pod of {names} is" if count == 1 else several


def _all(count: int) -> str:
    return "both" if count == 2 else f"all {count}"
