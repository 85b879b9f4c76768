"""The same service with one, three or ten replicas: what each event does to its users."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import lcm

from lessons.fields import Fields
from lessons.scenarios import Scenario
from whatif import events
from whatif.events import BadEvent, Event
from whatif.model import Stack
from whatif.outcome import Step
from whatif.predict import predict
from whatif.rule import Group
from whatif.rules import by_number

FEWEST_COUNTS, MOST_COUNTS = 2, 4
FEWEST_UNITS, MOST_UNITS = 20, 60


@dataclass(frozen=True, slots=True)
class Share:
    """A part of all, as unit squares and as the number it is."""

    part: float
    units: int  # squares in all

    @property
    def hit(self) -> int:
        """How many squares it takes. Only nothing takes none, and only all takes all."""
        if self.part in {0, 1}:
            return round(self.part) * self.units
        return min(max(round(self.part * self.units), 1), self.units - 1)

    @property
    def left(self) -> int:
        return self.units - self.hit

    @property
    def percent(self) -> str:
        """The share in percent, without decimals."""
        return f"{self.part:.0%}".replace("%", " %")


@dataclass(frozen=True, slots=True)
class Effect:
    """What one event does to the users of one number of replicas."""

    heading: str
    logged_out: Share
    missed: Share  # of the requests
    rules: tuple[str, ...]

    @property
    def shares(self) -> tuple[tuple[Share, str], ...]:
        """What is drawn, each with its words. Where all are logged out, nobody is left to miss."""
        out, missed = self.logged_out, self.missed
        if not out.left:
            return ((out, "all users are logged out"),)
        users = f"{out.hit} of {out.units} users logged out" if out.hit else "all stay logged in"
        requests = f"{missed.hit or 'none'} of {missed.units} requests miss"
        return ((out, users), (missed, requests if missed.left else "every request misses"))

    @property
    def percents(self) -> str:
        """The same as a table tells it."""
        if not self.logged_out.left:
            return "100 % logged out"
        return f"{self.logged_out.percent} logged out, {self.missed.percent} of requests miss"


@dataclass(frozen=True, slots=True)
class Count:
    """One number of replicas, with an effect for each event."""

    replicas: int
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Replicas:
    """The figure: the counts to choose from, each computed."""

    name: str  # unique in its lesson
    scenario: Scenario
    service: str
    caption: str  # Markdown of one line
    units: int
    counts: tuple[Count, ...]

    @property
    def table(self) -> tuple[tuple[str, tuple[Effect, ...]], ...]:
        """Each event with its effect at every count."""
        rows = zip(*(count.effects for count in self.counts), strict=True)
        return tuple((row[0].heading, row) for row in rows)


def replicas_of(fields: Fields, scenario: Scenario, line: int) -> Replicas | None:
    """The figure that a block writes; None, and faults, where it cannot be computed."""
    service = _service(fields, scenario)
    numbers = _numbers(fields)
    texts = fields.words("events", like="[none, restart web, crash web/0]")
    caption = fields.text("caption", like="Sessions in memory, with 1, 3 and 10 replicas.")
    if not (service and numbers and texts and caption):
        return None
    units = _units(numbers)
    counts = []
    for number in numbers:
        stack = scaled(scenario.stack, service, number)
        effects = [_effect(fields, text, stack, units) for text in texts]
        counts.append(Count(number, tuple(effect for effect in effects if effect)))
    if any(len(count.effects) != len(texts) for count in counts):
        return None
    return Replicas(f"replicas-{line}", scenario, service, caption, units, tuple(counts))


def scaled(stack: Stack, service: str, replicas: int) -> Stack:
    """The same stack with that many replicas of a service; they take their nodes in turn."""
    return replace(
        stack,
        services=tuple(
            replace(found, replicas=replicas) if found.name == service else found
            for found in stack.services
        ),
    )


def _service(fields: Fields, scenario: Scenario) -> str:
    known = [service.name for service in scenario.stack.services]
    name = fields.text("service", like=known[0])
    if name and name not in known:
        fields.source.fault(
            fields.at("service"),
            f"{scenario.slug} has no service {name}; it has {', '.join(known)}",
        )
    return name if name in known else ""


def _numbers(fields: Fields) -> tuple[int, ...]:
    """The counts, from few to many; () where they are no such list."""
    texts = fields.words("counts", like="[1, 3, 10]")
    numbers = tuple(int(text) for text in texts if re.fullmatch("[1-9][0-9]?", text))
    if not texts:
        return ()
    if len(numbers) != len(texts) or list(numbers) != sorted(set(numbers)):
        rule = "are whole numbers from 1 to 99, the smallest first"
    elif not FEWEST_COUNTS <= len(numbers) <= MOST_COUNTS:
        rule = "are two to four numbers"
    elif lcm(*numbers) > MOST_UNITS:
        rule = f"need a common multiple of at most {MOST_UNITS}, so that squares show their shares"
    else:
        return numbers
    fields.source.fault(fields.at("counts"), f"`counts` {rule}; write for example [1, 3, 10]")
    return ()


def _units(numbers: tuple[int, ...]) -> int:
    """How many squares stand for all: enough to see, and each count divides them."""
    least = lcm(*numbers)
    return least * -(-FEWEST_UNITS // least)


def _effect(fields: Fields, text: str, stack: Stack, units: int) -> Effect | None:
    try:
        event = events.parse(text, stack)
    except BadEvent as bad:
        fields.source.fault(fields.at("events"), str(bad))
        return None
    outcome = predict(stack, event)
    if outcome.users is None:
        fields.source.fault(
            fields.at("scenario"), "no piece says what users need it for; write `use: session`"
        )
        return None
    return Effect(
        _heading(event),
        Share(outcome.users.logged_out, units),
        Share(outcome.users.per_request_miss, units),
        tuple(step.rule for step in outcome.trace if _routes(step)),
    )


def _heading(event: Event) -> str:
    """The event as a sentence, one instance as one of several: `One replica of web crashes`."""
    service, slash, _ = event.target.partition("/")
    if not slash or len(event.targets) > 1:
        return event.heading
    return event.heading.replace(event.target, f"One replica of {service}")


def _routes(step: Step) -> bool:
    """Whether a step says who misses something."""
    rule = by_number(step.rule)
    return rule is not None and rule.group is Group.ROUTING
