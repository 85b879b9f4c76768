"""The classes of one person, with what they have to do there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from accounts.models import User
from classrooms.models import Assignment, Classroom, Membership, Role
from classrooms.work import tasks_of


@dataclass(frozen=True, slots=True)
class Mine:
    """A class that somebody is in."""

    membership: Membership
    learners: int
    left: int  # assignments that a learner has not done; 0 for staff

    @property
    def classroom(self) -> Classroom:
        return self.membership.classroom


def classes_of(user: User | None, now: datetime) -> list[Mine]:
    """The classes of somebody, open ones first, each kind by name: at most five queries."""
    if user is None:
        return []
    found = Membership.objects.current().filter(user=user).select_related("classroom")
    own = sorted(found, key=lambda one: (not one.classroom.open, one.classroom.name.casefold()))
    learners, left = _learners(own), _left(user, own, now)
    return [Mine(one, learners[one.classroom_id], left[one.classroom_id]) for one in own]


def _learners(own: list[Membership]) -> Counter[int]:
    """Learners by class, of the classes whose staff asks."""
    staffed = [one.classroom_id for one in own if one.is_staff]
    counts = Membership.objects.learners().filter(classroom__in=staffed).values("classroom")
    return Counter({row["classroom"]: row["count"] for row in counts.annotate(count=Count("pk"))})


def _left(user: User, own: list[Membership], now: datetime) -> Counter[int]:
    """What is still to do, by class."""
    asked = [one.classroom_id for one in own if one.role == Role.LEARNER and one.classroom.open]
    given = Assignment.objects.filter(classroom__in=asked).in_order()
    tasks = tasks_of(user.pk, list(given), now)
    return Counter(task.assignment.classroom_id for task in tasks if task.open)
