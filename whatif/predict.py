"""What an event does to a stack: `predict(stack, event)`.

The rules are asked group by group: what ends (lifetime), whether the replacement finds what is
left (binding), which other copy helps, who else writes, who misses it, who starts it again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from whatif.copies import Copy, copies, shared
from whatif.events import Event
from whatif.fates import fate_of, out_of_reach
from whatif.model import Access, Locality, Place, Service, Stack, StateItem
from whatif.outcome import Fate, Instances, Outcome, StateOutcome, Step
from whatif.recovery import recovery
from whatif.rule import Group, Grouped, Rule, Rules, grouped
from whatif.rules import RULES
from whatif.rules.exclusivity import Writing
from whatif.rules.finding import Missing
from whatif.rules.notes import Known
from whatif.strike import Ending, Strike
from whatif.users import users_of
from whatif.waiting import downtime_of

_NAMES = frozenset({"Compose", "Docker", "Kubernetes", "Redis", "Prometheus", "Memcached"})
_WHO = {
    Instances.ALL: "",
    Instances.HIT: " of what is hit",
    Instances.OTHERS: " of the other instances",
}
_HEADLINE = (
    Fate.CORRUPTION_RISK,
    Fate.LOST,
    Fate.PARTLY_LOST,
    Fate.DIVERGED,
    Fate.INACCESSIBLE,
    Fate.STALE,
    Fate.DUPLICATED,
    Fate.SURVIVES,
)


def predict(stack: Stack, event: Event, rules: Rules = RULES) -> Outcome:
    """What `event` does to every piece of state of `stack`, to its users and to its service.

    The same input gives the same answer, byte for byte. Somebody's wrong belief is `rules` with
    one rule replaced.
    """
    asked = grouped(rules)
    strike = _strike(stack, event, asked)
    rows = tuple(
        row for service, item in stack.items() for row in _rows(service, item, strike, asked)
    )
    usable = (one for row in rows for one in _usable(row, rows, strike, asked))
    rows = tuple(_noted(_weighed(row, asked), strike, asked) for row in usable)
    users, routing = users_of(rows, strike, asked)
    endings = tuple(ending.step for ending in strike.endings)
    downtime, recreation = downtime_of(strike, users, asked)
    return Outcome(
        event=event.text,
        kind=event.word,
        target=event.target,
        state=rows,
        users=users,
        downtime=downtime,
        recovery=recovery(rows, downtime, users),
        trace=(*endings, *_told(rows, endings), *routing, *recreation),
        not_modelled=stack.not_modelled,
        ended=frozenset(hold.anchor for hold in strike.ended),
    )


def _strike(stack: Stack, event: Event, rules: Grouped) -> Strike:
    """The event on the stack, with all that it ends and the rules that say so."""
    strike = Strike(stack, event)
    endings = tuple(
        Ending(rule.step, found)
        for rule in rules[Group.ENDING]
        if (found := rule.decide(strike)) is not None
    )
    return replace(strike, endings=endings)


def _rows(
    service: Service, item: StateItem, strike: Strike, rules: Grouped
) -> Iterator[StateOutcome]:
    """One row a piece of state, or two where the instances that are hit fare differently."""
    if item.replica_of:
        return  # one more copy of another item, not an item of its own
    own = copies(service, item, rules)
    hit = tuple(copy for copy in own if _touched(copy, strike))
    others = tuple(copy for copy in own if copy not in hit)
    if hit and others and item.held_by == "each":
        yield from _parted(
            _row(item, hit, Instances.HIT, strike, rules),
            _row(item, others, Instances.OTHERS, strike, rules),
        )
    elif item.held_by == "all":
        yield _row(item, hit or others, Instances.ALL, strike, rules, members=others if hit else ())
    else:
        yield _row(item, own, Instances.ALL, strike, rules)


def _parted(hit: StateOutcome, others: StateOutcome) -> tuple[StateOutcome, ...]:
    """Both rows where the instances fare differently; else one that speaks of all."""
    same = (hit.fate, hit.window) == (others.fate, others.window)
    return (replace(hit, instances=Instances.ALL),) if same else (hit, others)


def _touched(copy: Copy, strike: Strike) -> bool:
    return copy.instance in strike.touched or bool(copy.ended_by(strike.ended))


def _row(
    item: StateItem,
    own: Sequence[Copy],
    instances: Instances,
    strike: Strike,
    rules: Grouped,
    members: Sequence[Copy] = (),
) -> StateOutcome:
    """The fate of these copies: of all the worst, since each holds other content."""
    found = [(fate_of(copy, members, strike, rules), copy) for copy in own]
    row, copy = min(found, key=lambda pair: _HEADLINE.index(pair[0].fate))
    if instances is not Instances.ALL:
        row = replace(row, instances=instances)
    row = _worked(row, copy, strike, rules)
    return _shared_out(row, copy.service, item, strike, rules)


def _worked(row: StateOutcome, copy: Copy, strike: Strike, rules: Grouped) -> StateOutcome:
    """The row once it is asked whether work that the event cut short is done again."""
    for rule in rules[Group.WORK]:
        if (fate := rule.decide(copy, strike)) is not None:
            return _instead(row, fate, rule)
    return row


def _instead(row: StateOutcome, fate: Fate, rule: Rule) -> StateOutcome:
    """The row with another fate, which this rule alone decides."""
    return replace(row, fate=fate, window=None, way_back=None, steps=(rule.step,))


def _shared_out(
    row: StateOutcome, service: Service, item: StateItem, strike: Strike, rules: Grouped
) -> StateOutcome:
    """The row once other writers are counted in; what is gone, nobody spoils."""
    if row.ended:
        return row
    writing = _writing(service, item, strike)
    for rule in rules[Group.EXCLUSIVITY]:
        fate = rule.decide(writing)
        if fate is not None and _HEADLINE.index(fate) < _HEADLINE.index(row.fate):
            return _instead(row, fate, rule)
    return row


def _writing(service: Service, item: StateItem, strike: Strike) -> Writing:
    """Who writes the item; members that copy from each other agree on one writer."""
    instances = _writers(service, item, strike)
    nodes = [service.node_of(number) for number in range(instances)]
    reached = instances if _reaches_every_node(item) else max(map(nodes.count, nodes), default=0)
    return Writing(
        item=item,
        writers=instances * service.processes,
        together=reached * service.processes if shared(item) else 1,
        doubled=strike.doubled(service),
    )


def _writers(service: Service, item: StateItem, strike: Strike) -> int:
    """The instances that run and write: one of members that agree, and only those that start."""
    if item.held_by != "each":
        return 1
    overlap = 2 if strike.overlaps(service) and not strike.stalls(service) else 0
    count = max(strike.count_after(service), overlap)
    if service.host_ports or service.container_name:
        return min(count, len(service.nodes))  # the others do not start (R41)
    if item.location.place is Place.CLAIM and Access.ONE_POD in service.block_volumes:
        return min(count, 1)
    if item.location.place is Place.CLAIM and Access.ONE_NODE in service.block_volumes:
        first = service.node_of(0)  # elsewhere they do not start either (R66)
        return sum(service.node_of(number) == first for number in range(count))
    return count


def _reaches_every_node(item: StateItem) -> bool:
    storage = item.location.storage
    far = storage is not None and storage.locality is not Locality.NODE
    return far or item.location.place in {Place.CLIENT, Place.EXTERNAL}


def _usable(
    row: StateOutcome, rows: Sequence[StateOutcome], strike: Strike, rules: Grouped
) -> tuple[StateOutcome, ...]:
    """A survivor is out of reach where what it needs is not there, as a token without its key.

    Where only some instances lack it, one row becomes two.
    """
    service = strike.stack.service(row.service)
    item = service.item(row.item) if service else None
    if item is None or not item.needs or row.fate is not Fate.SURVIVES:
        return (row,)
    needed = [r for r in rows if (r.service, r.item) == (row.service, item.needs)]
    if row.instances is not Instances.ALL:
        needed = [r for r in needed if r.instances in {row.instances, Instances.ALL}]
    found = [_with(row, other, strike, rules) for other in needed]
    if len(found) == 2:  # the key of each instance is its own
        return _parted(found[0], found[1])
    return tuple(replace(one, instances=row.instances) for one in found) or (row,)


def _with(row: StateOutcome, needed: StateOutcome, strike: Strike, rules: Grouped) -> StateOutcome:
    """The row for the instances that `needed` speaks of."""
    row = replace(row, instances=needed.instances)
    for rule in rules[Group.NEEDS]:
        finding = rule.decide(f"{needed.service}/{needed.item}", needed.fate, strike)
        if isinstance(finding, Missing):
            return out_of_reach(row, rule, finding)
    return row


def _weighed(row: StateOutcome, rules: Grouped) -> StateOutcome:
    """The row with what the rules say of its weight."""
    said = [rule.step for rule in rules[Group.SEVERITY] if rule.decide(row.role, row.fate)]
    return replace(row, steps=(*row.steps, *said)) if said else row


def _noted(row: StateOutcome, strike: Strike, rules: Grouped) -> StateOutcome:
    """The row with the rules that decide nothing here and yet belong to the case."""
    service = strike.stack.service(row.service)
    item = service.item(row.item) if service else None
    assert service is not None, row
    assert item is not None, row
    known = Known(service, item, row, strike)
    said = [rule.step for rule in rules[Group.NOTES] if rule.decide(known)]
    return replace(row, notes=tuple(said)) if said else row


def _told(rows: Sequence[StateOutcome], said: Collection[Step]) -> Iterator[Step]:
    """The steps of each row that are not `said` yet, with the name of what they speak of."""
    for row in rows:
        for step in (*row.steps, *row.notes):
            if step not in said:
                yield Step(step.rule, f"{row.item}{_WHO[row.instances]}: {_within(step.says)}")


def _within(sentence: str) -> str:
    """The sentence as it goes on after a colon: a name keeps its capital."""
    first = sentence.split(maxsplit=1)[0]
    named = first in _NAMES or not first[1:].islower()
    return sentence if named and len(first) > 1 else sentence[0].lower() + sentence[1:]
