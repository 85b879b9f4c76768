"""What came of a round: each question that was asked, and all of them together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from live.log import PHASE
from live.models import Round
from live.questions import built_at
from live.results import Results, Tally, gain_of, results_at
from quizzes.questions import Asks


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and both votes on it."""

    number: int  # from 1
    question: Asks
    results: Results


def _found(round_: Round, position: int) -> Asked | None:
    """A question that was asked; None where the content has lost it."""
    built = built_at(round_, position)
    if built is None:
        return None
    return Asked(position + 1, built.question, results_at(round_, position, built))


@dataclass(frozen=True, slots=True)
class Report:
    """The whole round; sums are over votes, so that each counts once."""

    asked: tuple[Asked, ...]
    first: Tally
    second: Tally
    gain: Fraction | None  # of those who voted twice


def report_of(round_: Round) -> Report:
    """What came of a round so far."""
    found = (_found(round_, position) for position in range(asked_in(round_)))
    asked = tuple(one for one in found if one)
    results = [one.results for one in asked]
    return Report(
        asked=asked,
        first=_sum(one.first for one in results),
        second=_sum(one.second for one in results),
        gain=gain_of(_sum(one.both[0] for one in results), _sum(one.both[1] for one in results)),
    )


def asked_in(round_: Round) -> int:
    """How many questions were asked; a round may end in its lobby."""
    return round_.events.filter(kind=PHASE, data__ballot=1).count()


def _sum(tallies: Iterable[Tally]) -> Tally:
    pairs = list(tallies)
    return Tally(sum(one.right for one in pairs), sum(one.of for one in pairs))
