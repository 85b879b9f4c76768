"""What the first tries of one learner say.

All of it is counted for each learner of a class, so the loops over tries are Python's own counters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from classrooms.dashboard.holding import Evidence
from classrooms.dashboard.subjects import Subject
from classrooms.dashboard.tries import Try
from quizzes.certainty import SURE

STUCK_FROM = 3  # first tries in a row at one skill, each with less than half of its points

About = Mapping[int, Subject]


@dataclass(slots=True)
class Figures:
    """One learner's."""

    count: int = 0
    whole: int = 0  # first tries that were all right
    sure_and_wrong: int = 0
    evidence: dict[str, Evidence] = field(default_factory=dict)  # by belief
    stuck: dict[str, int] = field(default_factory=dict)  # by skill, how many poor tries in a row


def figures_of(tries: Sequence[Try], about: About) -> Figures:
    """Of one learner's first tries in the order in which they were made."""
    sure = (one for one in tries if one.certainty == SURE)
    return Figures(
        count=len(tries),
        whole=sum(one.points == one.max_points for one in tries),
        sure_and_wrong=sum(one.points < one.max_points for one in sure),
        evidence=_evidence(tries, about),
        stuck=_stuck(tries, about),
    )


def _evidence(tries: Iterable[Try], about: About) -> dict[str, Evidence]:
    met = Counter(chain.from_iterable(about[one.shown].beliefs for one in tries))
    picked = Counter(one.belief for one in tries if one.belief)
    # Who picks a belief has met it, also where the question does not name it.
    return {slug: Evidence(max(met[slug], picked[slug]), picked[slug]) for slug in met | picked}


def _stuck(tries: Iterable[Try], about: About) -> dict[str, int]:
    """The poor tries at the end, by skill; those before a better one are over."""
    runs: dict[str, int] = {}
    for one in tries:
        poor = 2 * one.points < one.max_points
        for skill in about[one.shown].skills if poor or runs else ():
            runs[skill] = runs.get(skill, 0) + 1 if poor else 0
    return {skill: run for skill, run in runs.items() if run >= STUCK_FROM}
