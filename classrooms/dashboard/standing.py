"""Who may need somebody to talk to: not started, stuck, or sure of what is not so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import QuerySet

from accounts.models import User
from classrooms.dashboard.learners import Figures
from lessons.models import Reading

LISTED = 10  # of each on the page; the rest is counted, and is in the CSV


class Stuck(NamedTuple):
    """A learner who met a skill again and again without success."""

    user: int
    skill: str
    run: int  # first tries in a row with less than half of their points
    others: int  # further skills where it is the same


class Sure(NamedTuple):
    """A learner who was sure and not all right."""

    user: int
    questions: int


@dataclass(slots=True)
class Standing:
    """Of a whole class; users by their keys."""

    idle: list[int] = field(default_factory=list)  # neither read nor answered anything; by name
    stuck: list[Stuck] = field(default_factory=list)  # the longest run first
    sure: list[Sure] = field(default_factory=list)  # the most first

    def add(self, user: int, figures: Figures) -> None:
        if stuck := figures.stuck:
            run, skill = min((-run, skill) for skill, run in stuck.items())
            self.stuck.append(Stuck(user, skill, -run, len(stuck) - 1))
        if figures.sure_and_wrong:
            self.sure.append(Sure(user, figures.sure_and_wrong))

    def close(self, users: Sequence[int], started: Collection[int]) -> None:
        """When all were added: who is left, and the order of the rest."""
        place = {user: at for at, user in enumerate(users)}
        self.idle = [user for user in users if user not in started]
        self.stuck.sort(key=lambda one: (-one.run, place[one.user]))
        self.sure.sort(key=lambda one: (-one.questions, place[one.user]))


def readers(users: QuerySet[User, int]) -> Iterable[int]:
    """Those of them who have marked any section as read."""
    return Reading.objects.filter(learner__in=users).values_list("learner", flat=True).distinct()
