"""The fate of one row: what ends its copy, what makes it good, whether it is found again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whatif.copies import Copy, replicas, shared
from whatif.outcome import Anchor, Fate, StateOutcome, Step
from whatif.rule import Group, Grouped, Rule
from whatif.rules.copies import UNREACHABLE, Age
from whatif.rules.durability import KEPT, Loss
from whatif.rules.finding import Missing
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
    if ended:
        return _ended(row, copy, members, strike, rules)
    return _kept(row, copy, members, strike, rules)


def _why(copy: Copy, strike: Strike) -> tuple[Step, ...]:
    """What ended the copy, if anything did, and what it hangs on; each rule once."""
    ended_by = [ending.step for ending in strike.endings if ending.holds & copy.holds]
    steps = {step.rule: step for step in [*ended_by, copy.rule.step]}
    return tuple(steps.values())


def _ended(
    row: StateOutcome, copy: Copy, members: Sequence[Copy], strike: Strike, rules: Grouped
) -> StateOutcome:
    """What the event ended: put in safety at the last moment, or held elsewhere, or lost."""
    for rule in rules[Group.HANDOVER]:
        if rule.decide(copy, strike):
            return replace(row, fate=Fate.SURVIVES, steps=(*row.steps, rule.step))
    return _from_elsewhere(row, copy, members, strike, rules)


def _from_elsewhere(
    row: StateOutcome, copy: Copy, members: Sequence[Copy], strike: Strike, rules: Grouped
) -> StateOutcome:
    """A lost copy is made good by the freshest that is left, if there is one."""
    row = replace(row, fate=Fate.LOST, window=None)
    alive, overruled = _alive(copy, members, strike, rules)
    known = _ages(copy, alive, rules)
    if not known:
        return replace(row, steps=(*row.steps, *overruled))
    age, rule = min(known, key=lambda pair: pair[0])
    return _aged(replace(row, steps=(*row.steps, *overruled)), age, rule)


def _alive(
    copy: Copy, members: Sequence[Copy], strike: Strike, rules: Grouped
) -> tuple[list[Copy], tuple[Step, ...]]:
    """The other copies that are left, and the rules by which more of them count for nothing."""
    others = [*members, *replicas(copy.service, copy.item, strike, rules)]
    left = [other for other in others if not other.ended_by(strike.ended)]
    left = [other for other in left if other.instance not in strike.away | strike.stuck]
    given_up = {other: rule for other in left if (rule := overruling(other, strike, rules))}
    steps = tuple(dict.fromkeys(rule.step for rule in given_up.values()))
    return [other for other in left if other not in given_up], steps


def overruling(copy: Copy, strike: Strike, rules: Grouped) -> Rule | None:
    """The rule by which a copy that is there counts for nothing."""
    return next((rule for rule in rules[Group.DIRECTION] if rule.decide(copy, strike)), None)


def _ages(copy: Copy, alive: Sequence[Copy], rules: Grouped) -> list[tuple[float, Rule]]:
    """How far behind the copies are that are left; infinitely, where they stand still."""
    found: list[tuple[float, Rule]] = []
    for rule in rules[Group.COPIES]:
        age: Age = rule.decide(copy, alive)
        if age is UNREACHABLE:
            return [(float("inf"), rule)]
        if isinstance(age, float | int):
            found.append((float(age), rule))
    return found


def _aged(row: StateOutcome, age: float, rule: Rule) -> StateOutcome:
    if age == float("inf"):
        return out_of_reach(row, rule, Missing("bring back enough members for a majority"))
    steps = (*row.steps, rule.step)
    row = replace(row, way_back=None, steps=steps)
    if age == 0:
        return replace(row, fate=Fate.SURVIVES)
    return replace(row, fate=Fate.PARTLY_LOST, window=f"the last {period(age)}")


def _kept(
    row: StateOutcome, copy: Copy, members: Sequence[Copy], strike: Strike, rules: Grouped
) -> StateOutcome:
    """A copy that is there: perhaps overruled, out of reach, incomplete or old."""
    if rule := overruling(copy, strike, rules):
        row = replace(row, steps=(*row.steps, rule.step))
        return _from_elsewhere(row, copy, members, strike, rules)
    whole = _durable(row, copy, members, strike, rules)
    if whole.ended:
        return whole  # nothing of it is there to be found
    found = _found(row, copy, strike, rules)
    if found.fate is Fate.INACCESSIBLE:
        return _taken_over(found, copy, members, strike, rules)
    row = replace(whole, steps=(*found.steps, *whole.steps[len(row.steps) :]))
    return _fresh(row, copy, strike, rules) if row.fate is Fate.SURVIVES else row


def _found(row: StateOutcome, copy: Copy, strike: Strike, rules: Grouped) -> StateOutcome:
    """Whether what takes the place of the instance finds the surviving copy."""
    for rule in rules[Group.BINDING]:
        finding = rule.decide(copy, strike)
        if isinstance(finding, Missing):
            return out_of_reach(row, rule, finding)
        if finding is not None:
            return replace(row, steps=_found_steps(row, copy, rule))
    return row


def _taken_over(
    row: StateOutcome, copy: Copy, members: Sequence[Copy], strike: Strike, rules: Grouped
) -> StateOutcome:
    """A copy out of reach is not missed where another takes its place by itself."""
    alive, _ = _alive(copy, members, strike, rules)
    if not alive or not copy.service.fails_over:
        return row
    live = copy._replace(item=replace(copy.item, backup=None))
    known = _ages(live, alive, rules)
    return _aged(row, *min(known, key=lambda pair: pair[0])) if known else row


def _found_steps(row: StateOutcome, copy: Copy, rule: Rule) -> tuple[Step, ...]:
    """What is not hit needs no other reason, unless its place is one that outlives instances."""
    alone = rule.number == "R1" and not shared(copy.item)
    return (rule.step,) if alone else (*row.steps, rule.step)


def _durable(
    row: StateOutcome, copy: Copy, members: Sequence[Copy], strike: Strike, rules: Grouped
) -> StateOutcome:
    """Whether all that was acknowledged had reached the copy that is left."""
    if not strike.exposes(copy.instance, copy.node):
        return row
    for rule in rules[Group.DURABILITY]:
        finding = rule.decide(copy, strike)
        if finding is KEPT:
            return _said(row, rule, copy)
        if isinstance(finding, Loss):
            row = _incomplete(replace(row, steps=(*row.steps, rule.step)), finding)
            return _made_good(row, copy, members, strike, rules)
    return row


def _incomplete(row: StateOutcome, loss: Loss) -> StateOutcome:
    """The row of a copy that lacks what was acknowledged last, or all of it."""
    if loss.torn:
        return replace(row, fate=Fate.CORRUPTION_RISK)
    if loss.whole:
        in_memory = frozenset({Anchor.PROCESS})
        return replace(row, fate=Fate.LOST, ended=in_memory, anchors=row.anchors | in_memory)
    return replace(row, fate=Fate.PARTLY_LOST, window=loss.window)


def _made_good(
    row: StateOutcome, copy: Copy, members: Sequence[Copy], strike: Strike, rules: Grouped
) -> StateOutcome:
    """A fuller copy helps, unless the primary is back at once and stays the primary (R93)."""
    stays = strike.returns(copy.instance) and not members
    if row.fate is not Fate.LOST and stays:
        return row
    better = _from_elsewhere(row, copy, members, strike, rules)
    if better.fate is Fate.LOST or (row.fate is not Fate.LOST and better.rules[-1] == "R2"):
        return better if row.fate is Fate.LOST else row  # a backup is older than the disk
    return better


def _said(row: StateOutcome, rule: Rule, copy: Copy) -> StateOutcome:
    """That a file was on the disk is said of a store; of others nobody asks."""
    told = bool(copy.item.store) or rule.number != "R10"
    return replace(row, steps=(*row.steps, rule.step)) if told else row


def _fresh(row: StateOutcome, copy: Copy, strike: Strike, rules: Grouped) -> StateOutcome:
    for rule in rules[Group.FRESHNESS]:
        if rule.decide(copy, strike):
            return replace(row, fate=Fate.STALE, steps=(*row.steps, rule.step))
    return row


def out_of_reach(row: StateOutcome, rule: Rule, missing: Missing) -> StateOutcome:
    """The row of a copy that exists but is not found."""
    steps = (*row.steps, rule.step)
    return replace(row, fate=Fate.INACCESSIBLE, way_back=missing.way_back, steps=steps)
