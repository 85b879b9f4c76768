"""What the page of a class says, put together from its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.core.paginator import Page

from classrooms.dashboard import heat, people
from classrooms.dashboard.beliefs import Taught, believed_in
from classrooms.dashboard.charts import Squares, squares
from classrooms.dashboard.drop_off import Reach, reaches
from classrooms.dashboard.finding import finding
from classrooms.dashboard.questions import Asked, asked, puzzling
from classrooms.dashboard.reuse import Dated
from classrooms.dashboard.standing import LISTED, Stuck, Sure
from classrooms.dashboard.totals import Totals, totals_of
from classrooms.models import Classroom, Membership
from lessons.skills import Skill, skills


@dataclass(frozen=True)
class Overview:
    """The numbers of a class, each part counted when a page asks for it."""

    classroom: Classroom
    dated: Dated[Totals]
    number: str  # of the page of learners, as an address gives it

    @property
    def totals(self) -> Totals:
        return self.dated.value

    @property
    def at(self) -> datetime:
        return self.dated.at

    @property
    def state(self) -> str:
        """Changes when any number does: each can only come from one more of these."""
        totals = self.totals
        done = sum(due.done for due in totals.work)
        late = sum(due.overdue for due in totals.work)
        counts = (totals.learners, totals.tries, sum(totals.reading.values()), done, late)
        return "-".join(map(str, counts))

    @cached_property
    def believed(self) -> list[Taught]:
        return believed_in(self.totals)

    @property
    def heading(self) -> str:
        return finding(self.totals, self.believed)

    @property
    def each(self) -> int:
        """Learners to a square."""
        return squares(0, 0, self.totals.learners).each

    @cached_property
    def beliefs(self) -> list[tuple[Taught, Squares]]:
        """Each with a square for each learner."""
        learners = self.totals.learners
        told = ((one, one.believed) for one in self.believed)
        return [(one, squares(who.held, who.perhaps, learners)) for one, who in told]

    @cached_property
    def columns(self) -> list[Skill]:
        return heat.columns(self.totals.skills)

    @property
    def everybody(self) -> list[tuple[Skill, heat.Cell]]:
        """The row of the whole class."""
        return [(skill, heat.cell(self.totals.skills[skill.slug])) for skill in self.columns]

    @cached_property
    def page(self) -> Page[Membership]:
        return people.page_of(self.classroom, self.number)

    @property
    def rows(self) -> list[heat.Row]:
        """The learners of this page."""
        return heat.rows(list(self.page), self.columns)

    @property
    def puzzling(self) -> list[Asked]:
        return puzzling(asked(self.totals))

    @property
    def reaches(self) -> list[Reach]:
        """The lessons that anybody has begun to read."""
        return [reach for reach in reaches(self.totals.reading) if reach.most]

    @cached_property
    def _named(self) -> Mapping[int, Membership]:
        """The learners that are listed by name. One query."""
        standing = self.totals.standing
        told: list[Stuck | Sure] = [*standing.stuck[:LISTED], *standing.sure[:LISTED]]
        users = [*standing.idle[:LISTED], *(one.user for one in told)]
        return people.named(self.classroom, users)

    @property
    def idle(self) -> list[Membership]:
        found = self.totals.standing.idle[:LISTED]
        return [self._named[user] for user in found if user in self._named]

    @property
    def stuck(self) -> list[tuple[Membership, Stuck, str]]:
        """Each with the title of the skill."""
        known = skills()
        found: Sequence[Stuck] = self.totals.standing.stuck[:LISTED]
        return [
            (
                self._named[one.user],
                one,
                known[one.skill].title if one.skill in known else one.skill,
            )
            for one in found
            if one.user in self._named
        ]

    @property
    def sure(self) -> list[tuple[Membership, Sure]]:
        found: Sequence[Sure] = self.totals.standing.sure[:LISTED]
        return [(self._named[one.user], one) for one in found if one.user in self._named]


def overview(classroom: Classroom, number: str = "") -> Overview:
    return Overview(classroom, totals_of(classroom), number)
