"""A member's own page: what is to do, one's name, and the way out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from classrooms.models import Assignment, Classroom, Membership, QuestionSet
from lessons.catalogue import lesson
from lessons.reading import mark_read
from tests.classrooms.conftest import ClientOf, MakeMember

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LESSON = "what-is-state"


def mine(membership: Membership) -> str:
    return f"/classes/{membership.classroom.uid}/mine/"


def test_the_page_says_what_is_to_do_by_when(
    lea: Membership, classroom: Classroom, client_of: ClientOf
) -> None:
    client, now = client_of(lea.user), timezone.now()
    assert "Nothing is asked of you yet" in client.get(mine(lea)).text
    given = Assignment.objects.create(classroom=classroom, lesson=LESSON)
    Assignment.objects.create(classroom=classroom, quiz=LESSON, due_at=now - timedelta(days=1))
    page = client.get(mine(lea)).text
    assert "2 of 2 are still to do" in page
    assert f'href="/lessons/{LESSON}/"' in page
    assert f'href="/quizzes/{LESSON}/"' in page
    assert "<b>overdue</b>" in page
    mark_read(lea.user, lesson(LESSON), lesson(LESSON).anchors, at=now)
    assert "1 of 2 is still to do" in client.get(mine(lea)).text
    Assignment.objects.exclude(pk=given.pk).delete()
    assert "1 of 1 done" in client.get(mine(lea)).text


def test_a_set_says_its_limits_by_the_learner_s_own_pace(
    make_member: MakeMember, classroom: Classroom, client_of: ClientOf
) -> None:
    max_ = make_member("Max", pace="1.5")
    given = QuestionSet.objects.create(classroom=classroom, title="Friday", keys=["home"])
    Assignment.objects.create(classroom=classroom, question_set=given, attempts=2, minutes=15)
    page = client_of(max_.user).get(mine(max_)).text
    assert "Question set, 2 attempts, 23 min" in page
    assert f'href="/quizzes/set-{given.uid.hex}/"' in page


def test_somebody_takes_another_name(lea: Membership, client_of: ClientOf) -> None:
    client = client_of(lea.user)
    assert client.post(mine(lea), {"name": "Lea Müller"}).status_code == 303
    lea.refresh_from_db()
    assert (lea.name, lea.name_key, lea.version) == ("Lea Müller", "lea müller", 2)


@pytest.mark.parametrize(
    ("sent", "status"),
    [({"name": ""}, 422), ({"name": "max"}, 409), ({"name": "Lea", "role": "owner"}, 422)],
)
def test_a_wrong_name_is_told_and_the_old_one_stays(
    lea: Membership,
    make_member: MakeMember,
    client_of: ClientOf,
    sent: dict[str, str],
    status: int,
) -> None:
    make_member("Max")
    page = client_of(lea.user).post(mine(lea), sent)
    assert (page.status_code, 'class="fault"' in page.text) == (status, True)
    lea.refresh_from_db()
    assert (lea.name, lea.role) == ("Lea", "learner")


def test_to_leave_is_asked_once_more_and_done_by_a_form(
    lea: Membership, client_of: ClientOf
) -> None:
    client, leave = client_of(lea.user), f"/classes/{lea.classroom.uid}/leave/"
    assert "stays yours" in client.get(leave).text
    assert Membership.objects.current().exists()
    assert client.post(leave)["Location"] == "/classes/"
    assert client.get(mine(lea)).status_code == 404
    lea.refresh_from_db()
    assert (lea.ended_at is not None, lea.removed) == (True, False)


def test_an_owner_does_not_leave(olga: Membership, client_of: ClientOf) -> None:
    client, leave = client_of(olga.user), f"/classes/{olga.classroom.uid}/leave/"
    assert "Hand the class over" in client.get(leave).text
    assert client.post(leave).status_code == 409
    assert Membership.objects.current().exists()


def test_staff_is_asked_to_do_nothing(
    tom: Membership, classroom: Classroom, client_of: ClientOf
) -> None:
    Assignment.objects.create(classroom=classroom, lesson=LESSON)
    page = client_of(tom.user).get(mine(tom)).text
    assert "You are here as teacher" in page
    assert "to do" not in page


def test_the_address_of_a_class_leads_each_to_their_page(
    lea: Membership, ann: Membership, client_of: ClientOf
) -> None:
    url = f"/classes/{lea.classroom.uid}/"
    assert client_of(lea.user).get(url)["Location"] == f"{url}mine/"
    assert client_of(ann.user).get(url)["Location"] == f"{url}dashboard/"
