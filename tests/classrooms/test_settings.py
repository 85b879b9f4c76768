"""A class as a whole: its settings, code, card, owner, archive and end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from classrooms import classes
from classrooms.codes import is_code
from classrooms.models import Assignment, Classroom, Membership, QuestionSet, Role
from classrooms.versions import Stale
from tests.classrooms.conftest import ClientOf

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def at(classroom: Classroom, rest: str = "settings/") -> str:
    return f"/classes/{classroom.uid}/{rest}"


@pytest.fixture
def owner(olga: Membership, client_of: ClientOf) -> Client:
    return client_of(olga.user)


@pytest.fixture
def teacher(tom: Membership, client_of: ClientOf) -> Client:
    return client_of(tom.user)


def form(**change: Any) -> dict[str, Any]:
    return {"name": "DevOps 3", "joinable": "on", "version": 1, **change}


def test_a_teacher_renames_the_class_and_closes_it(teacher: Client, classroom: Classroom) -> None:
    sent = form()
    del sent["joinable"]
    assert teacher.post(at(classroom), sent)["Location"] == at(classroom)
    classroom.refresh_from_db()
    assert (classroom.name, classroom.joinable, classroom.version) == ("DevOps 3", False, 2)
    assert "Nobody can join" in teacher.get(at(classroom)).text
    assert "Nobody can join now" in teacher.get(at(classroom, "join-card/")).text


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"name": "a" * 81}, {"version": "-1"}, {"code": "ABC2D3Z"}]
)
def test_what_is_wrong_changes_nothing(
    teacher: Client, classroom: Classroom, change: dict[str, str]
) -> None:
    assert teacher.post(at(classroom), form(**change)).status_code == 422
    assert Classroom.objects.get().name == "DevOps 2"


def test_of_two_editors_the_second_is_told_both_texts(
    teacher: Client, owner: Client, classroom: Classroom
) -> None:
    assert owner.post(at(classroom), form(name="Of Olga")).status_code == 303
    page = teacher.post(at(classroom), {"name": "Of Tom", "version": 1})
    assert page.status_code == 409
    assert "<td>Of Olga</td><td>Of Tom</td>" in page.text
    assert "<td>yes</td><td>no</td>" in page.text
    assert Classroom.objects.get().name == "Of Olga"
    assert teacher.post(at(classroom), {"name": "Of Tom", "version": 2}).status_code == 303


def test_a_new_code_ends_the_old_one(teacher: Client, classroom: Classroom) -> None:
    assert teacher.post(at(classroom, "settings/code/")).status_code == 303
    classroom.refresh_from_db()
    assert is_code(classroom.code)
    assert Client().get("/join/ABC2D3F/").status_code == 404
    assert Client().get(f"/join/{classroom.code}/").status_code == 200


@pytest.mark.parametrize(
    ("host", "only_here"),
    [
        *(("localhost", True), ("127.0.0.1:8000", True), ("[::1]:8000", True)),
        *(("192.168.1.5:8000", False), ("class.example.org", False)),
    ],
)
def test_the_card_has_the_address_of_its_own_host(
    teacher: Client, classroom: Classroom, settings: Any, host: str, only_here: bool
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    page = teacher.get(at(classroom, "join-card/"), headers={"host": host}).text
    assert f">http://{host}/join/ABC2D3F/<" in page
    assert '<img class="card__qr" src="data:image/svg+xml;' in page
    assert ("make run HOST=0.0.0.0" in page) is only_here


def test_the_owner_hands_the_class_over(
    owner: Client, olga: Membership, tom: Membership, ann: Membership, classroom: Classroom
) -> None:
    url = at(classroom, "settings/owner/")
    page = owner.get(url).text
    assert "Tom" in page
    assert "Ann" not in page
    assert owner.post(url, {"to": tom.pk}).status_code == 303
    roles = dict(Membership.objects.values_list("name", "role"))
    assert roles == {"Olga": "teacher", "Tom": "owner", "Ann": "assistant"}
    assert owner.get(url).status_code == 404


@pytest.mark.parametrize("to", ["", "x", "0", str(2**63), "ann", "olga"])
def test_only_a_teacher_of_the_class_can_become_its_owner(
    owner: Client, ann: Membership, olga: Membership, tom: Membership, to: str
) -> None:
    picked = {"ann": ann.pk, "olga": olga.pk}.get(to, to)
    page = owner.post(at(olga.classroom, "settings/owner/"), {"to": picked})
    assert page.status_code == 422
    assert Membership.objects.get(role=Role.OWNER) == olga


def test_without_a_teacher_the_page_says_what_to_do(owner: Client, classroom: Classroom) -> None:
    page = owner.get(at(classroom, "settings/owner/")).text
    assert "no other teacher" in page
    assert at(classroom, "members/") in page


def test_who_is_a_teacher_no_more_gets_no_class(olga: Membership, tom: Membership) -> None:
    Membership.objects.filter(pk=tom.pk).update(ended_at=timezone.now())
    with pytest.raises(Stale):
        classes.hand_over(olga, tom)
    assert Membership.objects.get(role=Role.OWNER) == olga


@pytest.mark.django_db(transaction=True)
def test_of_two_that_hand_over_at_once_one_does(
    olga: Membership, tom: Membership, ann: Membership
) -> None:
    Membership.objects.filter(pk=ann.pk).update(role=Role.TEACHER)

    def hand(to: Membership) -> bool:
        try:
            classes.hand_over(olga, to)
        except Stale:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(hand, [tom, ann])) == [False, True]
    assert Membership.objects.filter(role=Role.OWNER).count() == 1
    assert Membership.objects.filter(role=Role.TEACHER).count() == 2


def test_an_archived_class_stays_readable_and_can_be_taken_back(
    owner: Client, classroom: Classroom, lea: Membership, client_of: ClientOf
) -> None:
    assert owner.post(at(classroom, "settings/archive/")).status_code == 303
    first = Classroom.objects.get().archived_at
    assert first is not None
    owner.post(at(classroom, "settings/archive/"))
    assert Classroom.objects.get().archived_at == first
    assert Client().get("/join/ABC2D3F/").status_code == 404
    assert "(archived)" in client_of(lea.user).get(at(classroom, "mine/")).text
    assert "Take the class back" in owner.get(at(classroom)).text
    assert owner.post(at(classroom, "settings/reopening/")).status_code == 303
    assert Client().get("/join/ABC2D3F/").status_code == 200


def test_a_class_is_deleted_after_a_tick_and_its_learners_stay(
    owner: Client, classroom: Classroom, lea: Membership
) -> None:
    given = QuestionSet.objects.create(classroom=classroom, title="Friday", keys=["home"])
    Assignment.objects.create(classroom=classroom, question_set=given)
    url = at(classroom, "settings/deletion/")
    assert "with its 1 learner?" in owner.get(url).text
    page = owner.post(url)
    assert (page.status_code, "Tick the box" in page.text) == (422, True)
    assert Classroom.objects.exists()
    assert owner.post(url, {"confirm": "on"})["Location"] == "/classes/"
    assert not Classroom.objects.exists()
    assert User.objects.filter(pk=lea.user.pk).exists()


def test_a_teacher_neither_archives_nor_deletes(teacher: Client, classroom: Classroom) -> None:
    page = teacher.get(at(classroom)).text
    assert "Archive" not in page
    for rest in ("archive/", "reopening/", "deletion/", "owner/"):
        assert teacher.post(at(classroom, f"settings/{rest}")).status_code == 404
    assert Classroom.objects.get().archived_at is None
