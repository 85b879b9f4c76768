"""Why it is so: the run of an event step by step, or the reasons of a concept.

Both come from what a verdict says.
"""

from __future__ import annotations

from dataclasses import dataclass

from quizzes.concepts import Concept
from quizzes.questions import Built, Question
from quizzes.stored import Document, ladder_of
from whatif.ladder import Ladder
from whatif.outcome import Instances

_OF = {  # as the engine says it in a trace
    Instances.ALL: "",
    Instances.HIT: " of what is hit",
    Instances.OTHERS: " of the other instances",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the trace, and the pieces that it speaks of."""

    rule: str
    says: str
    source: str
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What `figures/_run.html` plays."""

    before: Ladder | None  # None where a question shows none
    stages: tuple[Stage, ...]
    after: Ladder


def run_of(built: Built) -> Run | None:
    """The run of a question; None for a concept, where nothing happens."""
    if isinstance(built.question, Concept):
        return None
    outcome = built.outcome
    return Run(
        before=built.question.ladder if isinstance(built.question, Question) else None,
        stages=tuple(_stage(step, outcome["pieces"]) for step in outcome["trace"]),
        after=ladder_of(outcome["ladder"]),
    )


def _stage(step: Document, pieces: list[Document]) -> Stage:
    """A step of the trace begins with the name of the piece that it speaks of, if of any."""
    about, _, _ = step["says"].partition(": ")
    letters = tuple(piece["letter"] for piece in pieces if about == _name(piece))
    return Stage(step["rule"], step["says"], step["source"], letters)


def _name(piece: Document) -> str:
    """How a trace calls a piece: with its instances, where these fare differently."""
    return f"{piece['item']}{_OF[Instances(piece['instances'])]}"


def whys_of(built: Built) -> list[Document]:
    """Of a concept what is so, each with `says` and `why`; of an event nothing: it runs."""
    if not isinstance(built.question, Concept):
        return []
    right = built.key.pieces["A"]
    options = [one for one in built.outcome["options"] if one["value"] == right]
    return options or list(built.outcome["items"])
