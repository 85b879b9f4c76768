"""What lessons are made of beside their text: scenarios, concept questions, skills, words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from lessons import questions, scenarios, skills, terms
from lessons.faults import choice
from lessons.fields import Fields
from lessons.questions import ConceptQuestion
from lessons.scenarios import Scenario
from lessons.skills import Skill
from lessons.terms import FirstUses


class Stock(NamedTuple):
    """Each by its name; words by the part of a lesson that first says them."""

    scenarios: Mapping[str, Scenario]
    questions: Mapping[str, ConceptQuestion]
    skills: Mapping[str, Skill]
    first_uses: FirstUses  # of the words of the glossary


def stock() -> Stock:
    """All that the app may show. Raises BadContent."""
    return Stock(
        scenarios.scenarios(),
        questions.concept_questions(),
        skills.skills(),
        terms.first_uses(settings.CONTENT_DIR),
    )


def read(root: Path) -> Stock:
    """What is sound under `root`, whatever is wrong beside it."""
    return Stock(
        scenarios.read(root),
        questions.read(root).questions,
        skills.read(root).skills,
        terms.first_uses(root),
    )


def scenario_of(fields: Fields, stock: Stock) -> Scenario | None:
    """The scenario that a block names; None, and a fault, where there is none."""
    slug = fields.text("scenario", like=next(iter(stock.scenarios), "some-scenario"))
    if slug and slug not in stock.scenarios:
        known = choice(slug, stock.scenarios)
        fields.source.fault(fields.at("scenario"), f"there is no sound scenario {slug}; {known}")
    return stock.scenarios.get(slug)
