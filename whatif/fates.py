"""The fate of one row: what ends its copy, what makes it good, whether it is found again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whatif.copies import Copy, replicas, shared
from whatif.outcome import Fate, StateOutcome, Step
from whatif.rule import Group, Grouped, Rule
from whatif.rules.binding import Missing
from whatif.strike import Strike
from whatif.words import period


def fate_of(copy: Copy, members: Sequence[Copy], strike: Strike, rules: Grouped) -> StateOutcome:
    """The fate of the one copy that an instance holds."""
    ended = copy.ended_by(strike.ended)
    row = StateOutcome(
        service=copy.service.name,
        item=copy.item.name,
        role=copy.item.role,
        location=copy.item.location,
        fate=Fate.LOST if ended else Fate.SURVIVES,
        mark=copy.item.location.mark,
        steps=_why(copy, strike),
        anchors=frozenset(hold.anchor for hold in copy.holds),
        ended=ended,
    )
    return (
        _from_elsewhere(row, copy, members, strike, rules)
        if ended
        else _found(row, copy, strike, rules)
    )


def _why(copy: Copy, strike: Strike) -> tuple[Step, ...]:
    """What ended the copy, if anything did, and what it hangs on; each rule once."""
    ended_by = [ending.step for ending in strike.endings if ending.holds & copy.holds]
    steps = {step.rule: step for step in [*ended_by, copy.rule.step]}
    return tuple(steps.values())


def _from_elsewhere(
    row: StateOutcome, copy: Copy, members: Sequence[Copy], strike: Strike, rules: Grouped
) -> StateOutcome:
    """A lost copy is made good by the freshest that is left, if there is one."""
    others = [*members, *replicas(copy.service, copy.item, strike, rules)]
    alive = [other for other in others if not other.ended_by(strike.ended)]
    known = [
        (age, rule)
        for rule in rules[Group.COPIES]
        if (age := rule.decide(copy.item, alive)) is not None
    ]
    if not known:
        return row
    age, rule = min(known, key=lambda pair: pair[0])
    steps = (*row.steps, rule.step)
    if age == 0:
        return replace(row, fate=Fate.SURVIVES, steps=steps)
    return replace(row, fate=Fate.PARTLY_LOST, window=f"the last {period(age)}", steps=steps)


def _found(row: StateOutcome, copy: Copy, strike: Strike, rules: Grouped) -> StateOutcome:
    """Whether what takes the place of the instance finds the surviving copy."""
    for rule in rules[Group.BINDING]:
        finding = rule.decide(copy, strike)
        if isinstance(finding, Missing):
            return out_of_reach(row, rule, finding)
        if finding is not None:
            return replace(row, steps=_found_steps(row, copy, rule))
    return row


def _found_steps(row: StateOutcome, copy: Copy, rule: Rule) -> tuple[Step, ...]:
    """What is not hit needs no other reason, unless its place is one that outlives instances."""
    alone = rule.number == "R1" and not shared(copy.item)
    return (rule.step,) if alone else (*row.steps, rule.step)


def out_of_reach(row: StateOutcome, rule: Rule, missing: Missing) -> StateOutcome:
    """The row of a copy that exists but is not found."""
    steps = (*row.steps, rule.step)
    return replace(row, fate=Fate.INACCESSIBLE, way_back=missing.way_back, steps=steps)
