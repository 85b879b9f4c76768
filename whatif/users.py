"""Who misses what an event took: the shares of users, by the rules of routing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whatif.copies import holders, shared
from whatif.model import Place, Service, StateItem
from whatif.outcome import Fate, Instances, StateOutcome, Step, Users
from whatif.rule import Group, Grouped, Rule
from whatif.rules.routing import ALL_STAY, PINNED, Flow
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
    found: dict[tuple[str, str], list[StateOutcome]] = {}
    for row in rows:
        found.setdefault((row.service, row.item), []).append(row)
    for service, item in strike.stack.items():
        if item.use is None or item.replica_of:
            continue
        mine = found.get((service.name, item.name), [])
        each = service.processes if item.location.place is Place.PROCESS_MEMORY else 1
        serving = _serving(service)
        yield Flow(
            use=item.use,
            policy=service.policy,
            shared=_reached_by_all(service, item),
            before=serving * each,
            after=_after(service, strike) * each,
            gone=_gone(service, item, mine, strike, serving) * each,
            moves=strike.word == "scale" or bool(strike.removed),
        )


def _serving(service: Service) -> int:
    """Instances that have users: where the balancer sees few clients, only the first of them."""
    everyone = max(1, service.replicas)
    pinned = service.clients if service.policy in PINNED else None
    return everyone if pinned is None else max(1, min(everyone, pinned))


def _after(service: Service, strike: Strike) -> int:
    count = strike.count_after(service)
    away = len(strike.touched_services.get(service.name, frozenset()) & strike.away)
    return count - away if away < count else count


def _reached_by_all(service: Service, item: StateItem) -> bool:
    """Whether all instances can use the same copy; a token needs the same key everywhere."""
    needed = service.item(item.needs) if item.needs else None
    if needed is not None and not _reached_by_all(service, needed):
        return False
    return shared(item) or item.held_by == "all"


def _gone(
    service: Service,
    item: StateItem,
    rows: Sequence[StateOutcome],
    strike: Strike,
    serving: int,
) -> int:
    """How many of the serving instances have no usable copy any more."""
    away = {row.instances for row in rows if _is_gone(row)}
    if Instances.ALL in away:
        return serving
    first = [holder for holder in holders(service, item) if holder.number < serving]
    hit = sum(1 for holder in first if holder in strike.touched)
    return hit * (Instances.HIT in away) + (serving - hit) * (Instances.OTHERS in away)


def _is_gone(row: StateOutcome) -> bool:
    """Whether nobody can use it; what users were moved away from is counted by their routing."""
    moved = row.fate is Fate.INACCESSIBLE and bool({"R118", "R119"} & {*row.rules})
    return row.fate in {Fate.LOST, Fate.INACCESSIBLE} and not moved
