"""What a class is asked to do, and who has done it.

A lesson is done when all its sections are read; a quiz or a set when an attempt is finished, also
one from before the class. Nothing is stored for it: it is read from what learners did.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from classrooms.models import Assignment, Pace
from lessons.catalogue import UnknownLesson, lesson
from lessons.models import Reading
from quizzes.models import Answer
from quizzes.pools import title_of

# Keys of users, or a query for them, so that a whole class needs no list.
Users = Collection[int] | QuerySet[User, int]


class State(StrEnum):
    """How a learner stands to an assignment; the value is the word on the page."""

    TO_DO = "to do"
    OVERDUE = "overdue"
    DONE = "done"
    LATE = "done late"


class Cell(NamedTuple):
    """One learner and one assignment."""

    user: int
    assignment: int


def done_at(assignments: Sequence[Assignment], users: Users) -> Mapping[Cell, datetime]:
    """When each of these learners had done each assignment; who has not is left out.

    Two queries, however many there are of both.
    """
    read, tried = _read(assignments, users), _tried(assignments, users)
    found: dict[Cell, datetime] = {}
    for one in assignments:
        by_user = read.get(one.lesson, {}) if one.lesson else tried.get(one.attempted, {})
        found.update({Cell(user, one.pk): when for user, when in by_user.items()})
    return found


def _read(assignments: Iterable[Assignment], users: Users) -> dict[str, dict[int, datetime]]:
    """By lesson and learner: when the last of its sections was read, where all are."""
    anchors = {one.lesson: anchors_of(one.lesson) for one in assignments if one.lesson}
    sections = [Q(lesson=slug, section__in=names) for slug, names in anchors.items() if names]
    if not sections:
        return {}
    any_of_them = Q(*sections, _connector=Q.OR)
    readings = Reading.objects.filter(any_of_them, learner__in=users).values("lesson", "learner")
    found: dict[str, dict[int, datetime]] = {}
    for row in readings.annotate(count=Count("pk"), last=Max("read_at")):
        if row["count"] == len(anchors[row["lesson"]]):
            found.setdefault(row["lesson"], {})[row["learner"]] = row["last"]
    return found


def anchors_of(slug: str) -> frozenset[str]:
    """The sections of a lesson; none where the content has it no more."""
    try:
        return lesson(slug).anchors
    except UnknownLesson:
        return frozenset()


def _tried(assignments: Iterable[Assignment], users: Users) -> dict[str, dict[int, datetime]]:
    """By quiz and learner: when their first attempt was finished."""
    slugs = {one.attempted for one in assignments if not one.lesson}
    if not slugs:
        return {}
    # Questions are answered in order, so the last one's answer finishes the attempt.
    last = Answer.objects.filter(number=F("attempt__size"), attempt__quiz__in=slugs)
    mine = last.filter(attempt__learner__in=users).values("attempt__quiz", "attempt__learner")
    found: dict[str, dict[int, datetime]] = {}
    for row in mine.annotate(first=Min("answered_at")):
        found.setdefault(row["attempt__quiz"], {})[row["attempt__learner"]] = row["first"]
    return found


def state(assignment: Assignment, done: datetime | None, now: datetime) -> State:
    """How somebody stands to an assignment that they had done at `done`."""
    due = assignment.due_at
    if done:
        return State.LATE if due and done > due else State.DONE
    return State.OVERDUE if due and now > due else State.TO_DO


@dataclass(frozen=True, slots=True)
class Task:
    """An assignment as a page names it."""

    assignment: Assignment
    state: State = State.TO_DO
    minutes: int | None = None  # that this learner has for an attempt

    @property
    def kind(self) -> str:
        if self.assignment.lesson:
            return "Read"
        return "Question set" if self.assignment.question_set else "Quiz"

    @property
    def title(self) -> str:
        """Also of what the content no longer has: then its slug."""
        one = self.assignment
        if one.question_set:
            return one.question_set.title
        return _lesson_title(one.lesson) if one.lesson else title_of(one.quiz)

    @property
    def url(self) -> str:
        """Where a learner does it."""
        one = self.assignment
        if one.lesson:
            return reverse("lessons:lesson", args=[one.lesson])
        return reverse("quizzes:quiz", args=[one.attempted])

    @property
    def open(self) -> bool:
        return self.state in {State.TO_DO, State.OVERDUE}


def _lesson_title(slug: str) -> str:
    try:
        return lesson(slug).title
    except UnknownLesson:
        return slug


def tasks_of(
    user: int, assignments: Sequence[Assignment], now: datetime, pace: str = Pace.NORMAL
) -> list[Task]:
    """What one learner is asked to do, and how far they are. Two queries."""
    done = done_at(assignments, [user])
    return [
        Task(one, state(one, done.get(Cell(user, one.pk)), now), minutes_for(one, pace))
        for one in assignments
    ]


def minutes_for(assignment: Assignment, pace: str) -> int | None:
    """The minutes that somebody of this pace has for an attempt; None: no limit."""
    if assignment.minutes is None or pace == Pace.UNLIMITED:
        return None
    return math.ceil(assignment.minutes * float(pace))
