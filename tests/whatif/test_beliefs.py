"""Wrong beliefs: each replaces little, and leaves alone what it says nothing about."""

from __future__ import annotations

import re

import pytest

from tests.whatif import test_beliefs_places, test_beliefs_stores
from tests.whatif.believers import believed, truth
from tests.whatif.stacks import compose, unit, workload
from whatif.beliefs import BELIEFS, believe
from whatif.events import applicable
from whatif.rules import RULES

COMPUTED = {slug for slug, belief in BELIEFS.items() if belief.computed}

# Stacks in which nobody believes anything wrong: one on each platform.
UNIT = """\
[Service]
ExecStart=/usr/bin/ledger
StateDirectory=ledger
Restart=always
[X-State]
ledger = {at: /var/lib/ledger/book}
"""
BOUND = """\
services:
  web:
    image: shop:1
    volumes: ["/srv/orders:/orders"]
    x-state: {orders: {at: /orders}, cart: {at: client}}
"""
PLAIN = [unit(UNIT), compose(BOUND), workload("cart: {at: client}", replicas=2)]


def test_every_computed_belief_is_shown_by_a_stack() -> None:
    cases = [*test_beliefs_places.CASES, *test_beliefs_stores.CASES]
    assert {case.belief for case in cases} == COMPUTED


def test_most_beliefs_are_computed() -> None:
    assert len(COMPUTED) >= 34


@pytest.mark.parametrize("slug", BELIEFS)
def test_a_belief_changes_nothing_where_nothing_of_it_is_there(slug: str) -> None:
    for stack in PLAIN:
        for event in applicable(stack):
            true, held = truth(stack, event), believed(slug, stack, event)
            assert held.state == true.state, event
            assert (held.users, held.downtime) == (true.users, true.downtime), event


def test_there_are_thirty_three_misconceptions_of_which_four_are_two_beliefs() -> None:
    numbers = [belief.number for belief in BELIEFS.values()]
    double = {1, 6, 11, 16}
    letters = {number: ("a", "b") if number in double else ("",) for number in range(1, 34)}
    assert numbers == [f"M{n}{letter}" for n, found in letters.items() for letter in found]


@pytest.mark.parametrize("slug", BELIEFS)
def test_a_belief_is_about_one_question_and_leaves_the_order_of_the_rules(slug: str) -> None:
    held = believe(slug)
    changed = [rule for name, rule in RULES.items() if held[name].decide is not rule.decide]
    assert list(held) == list(RULES)
    assert len({rule.group for rule in changed}) == BELIEFS[slug].computed
    assert len(changed) <= 4


@pytest.mark.parametrize("slug", BELIEFS)
def test_a_slug_says_the_belief_in_words(slug: str) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", slug)


def test_who_asks_for_a_belief_that_nobody_has_gets_an_error() -> None:
    with pytest.raises(KeyError):
        believe("the-moon-is-a-volume")
