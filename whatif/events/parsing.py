"""How an event is written: `WORD[=VALUE] [TARGET[,TARGET]] [PARAMETER=VALUE ...]`."""

from __future__ import annotations

import re
import shlex

from whatif.events.event import BadEvent, Event
from whatif.events.parameters import with_parameter
from whatif.events.targets import candidates, targets
from whatif.events.words import WORDS, Word
from whatif.model import Kind, Service, Stack

_ONE_POD = frozenset({Kind.DAEMONSET, Kind.JOB, Kind.CRONJOB, Kind.POD})
_ROLLS = frozenset({Kind.DEPLOYMENT, Kind.STATEFULSET, Kind.DAEMONSET})
_LONGEST = 500  # of a tag or a name
_HAS_VALUE = re.compile(r"[a-z-]+=")


def parse(text: str, stack: Stack) -> Event:
    """The event that `text` writes, checked against `stack`.

    Raises BadEvent with a sentence that says what to write instead.
    """
    words = _split(text)
    head, _, value = words[0].partition("=")
    word = _known_word(head, stack)
    parameters = [word for word in words[1:] if _HAS_VALUE.match(word)]
    given = [word for word in words[1:] if not _HAS_VALUE.match(word)]
    if len(given) > 1:
        raise BadEvent(f"one target at most; write several as {','.join(given)}")
    event = Event(
        text=shlex.join(words),
        word=head,
        value=_number(head, value) if word.takes == "number" else None,
        to=_text(head, value, word) if word.takes != "number" else "",
        targets=targets(head, word, given[0].split(",") if given else [], stack),
    )
    for text in parameters:
        event = with_parameter(event, text, stack)
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
    if head not in WORDS:
        raise BadEvent(f"there is no event {head!r}; events are: {' '.join(WORDS)}")
    if stack.platform not in WORDS[head].platforms:
        fits = " | ".join(applicable(stack))
        raise BadEvent(f"{head} does not apply to a {stack.platform} stack; these do: {fits}")
    return WORDS[head]


def _number(head: str, value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", value):
        raise BadEvent(f"{head} needs a whole number; write for example {head}=3")
    return int(value)


def _text(head: str, value: str, word: Word) -> str:
    if not word.takes and value:
        raise BadEvent(f"{head} takes no value; write {head} without =")
    if word.takes and not 0 < len(value) <= _LONGEST:
        raise BadEvent(f"{head} needs a value; write {head}={word.takes}")
    return value


def _checked(event: Event, stack: Stack) -> Event:
    """Refuse what the word and the target allow but this stack does not."""
    if event.word == "scale":
        for number in (event.value or 0, event.then or 0):
            _check_scale(_service_of(event.targets[0], stack), number)
    if event.word == "rollout":
        service = _service_of(event.targets[0], stack)
        if service.kind not in _ROLLS:
            raise BadEvent(f"a {service.kind} has no rollout; write replace {service.name}")
    if event.word == "rename" and event.to in {*event.targets}:
        raise BadEvent(f"{event.to} is its name already; write rename=ANOTHER")
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
        if word.target in {"", "all", "services"}:
            found.append(head)
        if word.target not in {"", "all"}:
            for target in candidates(word, stack):
                found += _written(head, word, target, stack)
    return tuple(found)


def _written(head: str, word: Word, target: str, stack: Stack) -> list[str]:
    """The event for one target, left out where the stack refuses it."""
    service = stack.service(target)
    more = (service.replicas if service else 0) + 2
    value = f"={more if word.takes == 'number' else word.takes}" if word.takes else ""
    try:
        return [parse(shlex.join([f"{head}{value}", target]), stack).text]
    except BadEvent:
        return []
