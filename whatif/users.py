"""Who misses what an event took: the shares of users, by the rules of routing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whatif.copies import holders, shared
from whatif.model import Service, StateItem
from whatif.outcome import Fate, Instances, StateOutcome, Step, Users
from whatif.rule import Group, Grouped, Rule
from whatif.rules.routing import ALL_STAY, Flow
from whatif.strike import Strike


def users_of(
    rows: Sequence[StateOutcome], strike: Strike, rules: Grouped
) -> tuple[Users | None, tuple[Step, ...]]:
    """The worst that any item does to the users, or None where no item has a use."""
    flows = list(_flows(rows, strike))
    if not flows:
        return None, ()
    users, steps = ALL_STAY, []
    for flow in flows:
        rule, share = _routed(flow, rules)
        steps.append(rule.step)
        users = _worse(users, share)
    return users, tuple(dict.fromkeys(steps))


def _worse(one: Users, other: Users) -> Users:
    out = max(one.logged_out, other.logged_out)
    miss = max(one.per_request_miss, other.per_request_miss)
    return Users(round(1 - out, 4), round(out, 4), round(miss, 4))


def _routed(flow: Flow, rules: Grouped) -> tuple[Rule, Users]:
    for rule in rules[Group.ROUTING]:
        users = rule.decide(flow)
        if users is not None:
            return rule, users
    raise LookupError(f"no rule says who misses {flow}")


def _flows(rows: Sequence[StateOutcome], strike: Strike) -> Iterator[Flow]:
    for service, item in strike.stack.items():
        if item.use is None or item.replica_of:
            continue
        mine = [row for row in rows if row.service == service.name and row.item == item.name]
        yield Flow(
            use=item.use,
            policy=service.policy,
            shared=_reached_by_all(service, item),
            before=max(1, service.replicas),
            after=strike.count_after(service),
            gone=_gone(service, item, mine, strike),
            moves=bool(strike.removed) or strike.word == "scale",
        )


def _reached_by_all(service: Service, item: StateItem) -> bool:
    """Whether all instances can use the same copy; a token needs the same key everywhere."""
    needed = service.item(item.needs) if item.needs else None
    if needed is not None and not _reached_by_all(service, needed):
        return False
    return shared(item) or item.held_by == "all"


def _gone(service: Service, item: StateItem, rows: Sequence[StateOutcome], strike: Strike) -> int:
    """How many instances have no usable copy any more."""
    away = {row.instances for row in rows if row.fate in {Fate.LOST, Fate.INACCESSIBLE}}
    everyone = max(1, service.replicas)
    if Instances.ALL in away:
        return everyone
    hit = sum(1 for holder in holders(service, item) if holder in strike.hit)
    return hit * (Instances.HIT in away) + (everyone - hit) * (Instances.OTHERS in away)
