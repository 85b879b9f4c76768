"""The rules as a whole: which numbers there are, what each has, what it explains."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from whatif.rule import BOOK, Group
from whatif.rules import RULES, by_number
from whatif.rules.statements import EXPLAINS

LAST = 134
EXCLUDED = {
    "R31": "documentation and experiment disagree on on-failure after a daemon restart",
    "R37": "that a removed mount is inherited was read in source code and never tried",
}
STATEMENTS = Path(__file__).parents[2] / "content" / "statements.yaml"


def test_every_number_of_the_specification_is_a_named_rule_but_two():
    numbers = {rule.number for rule in RULES.values()}
    assert numbers == {f"R{number}" for number in range(1, LAST + 1)} - EXCLUDED.keys()


def test_an_excluded_number_has_no_rule():
    assert [by_number(number) for number in EXCLUDED] == [None, None]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_each_rule_has_its_sentence_and_its_source(rule):
    assert rule.sentence.endswith(".")
    assert rule.source.startswith("https://")
    assert RULES[rule.name] is rule
    assert rule.step == (rule.number, rule.sentence)


def test_no_two_rules_say_the_same():
    assert len({rule.sentence for rule in RULES.values()}) == len(RULES)


def test_every_group_has_a_rule():
    assert {rule.group for rule in RULES.values()} == set(Group)


def test_a_name_is_given_once():
    with pytest.raises(AssertionError, match="memory is there twice"):
        BOOK.rule("R7", Group.STANDING, "Again.", "https://example.com")(RULES["memory"].decide)


def test_each_statement_that_a_rule_explains_exists():
    known = {statement["id"] for statement in yaml.safe_load(STATEMENTS.read_text())["statements"]}
    assert {name for names in EXPLAINS.values() for name in names} <= known


def test_each_rule_carries_the_statements_of_its_number():
    assert EXPLAINS.keys() <= {rule.number for rule in RULES.values()}
    assert all(rule.explains == EXPLAINS.get(rule.number, ()) for rule in RULES.values())
    assert RULES["pinned_by_cookie"].explains == ("S63", "S64")
