"""Opening a class, and the list of one's classes."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from classrooms.mine import classes_of
from classrooms.models import Assignment, Classroom, Membership, Role
from tests.classrooms.conftest import ClientOf, MakeMember

pytestmark = [pytest.mark.django_db, pytest.mark.database]
OPEN = "/classes/open/"


def filled(client: Client, **change: str) -> dict[str, str]:
    """What the form of the page would send."""
    uid = re.search(r'name="uid" value="([^"]+)"', client.get(OPEN).text)
    assert uid
    return {"uid": uid[1], "title": "DevOps 2", "name": "Rita", **change}


def test_who_has_an_account_opens_a_class_and_owns_it(
    registered: User, client_of: ClientOf
) -> None:
    client = client_of(registered)
    reply = client.post(OPEN, filled(client, title="  DevOps   2 "))
    classroom = Classroom.objects.get()
    assert (reply.status_code, reply["Location"]) == (303, f"/classes/{classroom.uid}/")
    assert (classroom.name, classroom.joinable) == ("DevOps 2", True)
    [owner] = classroom.memberships.all()
    assert (owner.user, owner.role, owner.name) == (registered, Role.OWNER, "Rita")


def test_two_clicks_open_one_class(registered: User, client_of: ClientOf) -> None:
    client = client_of(registered)
    form = filled(client)
    replies = {client.post(OPEN, form)["Location"] for _ in range(2)}
    assert (len(replies), Classroom.objects.count()) == (1, 1)


def test_a_form_with_the_number_of_another_class_opens_nothing(
    registered: User, client_of: ClientOf, olga: Membership
) -> None:
    client = client_of(registered)
    page = client.post(OPEN, filled(client, uid=str(olga.classroom.uid)))
    assert (page.status_code, "open the page again" in page.text) == (422, True)
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("guest", [False, True])
def test_who_has_no_account_is_told_the_way_to_one(
    guest: bool, lea: Membership, client_of: ClientOf, client: Client
) -> None:
    browser = client_of(lea.user) if guest else client
    page = browser.get(OPEN)
    assert (page.status_code, "you need an account" in page.text) == (200, True)
    assert "?next=/classes/open/" in page.text
    form = {"uid": str(uuid.uuid4()), "title": "Mine", "name": "Lea"}
    assert browser.post(OPEN, form).status_code == 403
    assert Classroom.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"title": " "}, "can be seen"),
        ({"title": "a" * 81}, "at most 80"),
        ({"title": "\u202eA"}, "direction"),
        ({"name": ""}, "can be seen"),
        ({"uid": "7"}, "not one of ours"),
        ({"owner": "1"}, "unknown field: owner"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    registered: User, client_of: ClientOf, change: dict[str, str], why: str
) -> None:
    client = client_of(registered)
    page = client.post(OPEN, filled(client, **change))
    assert (page.status_code, why in page.text) == (422, True)
    assert ("DevOps 2" in page.text) is ("title" not in change)
    assert Classroom.objects.count() == 0


def test_a_visitor_is_in_no_class(client: Client) -> None:
    page = client.get("/classes/")
    assert "You are in no class yet" in page.text
    assert "no-store" in page["Cache-Control"]


def test_the_list_says_what_is_to_do_and_who_is_there(
    lea: Membership, olga: Membership, classroom: Classroom, client_of: ClientOf
) -> None:
    Assignment.objects.create(classroom=classroom, lesson="what-is-state")
    assert "1 to do" in client_of(lea.user).get("/classes/").text
    assert "1 learner<" in client_of(olga.user).get("/classes/").text


def test_an_archived_class_asks_for_nothing(
    lea: Membership, classroom: Classroom, client_of: ClientOf
) -> None:
    Assignment.objects.create(classroom=classroom, lesson="what-is-state")
    Classroom.objects.update(archived_at=timezone.now())
    page = client_of(lea.user).get("/classes/").text
    assert "Learner, archived" in page
    assert "nothing to do" in page


def test_staff_has_nothing_to_do(tom: Membership, classroom: Classroom) -> None:
    Assignment.objects.create(classroom=classroom, lesson="what-is-state")
    assert [one.left for one in classes_of(tom.user, timezone.now())] == [0]


def test_the_list_holds_no_class_of_others_and_none_that_was_left(
    lea: Membership, tom: Membership, registered: User, client_of: ClientOf
) -> None:
    Membership.objects.filter(pk=lea.pk).update(ended_at=timezone.now() - timedelta(days=1))
    for user in (lea.user, registered):
        assert "DevOps 2" not in client_of(user).get("/classes/").text
    assert "DevOps 2" in client_of(tom.user).get("/classes/").text


def test_the_list_costs_the_same_for_many_classes(
    registered: User,
    client_of: ClientOf,
    make_member: MakeMember,
    django_assert_max_num_queries: object,
) -> None:
    for number in range(12):
        one = Classroom.objects.create(name=f"Class {number}", code=f"ABC2D{number:02}"[:7])
        role = Role.TEACHER if number % 2 else Role.LEARNER
        make_member("Rita", role, user=registered, classroom=one)
        Assignment.objects.create(classroom=one, lesson="what-is-state")
        Assignment.objects.create(classroom=one, quiz="what-is-state")
    client = client_of(registered)
    with django_assert_max_num_queries(7):  # type: ignore[operator]  # two are of the session
        page = client.get("/classes/")
    assert page.text.count("2 to do") == 6
