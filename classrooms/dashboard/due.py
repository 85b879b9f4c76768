"""What a class was asked to do, and how many have done it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from classrooms.models import Assignment, Classroom
from classrooms.work import Cell, State, Task, done_at, state


class Due(NamedTuple):
    """One assignment."""

    assignment: Assignment
    counts: Mapping[State, int]  # learners by how they stand to it; all states are there

    @property
    def task(self) -> Task:
        return Task(self.assignment)

    @property
    def done(self) -> int:
        """In time or late."""
        return self.counts[State.DONE] + self.counts[State.LATE]

    @property
    def late(self) -> int:
        return self.counts[State.LATE]

    @property
    def overdue(self) -> int:
        return self.counts[State.OVERDUE]


def due_of(classroom: Classroom, users: QuerySet[User, int], count: int) -> list[Due]:
    """All assignments of a class among its `count` learners: three queries at most."""
    given = list(classroom.assignments.in_order())
    return _due(given, done_at(given, users), count, timezone.now()) if given else []


def _due(
    given: Sequence[Assignment], done: Mapping[Cell, datetime], count: int, now: datetime
) -> list[Due]:
    counts = {one.pk: Counter[State]() for one in given}
    by_key = {one.pk: one for one in given}
    for cell, when in done.items():
        counts[cell.assignment][state(by_key[cell.assignment], when, now)] += 1
    for one in given:
        counts[one.pk][state(one, None, now)] += count - sum(counts[one.pk].values())
    return [Due(one, {name: counts[one.pk][name] for name in State}) for one in given]
