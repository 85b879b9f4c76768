"""Making, changing and copying question sets, and who has begun one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count

from classrooms.models import EDITORS, STAFF, Classroom, Membership, QuestionSet
from classrooms.versions import change
from quizzes.models import Attempt


class Begun(Exception):
    """Learners have answered this set, so its questions stay as they are."""


class UidUsed(Exception):
    """The form that brings this uid made another set."""


def make(classroom: Classroom, uid: UUID, title: str, keys: Iterable[str] = ()) -> QuestionSet:
    """A new set; the same form again gives the set that it made. Raises UidUsed."""
    try:
        with transaction.atomic():
            return classroom.sets.create(uid=uid, title=title, keys=list(keys))
    except IntegrityError:
        if found := classroom.sets.filter(uid=uid).first():
            return found
        raise UidUsed from None


def store(found: QuestionSet, seen: int, fields: Mapping[str, Any]) -> None:
    """Store the title and the questions. Raises Begun, and classrooms.versions.Stale."""
    if fields["keys"] != found.keys and begun_by([found]):
        raise Begun
    change(found, seen, **fields)


def begun_by(sets: Iterable[QuestionSet]) -> Mapping[int, int]:
    """How many learners have begun each set of a class, by its key; none: left out. One query.

    Also those who have left since; staff who tried it do not count.
    """
    by_slug = {one.slug: one for one in sets}
    if not by_slug:
        return {}
    of_class = next(iter(by_slug.values())).classroom.memberships
    learners = of_class.exclude(role__in=STAFF).values("user")
    attempts = Attempt.objects.filter(quiz__in=by_slug, learner__in=learners)
    counts = attempts.order_by().values_list("quiz").annotate(Count("learner", distinct=True))
    return {by_slug[slug].pk: count for slug, count in counts}


def classes_for_copies(user: int) -> list[Classroom]:
    """The classes that somebody may change, by name; `user` is the key of their row."""
    mine = Membership.objects.current().filter(user=user, role__in=EDITORS)
    found = Classroom.objects.filter(archived_at=None, memberships__in=mine)
    return list(found.order_by("name", "pk"))
