"""The document of what came of a scenario: all that a verdict says later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

from lessons.catalogue import lesson
from lessons.scenarios import Scenario
from quizzes.believers import Believer, truth_of
from quizzes.words import WHOSE, users_word
from whatif.ladder import after
from whatif.outcome import Anchor, Outcome, Step
from whatif.rule import Group, grouped
from whatif.rules import RULES, by_number

_NEWCOMERS = {  # by the highest thing that the event ends
    Anchor.POD: "the new pod",
    Anchor.CONTAINER: "the new container",
    Anchor.PROCESS: "the new process",
}
_WORDS = ("slug", "title", "not_so", "instead", "because", "to_try", "lesson", "anchor", "source")


def told(found: Scenario, held: Sequence[Believer]) -> dict[str, Any]:
    """All that a verdict needs later, when the scenario and the beliefs may have changed."""
    outcome = found.outcome
    return {
        "version": 2,
        "users": users_word(outcome),
        "logged_out": outcome.users.logged_out if outcome.users else None,
        "downtime": outcome.downtime.value,
        "users_reasons": [_reason(step) for step in routing(outcome)],
        "recovery": outcome.recovery,
        "newcomer": _newcomer(outcome),
        "pieces": [
            {
                **asdict(piece),
                "whose": WHOSE[piece.instances],
                "reasons": [_reason(step) for step in row.steps],
            }
            for piece, row in zip(found.pieces, outcome.state, strict=True)
        ],
        "ladder": asdict(after(found.stack, outcome, found.happens)),
        "trace": [_reason(step) for step in outcome.trace],
        "beliefs": [_belief(one, found) for one in held],
    }


def _belief(one: Believer, found: Scenario) -> dict[str, Any]:
    """The words of a belief, what it gets wrong here, and where it leaves the truth."""
    true = truth_of(found)
    return {
        **{name: getattr(one.words, name) for name in _WORDS},
        "lesson_title": lesson(one.words.lesson).title,
        "picks": {name: pick for name, pick in one.picks.items() if pick != true[name]},
        "departs": _reason(one.departs) if one.departs else None,
    }


def _reason(step: Step) -> dict[str, str]:
    rule = by_number(step.rule)
    return {"rule": step.rule, "says": step.says, "source": rule.source if rule else ""}


def routing(outcome: Outcome) -> list[Step]:
    """The steps that say who is logged out."""
    return [step for step in outcome.trace if step in _routing_steps()]


@cache
def _routing_steps() -> frozenset[Step]:
    return frozenset(rule.step for rule in grouped(RULES)[Group.ROUTING])


def _newcomer(outcome: Outcome) -> str:
    """What looks for the state afterwards."""
    for anchor, words in _NEWCOMERS.items():
        if anchor in outcome.ended:
            return words
    return "the program"
