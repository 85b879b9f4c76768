"""One choice with a reason: what becomes of one piece, or of the users, and why.

The right option has the rule that decided. Each wrong one is what a named belief predicts, with the
believer's reason. So no wrong option can be true: each says another fate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from lessons.scenarios import Ask, Scenario
from quizzes.believers import OF_USERS, Believer, believers, truth_of
from quizzes.concepts import Choice, Slot
from quizzes.draws import drawn
from quizzes.grading import Key
from quizzes.outcomes import routing, told
from quizzes.reasons import reasons
from quizzes.stored import digest_of
from quizzes.words import USERS, WHOSE
from whatif.outcome import Fate, StateOutcome, Step
from whatif.rule import Group
from whatif.rules import RULES

KIND = "why"
WHY = "why-"  # before the slug of a scenario
FEWEST, MOST = 2, 3  # wrong options
_ASIDE = {Group.ENDING, Group.SEVERITY, Group.RECREATION, Group.NOTES}  # decide no fate alone


@dataclass(frozen=True, kw_only=True)
class Why:
    """What is shown before the answer."""

    scenario: str
    title: str
    asks: str  # the question itself
    story: str
    happens: str
    platform: str
    files: tuple[tuple[str, str], ...]  # name and text
    choices: tuple[Choice, ...]
    slots: tuple[Slot, ...]
    skills: tuple[str, ...]
    asks_users = False
    is_concept = False
    chooses = True
    sorts = False

    @property
    def key(self) -> str:
        return f"{WHY}{self.scenario}"

    @property
    def asked(self) -> tuple[Slot, ...]:
        return self.slots

    def as_json(self) -> dict[str, Any]:
        return {"version": 1, "kind": KIND, **asdict(self)}

    @cached_property
    def digest(self) -> str:
        return digest_of(self.as_json())[:32]


class Subject(NamedTuple):
    """What may be asked about, with the reason for what is so, and those who think otherwise."""

    name: str  # the letter of a piece, or `users`
    asks: str
    decides: Step
    held: tuple[Believer, ...]


@lru_cache(maxsize=1024)
def subjects(found: Scenario, offers: tuple[Fate, ...]) -> tuple[Subject, ...]:
    """What this scenario may be asked about where these fates are offered."""
    return tuple(one for one in _about(found, offers) if len(one.held) >= FEWEST)


def _about(found: Scenario, offers: tuple[Fate, ...]) -> Iterator[Subject]:
    if Ask.STATE in found.ask:
        for piece, row in zip(found.pieces, found.outcome.state, strict=True):
            whose = f" {WHOSE[piece.instances]}" if WHOSE[piece.instances] else ""
            asks = f"What becomes of {piece.letter}, {piece.item}{whose}, and why?"
            held = _otherwise(found, piece.letter, {fate.value for fate in offers})
            yield Subject(piece.letter, asks, _decides(row), held)
    routed = routing(found.outcome)
    if Ask.USERS in found.ask and len(routed) == 1:
        asks = "What becomes of the users, and why?"
        yield Subject(OF_USERS, asks, routed[0], _otherwise(found, OF_USERS, {*USERS}))


def _decides(row: StateOutcome) -> Step:
    """The last step that says why the piece fares so."""
    deciding = [step for step in row.steps if step not in _asides()]
    return (deciding or list(row.steps))[-1]


@cache
def _asides() -> frozenset[Step]:
    return frozenset(rule.step for rule in RULES.values() if rule.group in _ASIDE)


def _otherwise(found: Scenario, name: str, offered: set[str]) -> tuple[Believer, ...]:
    """Those who say something else that was taught, each for a reason of their own."""
    others = offered - {truth_of(found)[name]}
    held = {one.words.because: one for one in believers(found) if one.picks[name] in others}
    return tuple(held.values())


def ask(
    found: Scenario, offers: tuple[Fate, ...], seed: int
) -> tuple[Why, Key, Mapping[str, Any], tuple[Believer, ...]]:
    """The question of a seed, its key, what the verdict says, and who would answer otherwise."""
    salt, true = f"{seed} {found.slug}", truth_of(found)
    about = drawn(subjects(found, offers), salt, lambda one: one.name)[0]
    held = drawn(about.held, salt, lambda one: one.belief)[:MOST]
    told_by = reasons(about.name, true[about.name], about.decides.says, held, salt)
    options = drawn(told_by, salt, lambda one: one.says)
    choices = tuple(Choice(str(at), one.says) for at, one in enumerate(options, start=1))
    values = {one.belief: choice.value for one, choice in zip(options, choices, strict=True)}
    outcome = {
        **told(found, held),
        "kind": KIND,
        "subject": about.name,
        "key": {"A": values[""]},
        "options": [{**one._asdict(), "value": values[one.belief]} for one in options],
    }
    answering = (replace(one, picks={"A": values[one.belief], OF_USERS: ""}) for one in held)
    return _why(found, about, choices), Key({"A": values[""]}), outcome, tuple(answering)


def _why(found: Scenario, about: Subject, choices: tuple[Choice, ...]) -> Why:
    return Why(
        scenario=found.slug,
        title=found.title,
        asks=about.asks,
        story=found.story,
        happens=found.happens,
        platform=found.stack.platform.value,
        files=tuple((file.name, file.text) for file in found.files),
        choices=choices,
        slots=(Slot(letter="A", says="", offered=tuple(choice.value for choice in choices)),),
        skills=found.skills,
    )
