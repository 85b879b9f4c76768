"""What the page of one learner says."""

from __future__ import annotations

from typing import NamedTuple

from django.utils import timezone

from classrooms.dashboard import heat
from classrooms.dashboard.beliefs import title_of
from classrooms.dashboard.holding import Evidence
from classrooms.dashboard.learners import Figures
from classrooms.models import Membership
from classrooms.work import Task, tasks_of
from lessons.models import Reading
from lessons.skills import Skill


class Belief(NamedTuple):
    """One that this learner picked."""

    title: str
    evidence: Evidence


class Portrait(NamedTuple):
    """One learner."""

    member: Membership
    figures: Figures
    skills: list[tuple[Skill, heat.Cell | None]]  # those that they have met
    beliefs: list[Belief]  # held first
    stuck: list[tuple[str, int]]  # title of the skill, and the run
    sections: int  # read
    tasks: list[Task]


def portrait(member: Membership) -> Portrait:
    """Six queries at most, whatever was done."""
    figures, met = heat.known_of([member.user_id]).get(member.user_id, heat.NOTHING)
    taught = heat.columns(met)
    titles = {skill.slug: skill.title for skill in taught}
    given = list(member.classroom.assignments.in_order())
    return Portrait(
        member=member,
        figures=figures,
        skills=list(zip(taught, heat.cells(met, taught), strict=True)),
        beliefs=_beliefs(figures),
        stuck=[(titles[slug], run) for slug, run in figures.stuck.items()],
        sections=Reading.objects.of(member.user).count(),
        tasks=tasks_of(member.user_id, given, timezone.now(), member.pace),
    )


def _beliefs(figures: Figures) -> list[Belief]:
    found = [(slug, one) for slug, one in figures.evidence.items() if one.picked]
    found.sort(key=lambda told: (not told[1].holding.held, -told[1].picked, told[0]))
    return [Belief(title_of(slug), one) for slug, one in found]
