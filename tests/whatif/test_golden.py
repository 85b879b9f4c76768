"""The engine agrees with every golden case, and each rule is needed by one of them."""

from __future__ import annotations

import pytest

from tests.whatif.golden_cases import Case, case_of_rule, cases, without
from whatif.rules import RULES


@pytest.mark.parametrize("case", cases().values(), ids=str)
def test_the_engine_agrees_with_the_case(case: Case):
    assert case.found() == case.wanted()


@pytest.mark.parametrize("name", RULES)
def test_dropping_a_rule_breaks_its_case(name: str):
    case = cases()[case_of_rule()[name]]
    assert not case.agrees(without(name))


def test_the_table_of_cases_names_rules_alone():
    assert set(case_of_rule()) == set(RULES)
