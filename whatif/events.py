"""How an event is written: `WORD[=VALUE] [TARGET[,TARGET]] [PARAMETER=VALUE ...]`."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, replace
from typing import NamedTuple

from whatif.model import Instance, Kind, Platform, Service, Stack


class BadEvent(ValueError):
    """An event that cannot be asked of this stack; the text says what to write instead."""


class Word(NamedTuple):
    """What an event's word means to the parser."""

    target: str  # what it strikes: "", "service", "node", "all", "claim", "namespace"
    platforms: frozenset[Platform]
    says: str  # the event as a heading
    takes_value: bool = False


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
    "scale": Word("service", _CONTAINERS, "{target} is scaled to {value}", takes_value=True),
    "drain": Word("node", _CLUSTER, "{target} is drained"),
    "reboot": Word("node", _ALL, "{target} reboots"),
    "power-loss": Word("node", _ALL, "{target} loses power"),
    "disk-loss": Word("node", _ALL, "{target} loses its disk"),
    "node-loss": Word("node", _ALL, "{target} is lost"),
    "claim-delete": Word("claim", _CLUSTER, "The claim {target} is deleted"),
    "namespace-delete": Word("namespace", _CLUSTER, "The namespace {target} is deleted"),
}
NOT_YET = frozenset(
    "upgrade failover store-down zone-outage logical-delete rename rotate-key config-change"
    " write".split()
)
UNGRACEFUL = frozenset({"crash", "power-loss", "disk-loss", "node-loss"})
_PARAMETERS_NOT_YET = frozenset({"graceful", "fenced", "cause", "then"})
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_ONE_POD = frozenset({Kind.DAEMONSET, Kind.JOB, Kind.CRONJOB, Kind.POD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change, resolved against a stack."""

    text: str  # as written
    word: str
    targets: tuple[str, ...] = ()
    value: int | None = None  # of scale
    at: str = ""  # "same-node", "other-node", a node's name, or "" for the default
    back: float | None = None  # seconds away; None: as the files say
    never_back: bool = False
    renew: bool = False

    @property
    def target(self) -> str:
        return ",".join(self.targets)

    @property
    def graceful(self) -> bool:
        return self.word not in UNGRACEFUL

    @property
    def heading(self) -> str:
        """The event as a sentence: "web restarts"."""
        names = " and ".join(self.targets) or "everything"
        text = WORDS[self.word].says.format(target=names, value=self.value)
        return text[0].upper() + text[1:] if not self.targets else text


def duration(text: str) -> float:
    """Seconds of a duration like `10m`.

    >>> duration("100ms"), duration("2h")
    (0.1, 7200.0)
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)", text)
    if match is None:
        raise ValueError(f"{text!r} is not a duration; write a number with a unit, like 10m")
    return float(match[1]) * _UNITS[match[2]]


def parse(text: str, stack: Stack) -> Event:
    """The event that `text` writes, checked against `stack`.

    Raises BadEvent with a sentence that says what to write instead.
    """
    words = _split(text)
    head, _, value = words[0].partition("=")
    word = _known_word(head, stack)
    parameters = [word for word in words[1:] if "=" in word]
    targets = [word for word in words[1:] if "=" not in word]
    if len(targets) > 1:
        raise BadEvent(f"one target at most; write several as {','.join(targets)}")
    event = Event(
        text=" ".join(words),
        word=head,
        value=_value(head, value, word),
        targets=_targets(head, word, targets[0].split(",") if targets else [], stack),
    )
    for text in parameters:
        event = _with_parameter(event, text, stack)
    return _checked(event, stack)


def _split(text: str) -> list[str]:
    try:
        words = shlex.split(text)
    except ValueError:
        raise BadEvent(f"a quote is open in {text!r}") from None
    if not words:
        raise BadEvent("no event is given; write one like: restart web")
    return words


def _known_word(head: str, stack: Stack) -> Word:
    if head in NOT_YET:
        raise BadEvent(f"the event {head} is not modelled yet")
    if head not in WORDS:
        raise BadEvent(f"there is no event {head!r}; events are: {' '.join(WORDS)}")
    if stack.platform not in WORDS[head].platforms:
        fits = " | ".join(applicable(stack))
        raise BadEvent(f"{head} does not apply to a {stack.platform} stack; these do: {fits}")
    return WORDS[head]


def _value(head: str, value: str, word: Word) -> int | None:
    if not word.takes_value:
        if value:
            raise BadEvent(f"{head} takes no value; write {head} without =")
        return None
    if not re.fullmatch(r"[0-9]{1,4}", value):
        raise BadEvent(f"{head} needs a whole number; write for example {head}=3")
    return int(value)


def _targets(head: str, word: Word, given: list[str], stack: Stack) -> tuple[str, ...]:
    """The targets in full, or the only candidate where none is given."""
    candidates = _candidates(word, stack)
    if word.target in {"", "all"}:
        if given:
            raise BadEvent(f"{head} takes no target")
        return ()
    if not given:
        if word.target == "services":
            return ()
        if len(candidates) != 1:
            listed = ", ".join(candidates) or "none"
            raise BadEvent(f"{head} needs a target; candidates: {listed}")
        return (candidates[0],)
    for name in given:
        if name not in candidates and _instance(name, stack) is None:
            listed = ", ".join(candidates) or "none"
            raise BadEvent(f"{head} cannot strike {name!r}; candidates: {listed}")
    return tuple(given)


def _candidates(word: Word, stack: Stack) -> list[str]:
    services = [service.name for service in stack.services]
    match word.target:
        case "node":
            return list(stack.nodes())
        case "claim":
            return [*stack.claims(), *(name for name in services if name not in stack.claims())]
        case "namespace":
            return sorted({service.namespace for service in stack.services})
        case _:
            return services


def _instance(name: str, stack: Stack) -> Instance | None:
    """The instance that `SERVICE/K` names, or None."""
    service_name, slash, number = name.rpartition("/")
    service = stack.service(service_name)
    if not slash or service is None or not number.isdecimal() or int(number) >= service.replicas:
        return None
    return Instance(service_name, int(number))


def _with_parameter(event: Event, text: str, stack: Stack) -> Event:
    key, _, value = text.partition("=")
    match key:
        case "at":
            return replace(event, at=_place(value, stack))
        case "back" if value == "no":
            return replace(event, never_back=True)
        case "back":
            return replace(event, back=_back(value))
        case "renew" if value in {"yes", "no"} and event.word == "recreate":
            return replace(event, renew=value == "yes")
        case "renew":
            raise BadEvent("renew is yes or no, and only recreate takes it")
    if key in _PARAMETERS_NOT_YET:
        raise BadEvent(f"the parameter {key} is not modelled yet")
    raise BadEvent(f"there is no parameter {key!r}; parameters are: at back renew")


def _place(value: str, stack: Stack) -> str:
    if value in {"same-node", "other-node", *stack.nodes()}:
        return value
    nodes = ", ".join(stack.nodes())
    raise BadEvent(f"at={value} is no node; write same-node, other-node or one of: {nodes}")


def _back(value: str) -> float:
    try:
        return duration(value)
    except ValueError as error:
        raise BadEvent(f"back is no or a duration: {error}") from None


def _checked(event: Event, stack: Stack) -> Event:
    """Refuse what the word and the target allow but this stack does not."""
    if event.word == "scale":
        _check_scale(_service_of(event.targets[0], stack), event.value or 0)
    if event.word == "rollout":
        service = _service_of(event.targets[0], stack)
        if service.kind not in {Kind.DEPLOYMENT, Kind.STATEFULSET, Kind.DAEMONSET}:
            raise BadEvent(f"a {service.kind} has no rollout; write replace {service.name}")
    return event


def _check_scale(service: Service, number: int) -> None:
    """A second container with the same name or host port does not start (R41)."""
    if service.kind in _ONE_POD:
        raise BadEvent(f"a {service.kind} is not scaled; its number follows from its kind")
    if service.container_name and number > 1:
        raise BadEvent(
            f"{service.name} has container_name {service.container_name}, so Compose refuses to "
            "scale it; remove container_name first"
        )
    if service.host_ports and number > 1:
        raise BadEvent(
            f"{service.name} publishes the host port {service.host_ports[0]}, which only one "
            "container can have; publish a range, or no host port, first"
        )


def _service_of(target: str, stack: Stack) -> Service:
    service = stack.service(target)
    if service is None:
        raise BadEvent(f"name a service, not {target!r}")
    return service


def applicable(stack: Stack) -> tuple[str, ...]:
    """The events that apply to this stack, each as it is written."""
    found: list[str] = []
    for head, word in WORDS.items():
        if stack.platform not in word.platforms:
            continue
        name = f"{head}={{}}" if word.takes_value else head
        if word.target in {"", "all", "services"}:
            found.append(head)
        for target in _candidates(word, stack) if word.target not in {"", "all"} else []:
            found += _written(name, target, stack)
    return tuple(found)


def _written(name: str, target: str, stack: Stack) -> list[str]:
    """The event for one target, left out where the stack refuses it."""
    service = stack.service(target)
    text = f"{name.format((service.replicas if service else 0) + 2)} {target}"
    try:
        return [parse(text, stack).text]
    except BadEvent:
        return []
