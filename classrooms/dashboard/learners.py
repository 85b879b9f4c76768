"""What the first tries of one learner say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from classrooms.dashboard.holding import Evidence
from classrooms.dashboard.subjects import Subject
from classrooms.dashboard.tries import Try

STUCK_FROM = 3  # first tries in a row at one skill, each with less than half of its points


@dataclass(slots=True)
class Tally:
    """A sum of first tries."""

    points: int = 0
    max_points: int = 0
    count: int = 0  # questions

    def add(self, points: int, max_points: int, count: int = 1) -> None:
        self.points += points
        self.max_points += max_points
        self.count += count


@dataclass(slots=True)
class Figures:
    """One learner's."""

    count: int = 0
    whole: int = 0
    sure_and_wrong: int = 0
    skills: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    evidence: dict[str, Evidence] = field(default_factory=lambda: defaultdict(Evidence))
    runs: dict[str, int] = field(default_factory=dict)  # by skill: less than half, up to the last

    @property
    def stuck(self) -> dict[str, int]:
        """By skill the length of the run, where somebody is stuck."""
        return {skill: run for skill, run in self.runs.items() if run >= STUCK_FROM}


def figures_of(tries: Iterable[Try], about: Mapping[int, Subject]) -> Figures:
    """Of one learner's first tries in the order in which they were made."""
    found = Figures()
    for one in tries:
        subject = about[one.shown]
        found.count += 1
        found.whole += one.whole
        found.sure_and_wrong += one.sure_and_wrong
        _add_skills(found, one, subject)
        _add_beliefs(found, one, subject)
    return found


def _add_skills(found: Figures, one: Try, subject: Subject) -> None:
    poor = 2 * one.points < one.max_points
    for skill in subject.skills:
        found.skills[skill].add(one.points, one.max_points)
        found.runs[skill] = found.runs.get(skill, 0) + 1 if poor else 0


def _add_beliefs(found: Figures, one: Try, subject: Subject) -> None:
    for belief in subject.beliefs:
        found.evidence[belief].met += 1
    if one.belief:
        evidence = found.evidence[one.belief]
        evidence.picked += 1
        evidence.met += one.belief not in subject.beliefs
