"""The addresses and forms of sets, for who makes them."""

from __future__ import annotations

from typing import Any

from classrooms.models import Classroom, Membership, QuestionSet
from quizzes.models import Attempt


def url_of(one: QuestionSet, tail: str = "") -> str:
    return f"/classes/{one.classroom.uid}/sets/{one.uid}/{tail}"


def sets_url(classroom: Classroom) -> str:
    return f"/classes/{classroom.uid}/sets/"


def sent(one: QuestionSet, **changed: Any) -> dict[str, Any]:
    """What the form of a set sends where nothing is changed."""
    return {"version": one.version, "title": one.title, "keep": one.keys, "q": "", **changed}


def again(one: QuestionSet) -> QuestionSet:
    return QuestionSet.objects.get(pk=one.pk)


def begin(one: QuestionSet, member: Membership) -> Attempt:
    return Attempt.objects.create(
        learner=member.user, quiz=one.slug, ordinal=1, seed=1, size=len(one.keys)
    )
