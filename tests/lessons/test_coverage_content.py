"""What the course's own scenarios cover: rules, platforms, fates and wrong beliefs."""

from __future__ import annotations

import pytest

from lessons import beliefs, coverage
from lessons.coverage import ENOUGH, Shown
from lessons.scenarios import scenarios
from whatif.beliefs import BELIEFS
from whatif.model import Platform
from whatif.outcome import Fate
from whatif.rule import Group
from whatif.rules import RULES

FEWEST = 80  # scenarios
KINDS = 2  # of stack, in which a belief shows
COMPOSE_ALONE = {
    "M1a": "down is a command of Compose that has a rule about volumes",
    "M1b": "down is a command of Compose that has a rule about volumes",
    "M2": "only Docker makes a volume where an image declares one",
    "M4": "it is about docker rm",
    "M5": "only Docker starts the same container again",
}
CLUSTER_ALONE = {
    "M6a": "only a pod has an emptyDir",
    "M6b": "only a pod has an emptyDir",
    "M7": "only a pod has a hostPath",
    "M8": "only a claim has access modes",
    "M9": "it is about the kind StatefulSet",
    "M10": "only a StatefulSet makes claims for its pods",
    "M11a": "it is about a StatefulSet's claims",
    "M11b": "it is about a StatefulSet's claims",
    "M12": "it is about claims",
}
UNSETTLED = {"R13": "what a boot does to /tmp differs, so no question rests on it"}


@pytest.fixture(scope="module")
def shown() -> dict[str, Shown]:
    found = coverage.of_beliefs(scenarios().values(), beliefs.beliefs())
    return {belief.name: belief for belief in found}


def test_there_are_enough_scenarios() -> None:
    assert len(scenarios()) >= FEWEST


@pytest.mark.parametrize("platform", Platform)
def test_each_platform_has_its_scenarios(platform: Platform) -> None:
    own = [s for s in scenarios().values() if s.stack.platform is platform]
    assert len(own) >= FEWEST / 10


def test_each_fate_is_asked_somewhere() -> None:
    asked = {piece.fate for scenario in scenarios().values() for piece in scenario.pieces}
    assert asked == set(Fate)


def test_each_group_of_rules_shows() -> None:
    numbers = {rule.name for rule in coverage.of_rules(scenarios().values()) if rule.scenarios}
    groups = {rule.group for rule in RULES.values() if rule.number in numbers}
    assert groups == set(Group)


def test_each_rule_shows_but_what_is_not_settled() -> None:
    rules = coverage.of_rules(scenarios().values())
    assert {rule.name for rule in rules if not rule.scenarios} == set(UNSETTLED)


def test_each_computed_belief_shows_often_enough(shown: dict[str, Shown]) -> None:
    assert shown
    seldom = {name: len(one.scenarios) for name, one in shown.items()}
    assert {name: count for name, count in seldom.items() if count < ENOUGH} == {}


def test_a_belief_shows_in_several_kinds_of_stack_where_it_can(shown: dict[str, Shown]) -> None:
    kinds = {name: {s.stack.platform for s in one.scenarios} for name, one in shown.items()}
    alone = {name for name, found in kinds.items() if len(found) < KINDS}
    assert alone == {*COMPOSE_ALONE, *CLUSTER_ALONE}
    assert {platform for name in COMPOSE_ALONE for platform in kinds[name]} == {Platform.COMPOSE}
    assert {platform for name in CLUSTER_ALONE for platform in kinds[name]} == {Platform.KUBERNETES}


def test_the_beliefs_of_one_kind_are_beliefs() -> None:
    computed = {belief.number for belief in BELIEFS.values() if belief.computed}
    assert {*COMPOSE_ALONE, *CLUSTER_ALONE} <= computed
