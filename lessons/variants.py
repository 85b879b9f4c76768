"""A scenario with another event: the same stack, another question, its key computed as well.

Its key is `SCENARIO.EVENT`, as `shop-five.restart-web`. Nothing of it is typed by hand.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from lessons.happenings import happening, heading
from whatif import events
from whatif.events import BadEvent, Event
from whatif.events.targets import instance
from whatif.model import Stack
from whatif.outcome import Fate
from whatif.predict import predict

if TYPE_CHECKING:
    from lessons.scenarios import Scenario

SEPARATOR = "."
LONGEST = 80  # characters of a key, as an answer keeps it


def base_of(key: str) -> str:
    """The scenario that a key is a variant of, or the key itself.

    >>> base_of("shop-five.restart-web"), base_of("shop-five")
    ('shop-five', 'shop-five')
    """
    return key.partition(SEPARATOR)[0]


@lru_cache(maxsize=1024)
def varied(base: Scenario, event: str) -> Scenario:
    """The scenario with the event of this name. There is one of each, while it is kept.

    Raises KeyError where the stack has no such event, or where nothing could be asked of it.
    """
    resolved = events_of(base)[event]
    outcome = predict(base.stack, resolved)
    ask = tuple(one for one in base.ask if not one.refusal(outcome))
    if not ask or outcome.not_modelled:
        raise KeyError(event)
    return replace(
        base,
        slug=f"{base.slug}{SEPARATOR}{event}",
        title=heading(resolved, base.stack),
        story="",  # it would tell of the scenario's own event
        happens=happening(resolved, base.stack),
        ask=ask,
        event=resolved,
        outcome=outcome,
        digest=hashlib.sha256(f"{base.digest} {resolved.text}".encode()).hexdigest()[:32],
    )


@lru_cache(maxsize=1024)
def events_of(base: Scenario) -> Mapping[str, Event]:
    """The other events of a stack that a question may be about, by the name in their keys."""
    found: dict[str, Event] = {}
    for text in events.applicable(base.stack):
        event = _named(text, base.stack)
        name = re.sub(r"[^a-z0-9]+", "-", event.text.lower()).strip("-") if event else ""
        fits = len(f"{base.slug}{SEPARATOR}{name}") <= LONGEST
        if event and fits and event.text != base.event.text:
            found.setdefault(name, event)
    return MappingProxyType(found)


def _named(text: str, stack: Stack) -> Event | None:
    """The event with a name in place of the word that stands for one; None where it is no use."""
    event = events.parse(text, stack)
    if event.word == "rename":
        return _parsed(f"rename={event.target}-2 {event.target}", stack)
    useful = _USEFUL.get(event.word)
    return event if useful is None or useful(event, stack) else None


def _parsed(text: str, stack: Stack) -> Event | None:
    try:
        return events.parse(text, stack)
    except BadEvent:
        return None


def _is_needed(event: Event, stack: Stack) -> bool:
    """A new value is an event where something else depends on the old one, as on a key."""
    needed = {f"{service.name}/{item.needs}" for service, item in stack.items() if item.needs}
    return event.target in needed


def _has_others(event: Event, stack: Stack) -> bool:
    """A change can pass by the others where there are others."""
    found = instance(event.target, stack)
    service = stack.service(found.service) if found else None
    return service is not None and (service.replicas > 1 or service.processes > 1)


# Events that every stack lists, and that are a question only where they may matter.
_USEFUL: Mapping[str, Callable[[Event, Stack], bool]] = {
    "rotate-key": _is_needed,
    "write": _has_others,
    "claim-delete": lambda event, stack: event.target in stack.claims(),
    "namespace-delete": lambda event, stack: event.target != "default",  # Kubernetes refuses
    "upgrade": lambda event, stack: False,  # its tag decides, and no file says which comes next
}


@lru_cache(maxsize=4096)
def variants(base: Scenario, offers: tuple[Fate, ...]) -> tuple[str, ...]:
    """The keys of the variants that can be asked where a question offers these fates."""
    found = (askable(base, event, offers) for event in events_of(base))
    return tuple(one.slug for one in found if one)


def askable(base: Scenario, event: str, offers: tuple[Fate, ...]) -> Scenario | None:
    """The variant with this event, where it can be asked with these fates."""
    try:
        found = varied(base, event)
    except KeyError:
        return None
    fates = {piece.fate for piece in found.pieces}
    return found if fates <= {*offers} or "state" not in found.ask else None
