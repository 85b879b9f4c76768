"""What is counted of the scenarios, and the page that says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from lessons import beliefs, coverage, scenarios
from lessons.coverage import Shown
from tests.lessons.content import COMPOSE, SCENARIO
from whatif.beliefs import BELIEFS
from whatif.model import Platform
from whatif.rules import RULES

Make = Callable[[dict[str, str | None]], Path]
USERS_ALONE: dict[str, str | None] = {
    "scenarios/example/compose.yaml": COMPOSE,
    "scenarios/example/scenario.yaml": SCENARIO.replace("[state, users]", "[users]"),
}
UPLOADS: dict[str, str | None] = {
    "scenarios/example/compose.yaml": COMPOSE.replace(
        "    image: shop:1\n", "    image: shop:1\n    deploy: {replicas: 3}\n"
    ).replace("/app/uploads}", "/app/uploads, use: content}"),
    "scenarios/example/scenario.yaml": SCENARIO.replace("[state, users]", "[state]"),
}


def _slugs(shown: Shown) -> list[str]:
    return [scenario.slug for scenario in shown.scenarios]


def _of_belief(root: Path, number: str) -> Shown:
    found = scenarios.read(root).values()
    counted = coverage.of_beliefs(found, beliefs.read(root).beliefs)
    return next(shown for shown in counted if shown.name == number)


def test_a_belief_shows_where_a_believer_answers_otherwise(make_content: Make) -> None:
    shown = _of_belief(make_content({}), "M5")
    assert _slugs(shown) == ["example", "restart"]
    assert (shown.of(Platform.COMPOSE), shown.of(Platform.KUBERNETES)) == (2, 0)
    assert shown.says == "a restarted container starts clean"


def test_it_does_not_show_where_something_else_is_asked(make_content: Make) -> None:
    assert _slugs(_of_belief(make_content(USERS_ALONE), "M5")) == ["restart"]


def test_a_belief_about_users_shows_where_they_are_not_asked(make_content: Make) -> None:
    assert "example" in _slugs(_of_belief(make_content(UPLOADS), "M24"))


def test_a_rule_shows_where_it_explains(make_content: Make) -> None:
    found = scenarios.read(make_content({})).values()
    rules = {shown.name: _slugs(shown) for shown in coverage.of_rules(found)}
    assert (rules["R21"], rules["R33"]) == (["example", "restart"], ["recreate"])
    assert rules["R73"] == []


def test_every_rule_and_every_computed_belief_has_its_line() -> None:
    numbers = {rule.number for rule in RULES.values()}
    computed = [belief.number for belief in BELIEFS.values() if belief.computed]
    assert {shown.name for shown in coverage.of_rules([])} == numbers
    assert [shown.name for shown in coverage.of_beliefs([], {})] == computed


@pytest.fixture(scope="module")
def page() -> str:
    return coverage.page(scenarios.scenarios(), beliefs.beliefs())


def test_the_page_is_up_to_date(page: str) -> None:
    committed = (settings.BASE_DIR / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert committed == page, "run `manage.py coverage`"
