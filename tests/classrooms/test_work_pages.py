"""Giving a class something to do, changing it, and withdrawing it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from classrooms.models import Assignment, Classroom, Membership, QuestionSet
from tests.classrooms.conftest import ClientOf, MakeMember

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LESSON = "what-is-state"


def at(classroom: Classroom, rest: str = "") -> str:
    return f"/classes/{classroom.uid}/work/{rest}"


@pytest.fixture
def teacher(tom: Membership, client_of: ClientOf) -> Client:
    return client_of(tom.user)


@pytest.fixture
def friday(classroom: Classroom) -> QuestionSet:
    return QuestionSet.objects.create(classroom=classroom, title="Friday", keys=["home"])


def next_year() -> str:
    return f"{timezone.now().year + 1}-01-31T18:00"


def given() -> list[tuple[Any, ...]]:
    rows = Assignment.objects.order_by("pk")
    return list(rows.values_list("lesson", "quiz", "question_set", "attempts", "minutes"))


def test_ticks_give_lessons_quizzes_and_sets_with_one_date(
    teacher: Client, classroom: Classroom, friday: QuestionSet
) -> None:
    page = teacher.get(at(classroom, "give/")).text
    assert "Date and time in UTC" in page
    assert 'name="quiz-home"' not in page
    ticks = [f"lesson-{LESSON}", f"quiz-{LESSON}", f"question_set-{friday.uid.hex}"]
    limits = {"due_at": next_year(), "attempts": "2", "minutes": "20"}
    reply = teacher.post(at(classroom, "give/"), {**dict.fromkeys(ticks, "on"), **limits})
    assert (reply.status_code, reply["Location"]) == (303, at(classroom))
    assert given() == [
        (LESSON, "", None, None, None),
        ("", LESSON, None, None, None),
        ("", "", friday.pk, 2, 20),
    ]
    due = datetime(timezone.now().year + 1, 1, 31, 18, tzinfo=UTC)
    assert set(Assignment.objects.values_list("due_at", flat=True)) == {due}


def test_what_is_given_is_offered_no_more(
    teacher: Client, classroom: Classroom, friday: QuestionSet
) -> None:
    Assignment.objects.create(classroom=classroom, lesson=LESSON)
    Assignment.objects.create(classroom=classroom, question_set=friday)
    page = teacher.get(at(classroom, "give/")).text
    assert f'name="lesson-{LESSON}"' not in page
    assert f'name="quiz-{LESSON}"' in page
    assert f'name="question_set-{friday.uid.hex}"' not in page


def test_archived_and_empty_sets_and_those_of_other_classes_are_not_offered(
    teacher: Client, classroom: Classroom, friday: QuestionSet
) -> None:
    other = Classroom.objects.create(name="Other", code="ABC2D3H")
    QuestionSet.objects.create(classroom=classroom, title="Empty one")
    QuestionSet.objects.create(classroom=other, title="Not ours", keys=["home"])
    old = {"title": "Old one", "archived_at": timezone.now(), "keys": ["home"]}
    foreign = QuestionSet.objects.create(classroom=classroom, **old)
    page = teacher.get(at(classroom, "give/")).text
    assert "Friday" in page
    assert not any(title in page for title in ("Empty one", "Not ours", "Old one"))
    sent = {f"question_set-{foreign.uid.hex}": "on"}
    assert teacher.post(at(classroom, "give/"), sent).status_code == 422


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"due_at": "soon"}, "Enter a date and a time"),
        ({"due_at": "2020-01-01T00:00"}, "has passed"),
        ({"due_at": "9999-12-31T23:59"}, "within 10 years"),
        ({"due_at": "0001-01-01T00:00"}, "has passed"),
        ({"due_at": "2027-01-31T18:00+14:00"}, "Enter a date and a time"),
        ({"attempts": "0"}, "greater than or equal to 1"),
        ({"attempts": "1_0"}, "whole number"),
        ({"attempts": "٣"}, "whole number"),
        ({"minutes": "5.0"}, "whole number"),
        ({"minutes": "601"}, "less than or equal to 600"),
        ({"minutes": "9" * 5000}, "whole number"),
        ({f"lesson-{LESSON}": ""}, "Tick at least one"),
        ({"lesson-nowhere": "on"}, "unknown field: lesson-nowhere"),
        ({"classroom": "1"}, "unknown field: classroom"),
    ],
)
def test_what_is_wrong_is_told_and_gives_nothing(
    teacher: Client, classroom: Classroom, change: dict[str, str], why: str
) -> None:
    page = teacher.post(at(classroom, "give/"), {f"lesson-{LESSON}": "on", **change})
    assert (page.status_code, why in page.text) == (422, True)
    assert given() == []


def test_a_date_may_come_with_a_space_or_seconds(teacher: Client, classroom: Classroom) -> None:
    for slug, due in (
        ("stateful-systems", next_year().replace("T", " ")),
        (LESSON, f"{next_year()}:00"),
    ):
        sent = {f"lesson-{slug}": "on", "due_at": due}
        assert teacher.post(at(classroom, "give/"), sent).status_code == 303


def test_of_two_who_give_the_same_at_once_one_does(
    teacher: Client, classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    Assignment.objects.create(classroom=classroom, quiz=LESSON)
    monkeypatch.setattr("classrooms.work_views._field", lambda _: "")  # as before the other gave it
    sent = {f"quiz-{LESSON}": "on", f"lesson-{LESSON}": "on"}
    page = teacher.post(at(classroom, "give/"), sent)
    assert (page.status_code, "has just given" in page.text) == (409, True)
    assert given() == [("", LESSON, None, None, None)], "all of it or nothing"


def test_an_archived_class_is_given_nothing(teacher: Client, classroom: Classroom) -> None:
    one = Assignment.objects.create(classroom=classroom, lesson=LESSON)
    Classroom.objects.update(archived_at=timezone.now())
    assert "Give more" not in teacher.get(at(classroom)).text
    page = teacher.post(at(classroom, "give/"), {f"quiz-{LESSON}": "on"})
    assert (page.status_code, "is archived" in page.text) == (409, True)
    changed = teacher.post(at(classroom, f"{one.uid}/"), {"due_at": next_year(), "version": 1})
    assert changed.status_code == 409
    assert Assignment.objects.get().due_at is None


def test_a_due_date_is_moved_and_one_that_has_passed_may_stay(
    teacher: Client, classroom: Classroom
) -> None:
    past = timezone.now() - timedelta(days=1)
    one = Assignment.objects.create(classroom=classroom, lesson=LESSON, due_at=past)
    url = at(classroom, f"{one.uid}/")
    assert 'name="minutes"' not in teacher.get(url).text
    same = {"due_at": past.strftime("%Y-%m-%dT%H:%M"), "version": 1}
    assert teacher.post(url, same).status_code == 303
    assert teacher.post(url, {"due_at": next_year(), "version": 2}).status_code == 303
    one.refresh_from_db()
    assert one.due_at is not None
    assert one.due_at > timezone.now()


def test_a_set_s_limits_are_changed(
    teacher: Client, classroom: Classroom, friday: QuestionSet
) -> None:
    one = Assignment.objects.create(classroom=classroom, question_set=friday, attempts=1)
    sent = {"due_at": "", "attempts": "", "minutes": "30", "version": 1}
    assert teacher.post(at(classroom, f"{one.uid}/"), sent).status_code == 303
    assert given() == [("", "", friday.pk, None, 30)]


def test_a_stale_change_is_told_both_dates(teacher: Client, classroom: Classroom) -> None:
    one = Assignment.objects.create(classroom=classroom, lesson=LESSON)
    url = at(classroom, f"{one.uid}/")
    assert teacher.post(url, {"due_at": next_year(), "version": 1}).status_code == 303
    page = teacher.post(url, {"due_at": "", "version": 1})
    year = timezone.now().year + 1
    assert page.status_code == 409
    assert f"<td>31 January {year}, 18:00 UTC</td><td>none</td>" in page.text
    assert Assignment.objects.get().due_at is not None


def test_what_is_withdrawn_is_asked_no_more(teacher: Client, classroom: Classroom) -> None:
    one = Assignment.objects.create(classroom=classroom, lesson=LESSON)
    assert teacher.post(at(classroom, f"{one.uid}/withdrawal/")).status_code == 303
    assert given() == []
    assert teacher.post(at(classroom, f"{one.uid}/withdrawal/")).status_code == 404


def test_the_work_of_another_class_does_not_exist(teacher: Client, classroom: Classroom) -> None:
    other = Classroom.objects.create(name="Other", code="ABC2D3H")
    one = Assignment.objects.create(classroom=other, lesson=LESSON)
    assert teacher.get(at(classroom, f"{one.uid}/")).status_code == 404
    assert teacher.post(at(classroom, f"{one.uid}/withdrawal/")).status_code == 404
    assert Assignment.objects.exists()


def test_the_list_says_who_has_done_it_and_costs_the_same_for_many(
    teacher: Client,
    classroom: Classroom,
    make_member: MakeMember,
    django_assert_max_num_queries: Any,
) -> None:
    from lessons.catalogue import lesson
    from lessons.reading import mark_read

    assert "Nothing is given yet" in teacher.get(at(classroom)).text
    for number in range(12):
        member = make_member(f"Learner {number}")
        mark_read(member.user, lesson(LESSON), lesson(LESSON).anchors, at=timezone.now())
    make_member("Lazy")
    for slug in (LESSON, "stateful-systems"):
        Assignment.objects.create(classroom=classroom, lesson=slug)
        Assignment.objects.create(classroom=classroom, quiz=slug)
    with django_assert_max_num_queries(7):  # two are of the session
        page = teacher.get(at(classroom)).text
    assert "4 things given to 13 learners" in page
    assert "12&nbsp;of&nbsp;13" in page
    assert page.count("0&nbsp;of&nbsp;13") == 3
