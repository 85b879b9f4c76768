"""What learners have read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from accounts.models import User


class ReadingQuerySet(models.QuerySet["Reading"]):
    def of(self, learner: User) -> ReadingQuerySet:
        return self.filter(learner=learner)

    def in_lesson(self, slug: str) -> ReadingQuerySet:
        return self.filter(lesson=slug)


class Reading(models.Model):
    """A section that a learner has marked as read. Written once, never changed."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="readings", db_index=False
    )
    lesson = models.SlugField()  # names content/lessons/NN-<slug>.md
    section = models.SlugField()  # the anchor
    read_at = models.DateTimeField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "lesson", "section"], name="section_read_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.lesson}#{self.section}"
