"""What must hold for every stack and every event, tried on stacks that nobody wrote."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.whatif.generated import Described, clusters, stacks
from tests.whatif.stacks import ask
from whatif.events import applicable
from whatif.model import Platform, Stack
from whatif.outcome import Fate, StateOutcome

some = settings(max_examples=15, deadline=None)
# From what a person hardly notices to what nobody gets back. A copy that takes over at once lacks
# the last writes, and is better than one that nobody reaches.
WORSE = [
    Fate.SURVIVES,
    Fate.DUPLICATED,
    Fate.STALE,
    Fate.PARTLY_LOST,
    Fate.INACCESSIBLE,
    Fate.DIVERGED,
    Fate.LOST,
    Fate.CORRUPTION_RISK,
]
# Each ends what the one before it ends, and more.
BLAST = {
    Platform.COMPOSE: [
        ["restart web", "recreate web", "down", "down-volumes"],
        ["crash web", "power-loss {nodes}", "node-loss {nodes}"],
        ["disk-loss {nodes}", "node-loss {nodes}"],
    ],
    Platform.SYSTEMD: [
        ["restart web", "reboot {nodes}"],
        ["crash web", "power-loss {nodes}", "node-loss {nodes}"],
        ["disk-loss {nodes}", "node-loss {nodes}"],
    ],
    Platform.KUBERNETES: [
        ["restart web", "replace web", "namespace-delete default"],
        ["crash web", "power-loss {nodes}", "node-loss {nodes}", "node-loss {nodes} back=no"],
    ],
}
# How a row may be lost though nothing that it hangs on ended: a command, a promotion, early work.
OTHERWISE = {"R92", "R101", "R107"}


def rows(stack: Stack, event: str) -> dict[tuple[str, str, str], StateOutcome]:
    return {(row.service, row.item, row.instances): row for row in ask(stack, event).state}


def worst(stack: Stack, event: str) -> dict[tuple[str, str], Fate]:
    """The worst fate of each piece, whichever instances it has."""
    found: dict[tuple[str, str], Fate] = {}
    for (service, item, _), row in rows(stack, event).items():
        before = found.get((service, item), Fate.SURVIVES)
        found[service, item] = max(before, row.fate, key=WORSE.index)
    return found


def alone(described: Described) -> Described:
    """The same without what several writers do to each other."""
    return described.with_items(writer="many")


def not_worse(one: Described, other: Described) -> None:
    """Every event of the first is no worse with the second, piece by piece."""
    bare, more = one.written(), other.written()
    for event in applicable(bare):
        without, with_copy = worst(bare, event), worst(more, event)
        for piece, fate in without.items():
            assert WORSE.index(with_copy[piece]) <= WORSE.index(fate), (event, piece)


@some
@given(stacks(stores=False).map(alone))
def test_an_event_that_ends_more_never_saves_more(described: Described):
    stack = described.written()
    nodes = ",".join(stack.nodes())
    for chain in BLAST[described.platform]:
        fates = [worst(stack, event.format(nodes=nodes)) for event in chain]
        for less, more in zip(fates, fates[1:], strict=False):
            saved = [
                {piece for piece, fate in of.items() if fate is Fate.SURVIVES}
                for of in (less, more)
            ]
            assert saved[1] <= saved[0], chain


@some
@given(stacks())
def test_a_backup_never_makes_it_worse(described: Described):
    not_worse(described, described.with_items(backup="6h"))


@some
@given(stacks().map(alone))
def test_a_replica_elsewhere_never_makes_it_worse(described: Described):
    not_worse(described, described.with_replica())


@some
@given(clusters().map(alone), st.sampled_from(["disk", "majority", "replica"]))
def test_another_member_never_makes_it_worse(described: Described, ack: str):
    held = described.with_items(held_by="all", ack=ack)
    not_worse(held.with_members(1), held.with_members(3))
    not_worse(held.with_members(3), held.with_members(4))


@some
@given(stacks())
def test_what_is_lost_was_ended(described: Described):
    stack = described.written()
    for event in applicable(stack):
        for row in rows(stack, event).values():
            if row.fate is Fate.LOST:
                assert row.ended & row.anchors or OTHERWISE & {*row.rules}, (event, row)


@some
@given(stacks(plain=True, stores=False))
def test_what_is_ended_and_has_no_copy_is_lost(described: Described):
    stack = described.written()
    for event in applicable(stack):
        for row in rows(stack, event).values():
            assert not row.ended or row.fate is Fate.LOST, (event, row)


@some
@given(stacks().map(alone))
def test_ordinary_traffic_takes_nothing(described: Described):
    stack = described.written()
    kept = {Fate.SURVIVES, Fate.DIVERGED, Fate.CORRUPTION_RISK}
    assert {row.fate for row in ask(stack, "none").state} <= kept


@some
@given(stacks())
def test_what_is_out_of_reach_has_a_way_back_and_what_is_partly_lost_a_window(described: Described):
    stack = described.written()
    for event in applicable(stack):
        for row in rows(stack, event).values():
            assert (row.fate is Fate.INACCESSIBLE) == (row.way_back is not None), (event, row)
            assert (row.fate is Fate.PARTLY_LOST) == (row.window is not None), (event, row)
            assert row.rules, (event, row)


@some
@given(stacks())
def test_shares_of_users_are_shares(described: Described):
    stack = described.written()
    for event in applicable(stack):
        users = ask(stack, event).users
        assert users is None or (min(users) >= 0.0 and max(users) <= 1.0), event
        assert users is None or round(users.kept + users.logged_out, 3) == 1.0, event


@some
@given(stacks())
def test_the_order_of_services_changes_nothing_but_the_order_of_rows(described: Described):
    one, other = described.written(), described.written(reverse=True)
    assert {*applicable(one)} == {*applicable(other)}
    for event in applicable(one):
        first, second = ask(one, event), ask(other, event)
        assert told(one, event) == told(other, event), event
        assert (first.users, first.downtime) == (second.users, second.downtime), event


def told(stack: Stack, event: str) -> dict[tuple[str, str, str], tuple[object, ...]]:
    """All that a row says but its line."""
    return {
        key: (row.fate, row.window, row.way_back, row.rules, row.notes)
        for key, row in rows(stack, event).items()
    }


@some
@given(stacks())
def test_the_same_input_gives_the_same_bytes(described: Described):
    for event in applicable(described.written()):
        answers = {json.dumps(ask(described.written(), event).as_json()) for _ in range(2)}
        assert len(answers) == 1, event
