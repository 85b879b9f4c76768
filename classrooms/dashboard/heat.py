"""The heat map: what the first tries of each learner say of each skill."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from classrooms.dashboard.learners import Figures, figures_of
from classrooms.dashboard.subjects import subjects
from classrooms.dashboard.tallies import Part, Tally, tallies
from classrooms.dashboard.tries import Chunk
from classrooms.models import Membership
from lessons.skills import Skill, skills

LEVELS = 4  # a gauge is filled by quarters


class Cell(NamedTuple):
    """The first tries of one learner, or of all, at the questions of one skill."""

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


class Known(NamedTuple):
    """What the first tries of one learner say."""

    figures: Figures
    skills: Mapping[str, Tally]


NOTHING = Known(Figures(), {})


def known_of(users: Collection[int]) -> dict[int, Known]:
    """By learner; who has answered nothing is left out. One query, and one for new questions."""
    chunk = Chunk(users)
    about = subjects(chunk.shown)
    return {
        own[0].learner: Known(
            figures_of(own, about),
            tallies(Part(about[one.shown].skills, one.points, one.max_points) for one in own),
        )
        for own in chunk
    }


def columns(met: Mapping[str, Tally]) -> list[Skill]:
    """The skills that anybody has met, in the order in which they are taught."""
    known = skills()
    taught = [skill for slug, skill in known.items() if slug in met]
    gone = sorted(met.keys() - known.keys())  # answers outlive the content
    return taught + [Skill(slug, slug, "", "", 0) for slug in gone]


def rows(members: Sequence[Membership], taught: Sequence[Skill]) -> list[Row]:
    """A row for each of these learners."""
    found = known_of([one.user_id for one in members])
    return [Row(one, cells(found.get(one.user_id, NOTHING).skills, taught)) for one in members]


def cells(met: Mapping[str, Tally], taught: Sequence[Skill]) -> list[Cell | None]:
    return [cell(met[skill.slug]) if skill.slug in met else None for skill in taught]


def cell(tally: Tally) -> Cell:
    return Cell(tally.points, tally.max_points, tally.count)
