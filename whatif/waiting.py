"""How long users wait for what an event ended, by the rules of recreation."""

from __future__ import annotations

from whatif.copies import claim_name, holders
from whatif.events.targets import store_name
from whatif.model import CLAIMS, Service
from whatif.outcome import Anchor, Downtime, Step, Users
from whatif.rule import Group, Grouped, Rule
from whatif.strike import Hold, Strike

_WAITING = (
    Downtime.NONE,
    Downtime.DEGRADED,
    Downtime.BRIEF,
    Downtime.MINUTES,
    Downtime.PROLONGED,
    Downtime.UNTIL_MANUAL,
)


def downtime_of(
    strike: Strike, users: Users | None, rules: Grouped
) -> tuple[Downtime, tuple[Step, ...]]:
    """The longest wait that any service causes."""
    worst, steps = Downtime.NONE, []
    if users is not None and users.per_request_miss:
        worst = Downtime.DEGRADED
    for service in strike.stack.services:
        if _struck(service, strike):
            rule, wait = _waited(service, strike, rules)
            steps.append(rule.step)
            worst = max(worst, wait, key=_WAITING.index)
    return worst, tuple(dict.fromkeys(steps))


def _struck(service: Service, strike: Strike) -> bool:
    """Whether it ends, is away or emptied, or has lost a claim that it needs to start."""
    ends = service.name in strike.touched_services and strike.word != "write"
    emptied = strike.word == "logical-delete" and service.name in strike.event.targets
    cut_off = strike.word == "store-down" and any(
        store_name(item) in strike.event.targets for item in service.items
    )
    return (
        emptied
        or ends
        or cut_off
        or strike.stalls(service)
        or any(
            Hold(Anchor.CLAIM, claim_name(item.location, holder)) in strike.ended
            for item in service.items
            if item.location.place in CLAIMS
            for holder in holders(service, item)
        )
    )


def _waited(service: Service, strike: Strike, rules: Grouped) -> tuple[Rule, Downtime]:
    for rule in rules[Group.RECREATION]:
        wait = rule.decide(service, strike)
        if wait is not None:
            return rule, wait
    raise LookupError(f"no rule says who starts {service.name} again")
