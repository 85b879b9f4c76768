"""A concept question as it is asked: one choice, or things to sort into bins.

The order of options and items is drawn from the attempt's seed, and a value that a form sends says
only where an option stood, so the page does not tell which is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from string import ascii_uppercase
from typing import Any, NamedTuple, TypeVar

from lessons.questions import ConceptQuestion, Item, Option
from quizzes.draws import drawn
from quizzes.grading import Key
from quizzes.stored import digest_of

KIND = "concept"
_Said = TypeVar("_Said", Option, Item)


class Choice(NamedTuple):
    """A value of the form, and its words."""

    value: str  # "1", "2", ... from the top
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Something that wants one of the choices."""

    letter: str
    says: str  # "" where the question is the only thing to answer
    offered: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Concept:
    """What is shown before the answer."""

    key: str
    title: str  # the question itself
    lesson: str
    choices: tuple[Choice, ...]
    slots: tuple[Slot, ...]
    skills: tuple[str, ...]
    asks_users = False
    is_concept = True
    chooses = True

    @property
    def asks(self) -> str:
        return self.title

    @property
    def asked(self) -> tuple[Slot, ...]:
        return self.slots

    @property
    def sorts(self) -> bool:
        """Whether things are sorted, rather than one answer chosen."""
        return bool(self.slots[0].says)

    def as_json(self) -> dict[str, Any]:
        return {"version": 1, "kind": KIND, **asdict(self)}

    @cached_property
    def digest(self) -> str:
        return digest_of(self.as_json())[:32]


def ask(question: ConceptQuestion, seed: int) -> tuple[Concept, Key, Mapping[str, Any]]:
    """The question in the order of a seed, its key, and what the verdict says."""
    if question.options:
        return _choose(question, _drawn(question.options, question.id, seed))
    return _sort(question, _drawn(question.items, question.id, seed))


def _drawn(said: Iterable[_Said], name: str, seed: int) -> tuple[_Said, ...]:
    return drawn(said, f"{seed} {name}", lambda one: one.says)


def _choose(
    question: ConceptQuestion, options: tuple[Option, ...]
) -> tuple[Concept, Key, Mapping[str, Any]]:
    choices = _choices(option.says for option in options)
    right = next(choice for choice, option in zip(choices, options, strict=True) if option.right)
    reasons = [
        {"value": choice.value, "says": option.says, "why": option.why}
        for choice, option in zip(choices, options, strict=True)
    ]
    slots = (Slot(letter="A", says="", offered=_values(choices)),)
    return (
        _concept(question, choices, slots),
        Key({"A": right.value}),
        {"version": 1, "kind": KIND, "key": {"A": right.value}, "options": reasons, "items": []},
    )


def _sort(
    question: ConceptQuestion, items: tuple[Item, ...]
) -> tuple[Concept, Key, Mapping[str, Any]]:
    choices = _choices(question.bins)
    value_of = {choice.says: choice.value for choice in choices}
    lettered = list(zip(ascii_uppercase, items, strict=False))
    slots = tuple(
        Slot(letter=letter, says=item.says, offered=_values(choices)) for letter, item in lettered
    )
    key = {letter: value_of[item.bin] for letter, item in lettered}
    reasons = [{"letter": letter, "says": item.says, "why": item.why} for letter, item in lettered]
    return (
        _concept(question, choices, slots),
        Key(key),
        {"version": 1, "kind": KIND, "key": key, "options": [], "items": reasons},
    )


def _choices(says: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(str(number), words) for number, words in enumerate(says, start=1))


def _values(choices: tuple[Choice, ...]) -> tuple[str, ...]:
    return tuple(choice.value for choice in choices)


def _concept(
    question: ConceptQuestion, choices: tuple[Choice, ...], slots: tuple[Slot, ...]
) -> Concept:
    return Concept(
        key=question.quiz,
        title=question.asks,
        lesson=question.lesson,
        choices=choices,
        slots=slots,
        skills=question.skills,
    )
