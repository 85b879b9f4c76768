"""What learners answered. These rows are the only truth; all else is computed from them."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Count, F, Prefetch, Q, Sum
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.models import User
from prepared import JSONArrayAgg
from quizzes.responses import Response

_COUNTS: dict[str, Any] = {
    "answered": Count("answers"),
    "points": Sum("answers__points"),
    "max_points": Sum("answers__max_points"),
}


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, learner: User, quiz: str) -> AttemptQuerySet:
        """A learner's attempts at one quiz, the newest first."""
        return self.filter(learner=learner, quiz=quiz).order_by("-ordinal")

    def newest(self) -> AttemptQuerySet:
        """Of each learner's attempts at a quiz only the last."""
        later = Attempt.objects.filter(
            learner=models.OuterRef("learner"),
            quiz=models.OuterRef("quiz"),
            ordinal__gt=models.OuterRef("ordinal"),
        )
        return self.filter(~models.Exists(later))

    def counted(self) -> AttemptQuerySet:
        """With `answered`, and with the sums `points` and `max_points` (None before an answer)."""
        return self.annotate(**_COUNTS)

    def as_json(self) -> models.Subquery:
        """The first of them as one value of a larger query, with the keys that were answered."""
        met = JSONArrayAgg("answers__question", filter=Q(answers__isnull=False))
        told = {"id": "id", "ordinal": "ordinal", "seed": "seed", "size": "size"}
        counts = {"points": Sum("answers__points"), "max_points": Sum("answers__max_points")}
        return models.Subquery(self.values_list(JSONObject(**told, **counts, met=met))[:1])

    def titled(self) -> AttemptQuerySet:
        """With their answers, each with the `title` of its question: one query more."""
        answers = Answer.objects.defer("response").order_by("number")
        return self.prefetch_related(
            Prefetch("answers", answers.annotate(title=F("shown__question__title")))
        )


class Attempt(models.Model):
    """One go at a quiz. It is finished when each of its questions is answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(User, models.CASCADE, related_name="attempts", db_index=False)
    quiz = models.SlugField(max_length=80)  # a lesson's slug, or `home`
    ordinal = models.PositiveIntegerField()  # the learner's first, second, ... at this quiz
    seed = models.PositiveIntegerField()  # which scenarios of the pool, and in which order
    size = models.PositiveSmallIntegerField()  # questions
    started_at = models.DateTimeField(default=timezone.now)

    # What `counted` adds.
    answered: int
    points: int | None
    max_points: int | None

    objects: ClassVar[AttemptQuerySet] = AttemptQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["learner", "quiz", "ordinal"], name="one_attempt_an_ordinal"
            ),
            models.CheckConstraint(
                condition=Q(ordinal__gte=1, size__gte=1), name="attempt_counts_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} {self.ordinal}"


class Shown(models.Model):
    """A question exactly as it was shown, with its key and the reasons. Written once."""

    digest = models.CharField(max_length=64)  # of both documents
    seed = models.PositiveIntegerField()  # what the question drew at random; 0 where nothing
    question = models.JSONField()  # what the learner saw
    outcome = models.JSONField()  # what the verdict says

    class Meta:
        verbose_name_plural = "shown"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["digest", "seed"], name="one_shown_a_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.digest[:8]} {self.seed}"


class AnswerQuerySet(models.QuerySet["Answer"]):
    def of(self, learner: User) -> AnswerQuerySet:
        return self.filter(attempt__learner=learner)

    def met_in(self, quiz: str) -> frozenset[str]:
        """The scenarios that were asked in attempts at this quiz."""
        return frozenset(self.filter(attempt__quiz=quiz).values_list("question", flat=True))

    def first_tries(self) -> AnswerQuerySet:
        """Of each learner's answers to a question only the first."""
        earlier = Answer.objects.filter(
            attempt__learner=models.OuterRef("attempt__learner"),
            question=models.OuterRef("question"),
            pk__lt=models.OuterRef("pk"),
        )
        return self.filter(~models.Exists(earlier))


class Answer(models.Model):
    """One graded prediction. Written once, never changed."""

    submission = models.UUIDField()  # made by the server for each form, so that a retry is seen
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers", db_index=False)
    number = models.PositiveSmallIntegerField()  # of the question in its attempt, from 1
    question = models.SlugField(max_length=80)  # of content/scenarios
    shown = models.ForeignKey(Shown, models.PROTECT, related_name="answers")
    response = models.JSONField()  # {"picks": {letter: fate}, "users": word}, as sent
    # "guess", "think", "sure"; "" where it was not asked. Never part of the grade.
    certainty = models.CharField(max_length=8, blank=True, default="", db_default="")
    # The belief that explains what is wrong best, of content/beliefs.yaml; "" where none does.
    belief = models.SlugField(max_length=80, blank=True, default="", db_default="", db_index=False)
    points = models.PositiveSmallIntegerField()
    max_points = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[AnswerQuerySet] = AnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission"], name="one_answer_a_submission"),
            models.UniqueConstraint(fields=["attempt", "number"], name="one_answer_a_question"),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=F("max_points")), name="points_capped"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="questions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.points} of {self.max_points}"

    @property
    def said(self) -> Response:
        """What the learner sent."""
        return Response.of_json(self.response, self.certainty)

    @property
    def whole(self) -> bool:
        """Whether everything that was asked is right."""
        return self.points == self.max_points
