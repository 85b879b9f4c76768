"""What a verdict says of a concept question, from what is stored alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from quizzes.certainty import calibrated
from quizzes.concepts import KIND
from quizzes.findings import counted
from quizzes.models import Answer
from quizzes.stored import Document


class OptionTold(NamedTuple):
    """An option, and why it is right or what is so instead."""

    says: str
    why: str
    right: bool
    said: bool  # the learner chose it


class ItemTold(NamedTuple):
    """Something that was sorted, and where it belongs."""

    letter: str
    says: str
    why: str
    said: str  # the bin that the learner chose
    belongs: str

    @property
    def right(self) -> bool:
        return self.said == self.belongs


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptVerdict:
    """All that the page of an answered concept question says."""

    number: int
    points: int
    max_points: int
    finding: str
    calibrated: str  # what being so sure teaches; "" where nothing
    question: Document
    options: tuple[OptionTold, ...]
    items: tuple[ItemTold, ...]


def is_concept(answer: Answer) -> bool:
    return bool(answer.shown.outcome.get("kind") == KIND)


def concept_verdict(answer: Answer) -> ConceptVerdict:
    """The verdict on a stored answer; reads `answer.shown`."""
    return ConceptVerdict(
        number=answer.number,
        points=answer.points,
        max_points=answer.max_points,
        finding=concept_finding(answer),
        calibrated=calibrated(answer.certainty, whole=answer.whole),
        question=answer.shown.question,
        options=_options(answer),
        items=_items(answer),
    )


def concept_finding(answer: Answer) -> str:
    """The heading alone; reads `answer.shown`."""
    if answer.shown.outcome["options"]:
        right = next(option.says for option in _options(answer) if option.right)
        return f"{'So it is' if answer.whole else 'Not so'}: {_within(right)}"
    told = counted(answer.points, answer.max_points)
    wrong = next((item for item in _items(answer) if not item.right), None)
    return f"{told} {wrong.letter} belongs to: {wrong.belongs}." if wrong else told


def _options(answer: Answer) -> tuple[OptionTold, ...]:
    outcome, picks = answer.shown.outcome, answer.said.picks
    return tuple(
        OptionTold(
            says=option["says"],
            why=option["why"],
            right=option["value"] == outcome["key"]["A"],
            said=option["value"] == picks["A"],
        )
        for option in outcome["options"]
    )


def _items(answer: Answer) -> tuple[ItemTold, ...]:
    outcome, picks = answer.shown.outcome, answer.said.picks
    bins = dict(answer.shown.question["choices"])
    return tuple(
        ItemTold(
            letter=item["letter"],
            says=item["says"],
            why=item["why"],
            said=bins[picks[item["letter"]]],
            belongs=bins[outcome["key"][item["letter"]]],
        )
        for item in outcome["items"]
    )


def _within(words: str) -> str:
    """Words as they go on after a colon: an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
