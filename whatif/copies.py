"""The copies of a piece of state: which instances hold one, and what each hangs on."""

from __future__ import annotations

from typing import NamedTuple

from whatif.model import SHARED_PLACES, Instance, Location, Place, Service, StateItem
from whatif.outcome import Anchor
from whatif.rule import Group, Grouped, Rule
from whatif.strike import Hold, Strike


class Copy(NamedTuple):
    """One copy, in the hands of `instance` (of one of several, where the place is shared)."""

    service: Service
    item: StateItem
    instance: Instance
    node: str
    holds: frozenset[Hold]
    rule: Rule  # says what it hangs on

    def ended_by(self, ended: frozenset[Hold]) -> frozenset[Anchor]:
        return frozenset(hold.anchor for hold in self.holds & ended)


def shared(item: StateItem) -> bool:
    """Whether all instances on a node see the same bytes."""
    return item.location.place in SHARED_PLACES


def outside(item: StateItem) -> bool:
    """Whether the item is not in the stack's hands at all."""
    return item.location.place in {Place.CLIENT, Place.EXTERNAL}


def holders(service: Service, item: StateItem) -> tuple[Instance, ...]:
    """The instances that hold a copy; of a service without instances, the one it would have."""
    if isinstance(item.held_by, int):
        return (Instance(service.name, item.held_by),)
    return tuple(Instance(service.name, number) for number in range(max(1, service.replicas)))


def copies(service: Service, item: StateItem, rules: Grouped) -> tuple[Copy, ...]:
    """The copies that the instances of `service` hold."""
    rule, anchors = standing(item.location, rules)
    found: dict[frozenset[Hold], Copy] = {}
    for instance in holders(service, item):
        node = service.node_of(instance.number)
        holds = frozenset(
            _hold(anchor, item.location, instance, node, service) for anchor in anchors
        )
        key = holds if shared(item) else holds | {Hold(Anchor.PROCESS, str(instance))}
        found.setdefault(key, Copy(service, item, instance, node, holds, rule))
    return tuple(found.values())


def replicas(service: Service, item: StateItem, strike: Strike, rules: Grouped) -> tuple[Copy, ...]:
    """The copies that other services keep of this item (`replica_of`)."""
    twins = strike.stack.followers.get((service.name, item.name), ())
    return tuple(copy for other, twin in twins for copy in copies(other, twin, rules))


def standing(location: Location, rules: Grouped) -> tuple[Rule, frozenset[Anchor]]:
    """What a copy at this place hangs on, with the rule that says so."""
    for rule in rules[Group.STANDING]:
        anchors = rule.decide(location)
        if anchors is not None:
            return rule, anchors
    raise LookupError(f"no rule says what {location.place} hangs on")


def _hold(
    anchor: Anchor, location: Location, instance: Instance, node: str, service: Service
) -> Hold:
    match anchor:
        case Anchor.BOOT | Anchor.DISK:
            return Hold(anchor, node)
        case Anchor.VOLUME | Anchor.BACKEND:
            return Hold(anchor, volume_name(location, instance))
        case Anchor.CLAIM:
            return Hold(anchor, claim_name(location, instance))
        case Anchor.CONFIG:
            return Hold(anchor, service.namespace)
        case Anchor.OUTSIDE:
            return Hold(anchor, location.name or location.place)
        case _:
            return Hold(anchor, str(instance))


def volume_name(location: Location, instance: Instance) -> str:
    """The volume's name; an anonymous one is known by its instance and where it is mounted."""
    if location.place is Place.ANONYMOUS_VOLUME:
        return f"{instance}:{location.mounted}"
    return location.name


def claim_name(location: Location, instance: Instance) -> str:
    """`data` for a claim of its own, `data-web-2` for that of an ordinal."""
    if location.place is Place.TEMPLATE_CLAIM:
        return f"{location.name}-{instance.service}-{instance.number}"
    return location.name
