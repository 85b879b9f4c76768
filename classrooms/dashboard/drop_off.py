"""How far learners read: how many of them have marked each section of a lesson as read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Count, QuerySet

from accounts.models import User
from lessons.catalogue import Lesson, Section, lessons
from lessons.models import Reading


class Step(NamedTuple):
    """One section."""

    section: Section
    learners: int  # who have read it


class Reach(NamedTuple):
    """One lesson."""

    lesson: Lesson
    steps: tuple[Step, ...]

    @property
    def most(self) -> int:
        return max((step.learners for step in self.steps), default=0)

    @property
    def last(self) -> int:
        """Learners who have read the last section."""
        return self.steps[-1].learners if self.steps else 0


Counts = Mapping[tuple[str, str], int]  # lesson and section


def read_by(users: QuerySet[User, int]) -> Counts:
    """How many of them have read each section. One query."""
    rows = Reading.objects.filter(learner__in=users).values_list("lesson", "section")
    return {(lesson, section): n for lesson, section, n in rows.annotate(n=Count("pk"))}


def reaches(counts: Counts) -> list[Reach]:
    """Every lesson of the content, section by section."""
    return [
        Reach(
            one,
            tuple(Step(part, counts.get((one.slug, part.anchor), 0)) for part in one.sections),
        )
        for one in lessons()
    ]
