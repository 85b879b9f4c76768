"""Who has done what of the work, read from what learners did."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from classrooms.models import Assignment, Classroom, Membership, Pace, QuestionSet
from classrooms.work import Cell, State, Task, done_at, minutes_for, state
from lessons.catalogue import lesson
from lessons.models import Reading
from lessons.reading import mark_read
from quizzes.models import Answer, Attempt, Shown
from tests.classrooms.conftest import MakeMember

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LESSON = "what-is-state"
T0 = datetime(2026, 11, 2, 8, tzinfo=UTC)


def try_quiz(user: User, quiz: str, answered: int, size: int = 2, at: datetime = T0) -> None:
    """An attempt of which so many questions are answered, a minute each."""
    shown, _ = Shown.objects.get_or_create(
        digest="d" * 64, seed=0, defaults={"question": {}, "outcome": {}}
    )
    ordinal = user.attempts.filter(quiz=quiz).count() + 1
    attempt = Attempt.objects.create(
        learner=user, quiz=quiz, ordinal=ordinal, seed=7, size=size, started_at=at
    )
    for number in range(1, answered + 1):
        Answer.objects.create(
            submission=uuid.uuid4(),
            attempt=attempt,
            number=number,
            question="home",
            shown=shown,
            response={"picks": {}},
            points=1,
            max_points=2,
            answered_at=at + timedelta(minutes=number),
        )


@pytest.fixture
def reading(classroom: Classroom) -> Assignment:
    return Assignment.objects.create(classroom=classroom, lesson=LESSON)


@pytest.fixture
def quiz(classroom: Classroom) -> Assignment:
    return Assignment.objects.create(classroom=classroom, quiz=LESSON)


def test_a_lesson_is_done_when_its_last_section_is_read(
    reading: Assignment, lea: Membership
) -> None:
    taught, users = lesson(LESSON), [lea.user_id]
    *most, last = sorted(taught.anchors)
    mark_read(lea.user, taught, most, at=T0)
    Reading.objects.create(learner=lea.user, lesson=LESSON, section="long-gone", read_at=T0)
    assert done_at([reading], users) == {}
    mark_read(lea.user, taught, [last], at=T0 + timedelta(hours=1))
    assert done_at([reading], users) == {Cell(lea.user_id, reading.pk): T0 + timedelta(hours=1)}


def test_a_quiz_is_done_when_an_attempt_is_finished(quiz: Assignment, lea: Membership) -> None:
    users = [lea.user_id]
    try_quiz(lea.user, LESSON, answered=1)
    try_quiz(lea.user, "stateful-systems", answered=2)
    assert done_at([quiz], users) == {}
    try_quiz(lea.user, LESSON, answered=2, at=T0 + timedelta(hours=1))
    try_quiz(lea.user, LESSON, answered=2, at=T0 + timedelta(hours=2))
    first = T0 + timedelta(hours=1, minutes=2)
    assert done_at([quiz], users) == {Cell(lea.user_id, quiz.pk): first}


def test_a_set_is_done_by_an_attempt_at_its_quiz(classroom: Classroom, lea: Membership) -> None:
    friday = QuestionSet.objects.create(classroom=classroom, title="Friday", keys=["home"])
    one = Assignment.objects.create(classroom=classroom, question_set=friday)
    try_quiz(lea.user, friday.slug, answered=2)
    assert list(done_at([one], [lea.user_id])) == [Cell(lea.user_id, one.pk)]
    assert (Task(one).title, Task(one).url) == ("Friday", f"/quizzes/{friday.slug}/")


def test_what_others_did_does_not_count(
    reading: Assignment, quiz: Assignment, lea: Membership, make_member: MakeMember
) -> None:
    max_ = make_member("Max")
    mark_read(max_.user, lesson(LESSON), lesson(LESSON).anchors, at=T0)
    try_quiz(max_.user, LESSON, answered=2)
    assert done_at([reading, quiz], [lea.user_id]) == {}
    assert len(done_at([reading, quiz], User.objects.values_list("pk", flat=True))) == 2


def test_many_learners_and_much_work_are_two_queries(
    classroom: Classroom, make_member: MakeMember, django_assert_num_queries: Any
) -> None:
    slugs = [LESSON, "stateful-systems", "stateless-systems"]
    given = [Assignment.objects.create(classroom=classroom, lesson=slug) for slug in slugs]
    given += [Assignment.objects.create(classroom=classroom, quiz=slug) for slug in slugs]
    users = [make_member(f"Learner {number}").user for number in range(20)]
    for user in users:
        try_quiz(user, LESSON, answered=2)
        mark_read(user, lesson(LESSON), lesson(LESSON).anchors, at=T0)
    with django_assert_num_queries(2):
        assert len(done_at(given, [user.pk for user in users])) == 40


def test_what_the_content_has_no_more_is_named_by_its_slug(
    classroom: Classroom, lea: Membership
) -> None:
    given = [
        Assignment.objects.create(classroom=classroom, lesson="long-gone"),
        Assignment.objects.create(classroom=classroom, quiz="long-gone-too"),
    ]
    assert done_at(given, [lea.user_id]) == {}
    assert [Task(one).title for one in given] == ["long-gone", "long-gone-too"]


@pytest.mark.parametrize(
    ("due", "done", "expected"),
    [
        (None, None, State.TO_DO),
        (None, 0, State.DONE),
        (2, None, State.TO_DO),
        (1, None, State.TO_DO),
        (0, None, State.OVERDUE),
        (1, 0, State.DONE),
        (0, 0, State.DONE),
        (0, 1, State.LATE),
    ],
)
def test_due_and_done_say_how_a_learner_stands(
    due: int | None, done: int | None, expected: State
) -> None:
    """Hours; now is one."""

    def hour(number: int | None) -> datetime | None:
        return None if number is None else T0 + timedelta(hours=number)

    assert state(Assignment(due_at=hour(due)), hour(done), T0 + timedelta(hours=1)) == expected


@pytest.mark.parametrize(
    ("minutes", "pace", "expected"),
    [
        *((20, Pace.NORMAL, 20), (20, Pace.HALF_MORE, 30), (15, Pace.HALF_MORE, 23)),
        *((20, Pace.DOUBLE, 40), (20, Pace.UNLIMITED, None), (None, Pace.DOUBLE, None)),
    ],
)
def test_a_learner_with_more_time_gets_a_factor_of_it(
    minutes: int | None, pace: Pace, expected: int | None
) -> None:
    assert minutes_for(Assignment(minutes=minutes), pace) == expected
