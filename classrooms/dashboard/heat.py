"""The heat map: what the first tries of each learner say of each skill."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from classrooms.dashboard.learners import Figures, Tally, figures_of
from classrooms.dashboard.subjects import subjects
from classrooms.dashboard.tries import first_tries
from classrooms.models import Membership
from lessons.skills import Skill, skills

LEVELS = 4  # a gauge is filled by quarters


class Cell(NamedTuple):
    """The first tries of one learner, or of all, at the questions of one skill."""

    skill: str
    points: int
    max_points: int
    questions: int

    @property
    def level(self) -> int:
        """Quarters of all points, 0 to 4: only who has all has four."""
        return self.points * LEVELS // self.max_points if self.max_points else 0


class Row(NamedTuple):
    """One learner; None where they have met no question of a skill."""

    member: Membership
    cells: Sequence[Cell | None]


def figures_by_user(users: Collection[int]) -> dict[int, Figures]:
    """What the first tries of these learners say; who has answered nothing is left out."""
    tries = list(first_tries(users))
    about = subjects(one.shown for own in tries for one in own)
    return {own[0].learner: figures_of(own, about) for own in tries}


def columns(tallies: Mapping[str, Tally]) -> list[Skill]:
    """The skills that anybody has met, in the order in which they are taught."""
    known = skills()
    taught = [skill for slug, skill in known.items() if slug in tallies]
    gone = sorted(tallies.keys() - known.keys())  # answers outlive the content
    return taught + [Skill(slug, slug, "", "", 0) for slug in gone]


def rows(members: Sequence[Membership], taught: Sequence[Skill]) -> list[Row]:
    """A row for each of these learners. One query, and one where questions are new."""
    found = figures_by_user([one.user_id for one in members])
    nothing = Figures()
    return [Row(one, cells(found.get(one.user_id, nothing).skills, taught)) for one in members]


def cells(tallies: Mapping[str, Tally], taught: Sequence[Skill]) -> list[Cell | None]:
    met = ((skill.slug, skill.slug in tallies) for skill in taught)
    return [cell(slug, tallies) if known else None for slug, known in met]


def cell(slug: str, tallies: Mapping[str, Tally]) -> Cell:
    """Of a skill that was met."""
    tally = tallies[slug]
    return Cell(slug, tally.points, tally.max_points, tally.count)
