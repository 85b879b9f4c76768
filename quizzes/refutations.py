"""The answers that were not so: what each would mean, who would give it, and what refutes it.

Told from what is stored alone. What was stored before there were beliefs names none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from quizzes.believers import OF_USERS, Picks
from quizzes.cuts import Cut, cuts, picks_at
from quizzes.models import Answer
from quizzes.stored import Document, ladder_of
from quizzes.words import FATE_MEANS, USERS, USERS_MEANS
from whatif.outcome import Fate


@dataclass(frozen=True, slots=True, kw_only=True)
class Refutation:
    """A belief that an answer shows, and what is so instead."""

    title: str  # a clause
    not_so: str
    instead: str
    because: str  # why it is easy to think so, a clause
    to_try: str
    lesson: str
    lesson_title: str
    anchor: str
    source: str
    departs: Document | None  # the step of the truth where the belief leaves it


class Other(NamedTuple):
    """An answer that was offered and is not so."""

    value: str
    word: str  # "" for a fate, which has its sign and word
    means: str  # what it would be, a clause
    believed: tuple[str, ...]  # titles of the beliefs that lead there
    said: bool  # the learner chose it


def refutation_of(answer: Answer) -> Refutation | None:
    """The refutation of the belief that is stored with an answer; reads `answer.shown`."""
    found = _belief(answer.shown.outcome, answer.belief)
    if found is None:
        return None
    return Refutation(**{name: found[name] for name in Refutation.__dataclass_fields__})


def _belief(outcome: Document, slug: str) -> Document | None:
    return next((one for one in _beliefs(outcome) if one["slug"] == slug), None)


def _beliefs(outcome: Document) -> list[Document]:
    found: list[Document] = outcome.get("beliefs", [])
    return found


def other_fates(
    outcome: Document, letter: str, fates: Iterable[str], *, true: str, said: str
) -> tuple[Other, ...]:
    """The fates that were offered for a piece, without the true one."""
    return tuple(
        Other(fate, "", FATE_MEANS[Fate(fate)], _believed(outcome, letter, fate), fate == said)
        for fate in fates
        if fate != true
    )


def other_users(outcome: Document, said: str) -> tuple[Other, ...]:
    """What could be said of the users, without what is so; nothing where they were not asked."""
    return tuple(
        Other(value, word, USERS_MEANS[value], _believed(outcome, OF_USERS, value), value == said)
        for value, word in USERS.items()
        if said and value != outcome["users"]
    )


def other_cuts(answer: Answer) -> tuple[Other, ...]:
    """The heights that were offered, without the true one; nothing where pieces were asked."""
    said, outcome = answer.said.cut, answer.shown.outcome
    ladder = ladder_of(answer.shown.question["ladder"])
    true = {piece["letter"]: piece["fate"] for piece in outcome["pieces"]}
    heights = [(cut, picks_at(ladder, cut.value)) for cut in cuts(ladder) if said]
    return tuple(
        Other(cut.value, _height(cut), _loss(cut), _saying(outcome, true, picks), cut.value == said)
        for cut, picks in heights
        if picks != true
    )


def _height(cut: Cut) -> str:
    return f"A cut above the {cut.rung.lower()}" if cut.rung else "No cut at all"


def _loss(cut: Cut) -> str:
    """What would be gone, as a clause."""
    return f"{' and '.join(cut.falls) or 'nothing'} would be gone"


def _believed(outcome: Document, name: str, value: str) -> tuple[str, ...]:
    """The titles of the beliefs that say this of a piece, or of the users."""
    return tuple(one["title"] for one in _beliefs(outcome) if one["picks"].get(name) == value)


def _saying(outcome: Document, true: Picks, picks: Picks) -> tuple[str, ...]:
    """The titles of the beliefs that say exactly this of all pieces."""
    return tuple(
        one["title"]
        for one in _beliefs(outcome)
        if {letter: one["picks"].get(letter, fate) for letter, fate in true.items()} == picks
    )
