"""A question set as a quiz, and on which terms a member of its class may try it.

Staff try it freely, and their answers count nowhere: dashboards look at learners alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from django.db.models import F

from accounts.models import User
from classrooms.models import Assignment, Membership, QuestionSet
from classrooms.sets.chosen import chosen_quiz
from classrooms.work import minutes_for
from quizzes.pools import Quiz, UnknownQuiz
from quizzes.sources import Source
from quizzes.terms import NotAdmitted, Terms

NAMES = re.compile(r"set-([0-9a-f]{32})")
GONE = "A question set that is gone"
ARCHIVED_SET = "This question set is archived. It is asked no more; what was answered stays."
ARCHIVED_CLASS = "This class is archived. It asks nothing more; what was answered stays."
NOT_GIVEN = "Your class is not asked this at the moment. What was answered stays."


def quiz_of(slug: str) -> Quiz:
    """The quiz of a set. Raises UnknownQuiz, also where none of its questions is left."""
    found = QuestionSet.objects.filter(uid=_uid(slug)).only("title", "keys").first()
    if found is None:
        raise UnknownQuiz(slug)
    quiz = chosen_quiz(slug, found.title, found.keys)
    if not quiz.pool:
        raise UnknownQuiz(slug)
    return quiz


def titles(slugs: Collection[str]) -> Mapping[str, str]:
    """Their titles, in one query."""
    found = QuestionSet.objects.filter(uid__in=map(_uid, slugs)).only("uid", "title")
    known = {one.slug: one.title for one in found}
    return {slug: known.get(slug, GONE) for slug in slugs}


def _uid(slug: str) -> UUID:
    match = NAMES.fullmatch(slug)
    assert match, slug
    return UUID(match[1])


def terms(learner: User | None, slug: str) -> Terms:
    """In two queries, one for staff. Raises NotAdmitted for who is not in the class (any more)."""
    membership = _membership(learner, _uid(slug))
    if not membership.classroom.open:
        return Terms(closed=ARCHIVED_CLASS)
    if membership.set_archived_at:  # type: ignore[attr-defined]  # annotated below
        return Terms(closed=ARCHIVED_SET)
    if membership.is_staff:
        return Terms()
    given = Assignment.objects.filter(question_set__uid=_uid(slug)).first()
    return _given(given, membership.pace) if given else Terms(closed=NOT_GIVEN)


def _membership(learner: User | None, uid: UUID) -> Membership:
    of_set = Membership.objects.current().filter(classroom__sets__uid=uid)
    archived = of_set.annotate(set_archived_at=F("classroom__sets__archived_at"))
    found = archived.filter(user=learner).select_related("classroom").first() if learner else None
    if found is None:
        raise NotAdmitted
    return found


def _given(assignment: Assignment, pace: str) -> Terms:
    minutes = minutes_for(assignment, pace)
    return Terms(
        attempts=assignment.attempts,
        time=timedelta(minutes=minutes) if minutes else None,
        due=assignment.due_at,
    )


SOURCE = Source(NAMES, quiz_of, titles, terms)
