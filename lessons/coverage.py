"""What the scenarios ask about, counted: each rule and each wrong belief by where it shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from lessons.beliefs import BeliefWords
from lessons.scenarios import Ask, Scenario
from whatif.beliefs import BELIEFS, believe
from whatif.model import Platform
from whatif.outcome import Outcome
from whatif.predict import predict
from whatif.rules import RULES

ENOUGH = 3  # scenarios for a belief to be told from a slip
_KINDS = {Platform.SYSTEMD: "Linux", Platform.COMPOSE: "Compose", Platform.KUBERNETES: "Kubernetes"}
_MOST_NAMED = 4
_HEAD = """\
# Coverage

Which scenarios of `content/scenarios` show which rule and which wrong belief. Written by
`manage.py coverage`; do not edit it. A rule shows where it is part of the explanation, a
[belief](beliefs.md) where a believer answers otherwise what is asked, or counts other users.
"""


class Shown(NamedTuple):
    """Something, and the scenarios that show it."""

    name: str
    says: str
    scenarios: tuple[Scenario, ...]

    def of(self, platform: Platform) -> int:
        return sum(scenario.stack.platform is platform for scenario in self.scenarios)


def page(scenarios: Mapping[str, Scenario], words: Mapping[str, BeliefWords]) -> str:
    """docs/coverage.md."""
    beliefs, rules = of_beliefs(scenarios.values(), words), of_rules(scenarios.values())
    enough = sum(len(shown.scenarios) >= ENOUGH for shown in beliefs)
    there = sum(bool(shown.scenarios) for shown in rules)
    parts = [
        _HEAD,
        "## Wrong beliefs\n",
        f"{enough} of the {len(beliefs)} that are computed show in {ENOUGH} scenarios or more.\n",
        *_table("belief", beliefs),
        "\n## Rules\n",
        f"{there} of {len(rules)} show in a scenario.\n",
        *_table("rule", rules),
    ]
    return "\n".join(parts) + "\n"


def of_beliefs(
    scenarios: Collection[Scenario], words: Mapping[str, BeliefWords]
) -> tuple[Shown, ...]:
    """Each computed belief with the scenarios in which who holds it answers otherwise."""
    return tuple(
        Shown(
            belief.number,
            words[slug].title if slug in words else slug,
            tuple(scenario for scenario in scenarios if _differs(scenario, slug)),
        )
        for slug, belief in BELIEFS.items()
        if belief.computed
    )


def _differs(scenario: Scenario, belief: str) -> bool:
    held = predict(scenario.stack, scenario.event, believe(belief))
    true = scenario.outcome
    state = Ask.STATE in scenario.ask and _fates(held) != _fates(true)
    return state or held.users != true.users  # told with the answer, also where it is not asked


def _fates(outcome: Outcome) -> list[tuple[str, ...]]:
    return [(row.service, row.item, row.instances, row.fate) for row in outcome.state]


def of_rules(scenarios: Collection[Scenario]) -> tuple[Shown, ...]:
    """Each rule with the scenarios that it explains, in the order of the numbers."""
    fired = {scenario.slug: set(_numbers(scenario.outcome)) for scenario in scenarios}
    says: dict[str, str] = {}
    for rule in RULES.values():
        says.setdefault(rule.number, rule.sentence)
    return tuple(
        Shown(
            number,
            says[number],
            tuple(scenario for scenario in scenarios if number in fired[scenario.slug]),
        )
        for number in sorted(says, key=lambda number: int(number[1:]))
    )


def _numbers(outcome: Outcome) -> Iterator[str]:
    yield from (step.rule for step in outcome.trace)
    yield from (step.rule for row in outcome.state for step in (*row.steps, *row.notes))


def _table(what: str, rows: Collection[Shown]) -> Iterator[str]:
    yield f"| | {what} | {' | '.join(_KINDS.values())} | scenarios |"
    yield f"|---|---|{'--:|' * len(_KINDS)}---|"
    for row in rows:
        counts = " | ".join(str(row.of(platform) or "") for platform in _KINDS)
        yield f"| {row.name} | {row.says} | {counts} | {_named(row.scenarios)} |"


def _named(scenarios: Collection[Scenario]) -> str:
    names = [scenario.slug for scenario in scenarios]
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
