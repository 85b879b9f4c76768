"""Classes: who is in them, with which role, and what they are asked to do.

What learners of a class have read and answered is not here: it is their own, and is read from
`lessons` and `quizzes`.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from classrooms.codes import fresh_code


class Role(models.TextChoices):
    """What somebody may do in a class. It stands on the membership, not on the user."""

    OWNER = "owner", "Owner"  # one a class: may also hand it on, archive and delete it
    TEACHER = "teacher", "Teacher"  # may change everything else
    ASSISTANT = "assistant", "Assistant"  # sees what teachers see, changes nothing
    LEARNER = "learner", "Learner"


STAFF = (Role.OWNER, Role.TEACHER, Role.ASSISTANT)
EDITORS = (Role.OWNER, Role.TEACHER)


class Pace(models.TextChoices):
    """How much time a learner has, as a factor on what the others have."""

    NORMAL = "1", "As everybody"
    HALF_MORE = "1.5", "Half as long again"
    DOUBLE = "2", "Twice as long"
    UNLIMITED = "none", "No limit"


class Classroom(models.Model):
    """A class. It is never deleted by archiving: its numbers stay, and nobody joins any more."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=7, unique=True, default=fresh_code)
    joinable = models.BooleanField(default=True)
    opened_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # a form with an older one is stale

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("classrooms:class", args=[self.uid])

    @property
    def open(self) -> bool:
        """Whether somebody may still join or be given something to do."""
        return self.archived_at is None


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> MembershipQuerySet:
        """Those who have neither left nor been removed."""
        return self.filter(ended_at=None)

    def learners(self) -> MembershipQuerySet:
        return self.current().filter(role=Role.LEARNER)


class Membership(models.Model):
    """Somebody in a class. Who left may come back; who was removed may not by themselves."""

    classroom = models.ForeignKey(
        Classroom, models.CASCADE, related_name="memberships", db_index=False
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=9, choices=Role.choices, default=Role.LEARNER)
    name = models.CharField(max_length=40)  # as the class sees it
    name_key = models.CharField(max_length=80)  # the same where two names look alike
    pace = models.CharField(max_length=4, choices=Pace.choices, default=Pace.NORMAL)
    joined_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    removed = models.BooleanField(default=False)  # by a teacher, where `ended_at` is set
    version = models.PositiveIntegerField(default=1)  # a form with an older one is stale

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["classroom", "user"], name="one_membership_a_class"),
            models.UniqueConstraint(
                fields=["classroom", "name_key"],
                name="one_name_a_class",
                condition=Q(ended_at=None),
                violation_error_message="Somebody in this class has this name already.",
            ),
            models.UniqueConstraint(
                fields=["classroom"], name="one_owner_a_class", condition=Q(role=Role.OWNER)
            ),
            models.CheckConstraint(
                condition=Q(removed=False) | Q(ended_at__isnull=False),
                name="removed_members_have_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.role})"

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER

    @property
    def is_staff(self) -> bool:
        """Whether this member sees what learners have answered."""
        return self.role in STAFF

    @property
    def edits(self) -> bool:
        """Whether this member may change the class."""
        return self.role in EDITORS


class QuestionSet(models.Model):
    """Questions in an order that a teacher chose; assignments and live rounds ask them."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="sets")
    title = models.CharField(max_length=80)
    keys = models.JSONField(default=list)  # of questions, as quizzes.pools names them
    version = models.PositiveIntegerField(default=1)  # a form with an older one is stale
    made_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)  # asked no more; answers stay

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """The quiz that asks it, as attempts name it."""
        return f"set-{self.uid.hex}"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def in_order(self) -> AssignmentQuerySet:
        """What is due first comes first, what has no date last; with the sets."""
        due = F("due_at").asc(nulls_last=True)
        return self.select_related("question_set").order_by(due, "given_at", "pk")


class Assignment(models.Model):
    """Something that a class is asked to do: read a lesson, or try a quiz or a set."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="assignments")
    # One of the three.
    lesson = models.SlugField(max_length=80, blank=True, default="")
    quiz = models.SlugField(max_length=80, blank=True, default="")
    question_set = models.ForeignKey(
        QuestionSet, models.RESTRICT, null=True, blank=True, related_name="assignments"
    )
    due_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(null=True, blank=True)  # None: as many as one likes
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)  # an attempt; None: no limit
    given_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)  # a form with an older one is stale

    objects: ClassVar[AssignmentQuerySet] = AssignmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(
                    (~Q(lesson="") & Q(quiz="", question_set=None))
                    | (~Q(quiz="") & Q(lesson="", question_set=None))
                    | Q(lesson="", quiz="", question_set__isnull=False)
                ),
                name="assignment_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["classroom", "lesson"], name="lesson_given_once", condition=~Q(lesson="")
            ),
            models.UniqueConstraint(
                fields=["classroom", "quiz"], name="quiz_given_once", condition=~Q(quiz="")
            ),
            models.UniqueConstraint(
                fields=["classroom", "question_set"],
                name="set_given_once",
                condition=Q(question_set__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.lesson or self.quiz or str(self.question_set)

    @property
    def attempted(self) -> str:
        """The quiz whose attempts count for it; "" for a lesson."""
        return self.question_set.slug if self.question_set else self.quiz
