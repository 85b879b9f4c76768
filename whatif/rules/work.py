"""Work: what is done for each message of a queue may be done twice, or not at all.

`decide(copy, strike)` looks at an item with an `input` and answers a Fate, or None where the rule
does not apply.
"""

from __future__ import annotations

from collections.abc import Callable

from whatif.copies import Copy
from whatif.durability import Ack
from whatif.model import Kind, Place, Writer
from whatif.outcome import Fate
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources
from whatif.rules.durability import local_ack
from whatif.strike import Strike


def work(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.WORK, sentence, source)


def _cut_short(copy: Copy, strike: Strike) -> bool:
    """Whether a worker ends in the middle of its work."""
    hit = copy.service.name in strike.hit_services
    drains = copy.item.durability.flush_on_stop
    done = strike.graceful and drains is not None and drains <= copy.service.grace
    return hit and not (done and copy.service.hears_stop)


@work(
    "R107",
    "The message was acknowledged before the work, so nobody delivers it again.",
    sources.RABBITMQ_CONFIRMS,
)
def acknowledged_too_early(copy: Copy, strike: Strike) -> Fate | None:
    early = bool(copy.item.input) and copy.item.acknowledged_first
    return Fate.LOST if early and _cut_short(copy, strike) else None


@work(
    "R107",
    "The message was not acknowledged yet: it is delivered again, and the work is done again.",
    sources.RABBITMQ_CONFIRMS,
)
def delivered_again(copy: Copy, strike: Strike) -> Fate | None:
    again = bool(copy.item.input) and not copy.item.idempotent
    cut = _cut_short(copy, strike) or _cut_off(copy, strike)
    unacknowledged = not copy.item.acknowledged_first
    return Fate.DUPLICATED if again and unacknowledged and cut else None


def _cut_off(copy: Copy, strike: Strike) -> bool:
    """Whether the broker ends, with the connections of its consumers, and keeps the message."""
    name, _, item = copy.item.input.partition("/")
    broker = strike.stack.service(name)
    message = broker.item(item) if broker and name in strike.hit_services else None
    return message is not None and local_ack(message.durability) is Ack.DISK


@work(
    "R78",
    "A Job makes another pod when one fails, and may start the same work twice.",
    sources.K_JOB,
)
def job_starts_twice(copy: Copy, strike: Strike) -> Fate | None:
    job = copy.service.kind in {Kind.JOB, Kind.CRONJOB} and not copy.item.input
    once = copy.item.location.place is Place.EXTERNAL and copy.item.writer is Writer.ONE
    twice = job and once and not copy.item.idempotent and _cut_short(copy, strike)
    return Fate.DUPLICATED if twice else None
