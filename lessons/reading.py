"""Reading: marking sections as read, and asking what has been read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BigIntegerField, SlugField

from accounts.models import User
from lessons.catalogue import Lesson, Section, lessons
from lessons.models import Reading
from prepared import Blank, Prepared

_READ = Prepared(
    lambda: Reading.objects.filter(
        learner_id=Blank("learner", BigIntegerField()), lesson=Blank("lesson", SlugField())
    ).only("section")
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a learner has come in a lesson."""

    lesson: Lesson
    read: frozenset[str]  # anchors, of sections that the lesson still has

    @property
    def unread(self) -> tuple[Section, ...]:
        return tuple(section for section in self.lesson.sections if section.anchor not in self.read)

    @property
    def finished(self) -> bool:
        return not self.unread


def mark_read(learner: User, lesson: Lesson, anchors: Collection[str], *, at: datetime) -> None:
    """Remember that `learner` has read these sections; the first time counts. One query."""
    Reading.objects.bulk_create(
        [
            Reading(learner=learner, lesson=lesson.slug, section=anchor, read_at=at)
            for anchor in sorted(anchors)
        ],
        ignore_conflicts=True,
    )


def progress_in(learner: User | None, lesson: Lesson) -> Progress:
    """How far a learner has come in one lesson. One query, none for a stranger."""
    if learner is None:
        return Progress(lesson, frozenset())
    read = _READ.rows(learner=learner.pk, lesson=lesson.slug)
    return Progress(lesson, lesson.anchors & {reading.section for reading in read})


def progress_of(learner: User | None) -> Mapping[str, Progress]:
    """How far a learner has come in every lesson, by slug. One query, none for a stranger."""
    read: dict[str, set[str]] = {}
    if learner is not None:
        for slug, section in Reading.objects.of(learner).values_list("lesson", "section"):
            read.setdefault(slug, set()).add(section)
    return {
        lesson.slug: Progress(lesson, lesson.anchors & frozenset(read.get(lesson.slug, ())))
        for lesson in lessons()
    }
