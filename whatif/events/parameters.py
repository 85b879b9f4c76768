"""The parameters of an event: `NAME=VALUE` after its target."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from whatif.events.event import BadEvent, Cause, Event, Fencing, duration
from whatif.model import Stack

_YES = {"yes": True, "no": False}
_MOST = 9999  # instances
Word = TypeVar("Word", bound=StrEnum)


def with_parameter(event: Event, text: str, stack: Stack) -> Event:
    """The event with one more parameter. Raises BadEvent."""
    name, _, value = text.partition("=")
    if name not in PARAMETERS:
        known = " ".join(PARAMETERS)
        raise BadEvent(f"there is no parameter {name!r}; parameters are: {known}")
    return PARAMETERS[name](event, value, stack)


def _at(event: Event, value: str, stack: Stack) -> Event:
    if value in {"same-node", "other-node", *stack.nodes()}:
        return replace(event, at=value)
    nodes = ", ".join(stack.nodes())
    raise BadEvent(f"at={value} is no node; write same-node, other-node or one of: {nodes}")


def _back(event: Event, value: str, stack: Stack) -> Event:
    if value == "no":
        return replace(event, never_back=True)
    try:
        return replace(event, back=duration(value))
    except ValueError as error:
        raise BadEvent(f"back is no or a duration: {error}") from None


def _graceful(event: Event, value: str, stack: Stack) -> Event:
    if value not in _YES:
        raise BadEvent("graceful is yes or no")
    return replace(event, asked_gracefully=_YES[value])


def _fenced(event: Event, value: str, stack: Stack) -> Event:
    fencing = _word(value, Fencing, "fenced")
    takes = event.word == "node-loss" or (event.word == "replace" and fencing is Fencing.FORCED)
    if not takes:
        raise BadEvent("only node-loss takes fenced=yes; node-loss and replace take fenced=forced")
    return replace(event, fenced=fencing)


def _renew(event: Event, value: str, stack: Stack) -> Event:
    if value not in _YES or event.word != "recreate":
        raise BadEvent("renew is yes or no, and only recreate takes it")
    return replace(event, renew=_YES[value])


def _cause(event: Event, value: str, stack: Stack) -> Event:
    if event.word != "failover":
        raise BadEvent("only failover takes cause")
    return replace(event, cause=_word(value, Cause, "cause"))


def _then(event: Event, value: str, stack: Stack) -> Event:
    if event.word != "scale" or not value.isascii() or not value.isdecimal() or int(value) > _MOST:
        raise BadEvent("then is a whole number, and only scale takes it, as in scale=1 web then=3")
    return replace(event, then=int(value))


def _word(value: str, words: type[Word], name: str) -> Word:
    if value not in set(words):
        raise BadEvent(f"{name} is one of: {', '.join(words)}")
    return words(value)


PARAMETERS: Mapping[str, Callable[[Event, str, Stack], Event]] = {
    "graceful": _graceful,
    "at": _at,
    "back": _back,
    "fenced": _fenced,
    "renew": _renew,
    "cause": _cause,
    "then": _then,
}
