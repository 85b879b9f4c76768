"""The members of a class: listed, renamed, removed and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from classrooms.models import Classroom, Membership, Role
from tests.classrooms.conftest import ClientOf, MakeMember

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def at(membership: Membership, rest: str = "") -> str:
    return f"/classes/{membership.classroom.uid}/members/{rest}"


def form(member: Membership, **change: Any) -> dict[str, Any]:
    """What the form of a member would send."""
    member.refresh_from_db()
    return {"name": member.name, "pace": member.pace, "version": member.version, **change}


@pytest.fixture
def teacher(tom: Membership, client_of: ClientOf) -> Client:
    return client_of(tom.user)


@pytest.fixture
def owner(olga: Membership, client_of: ClientOf) -> Client:
    return client_of(olga.user)


def test_fifty_stand_on_a_page_and_a_part_of_a_name_finds_them(
    teacher: Client, tom: Membership, make_member: MakeMember
) -> None:
    for number in range(60):
        make_member(f"Learner {number:02}")
    page = teacher.get(at(tom))
    assert "60 learners, 1 of the staff" in page.text
    assert page.text.count("Learner, guest") == 50
    assert "Page 1 of 2" in page.text
    assert "Learner 59" in teacher.get(at(tom, "?page=2")).text
    found = teacher.get(at(tom, "?q=LEARNER 1")).text
    assert found.count("Learner, guest") == 10
    assert "60 learners" in found


@pytest.mark.parametrize(
    ("query", "shows"),
    [
        *(("?page=-1", "Lea"), ("?page=abc", "Lea"), ("?page=1000000000000", "Lea")),
        *(("?q=%00", "Lea"), (f"?q={'a' * 5000}", "No learner"), ("?q=%25", "No learner")),
    ],
)
def test_strange_questions_get_a_page(
    teacher: Client, tom: Membership, lea: Membership, query: str, shows: str
) -> None:
    page = teacher.get(at(tom, query))
    assert (page.status_code, shows in page.text) == (200, True)


def test_the_list_costs_the_same_for_many(
    teacher: Client,
    tom: Membership,
    make_member: MakeMember,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(40):
        make_member(f"Learner {number}")
    with django_assert_max_num_queries(7):  # two are of the session
        teacher.get(at(tom))


def test_a_name_of_two_scripts_is_marked(
    teacher: Client, tom: Membership, make_member: MakeMember
) -> None:
    make_member("Admin")
    assert "letters of two scripts" not in teacher.get(at(tom)).text
    make_member("\u0410dmin")
    assert teacher.get(at(tom)).text.count("letters of two scripts") == 1


def test_a_teacher_renames_a_learner_and_gives_more_time(teacher: Client, lea: Membership) -> None:
    reply = teacher.post(at(lea, f"{lea.pk}/"), form(lea, name="Lea M.", pace="2"))
    assert (reply.status_code, reply["Location"]) == (303, at(lea))
    lea.refresh_from_db()
    assert (lea.name, lea.name_key, lea.pace, lea.version) == ("Lea M.", "lea m.", "2", 2)


def test_the_owner_gives_roles_to_who_has_an_account(
    owner: Client, make_member: MakeMember, registered: Any
) -> None:
    rita = make_member("Rita", user=registered)
    assert 'name="role"' in owner.get(at(rita, f"{rita.pk}/")).text
    for role in ("teacher", "assistant", "learner"):
        assert owner.post(at(rita, f"{rita.pk}/"), form(rita, role=role)).status_code == 303
        rita.refresh_from_db()
        assert rita.role == role


def test_nobody_is_made_an_owner_by_a_form_of_members(owner: Client, tom: Membership) -> None:
    page = owner.post(at(tom, f"{tom.pk}/"), form(tom, role="owner"))
    assert (page.status_code, Membership.objects.get(pk=tom.pk).role) == (422, "teacher")


def test_a_guest_can_have_no_role(owner: Client, lea: Membership) -> None:
    page = owner.get(at(lea, f"{lea.pk}/"))
    assert 'name="role"' not in page.text
    assert "must register first" in page.text
    assert owner.post(at(lea, f"{lea.pk}/"), form(lea, role="teacher")).status_code == 422
    lea.refresh_from_db()
    assert lea.role == Role.LEARNER


def test_a_teacher_gives_no_role(teacher: Client, make_member: MakeMember, registered: Any) -> None:
    rita = make_member("Rita", user=registered)
    page = teacher.post(at(rita, f"{rita.pk}/"), form(rita, role="teacher"))
    assert (page.status_code, "unknown field: role" in page.text) == (422, True)


def test_teachers_change_no_staff_and_nobody_changes_the_owner(
    teacher: Client, owner: Client, ann: Membership, tom: Membership, olga: Membership
) -> None:
    for client, member in ((teacher, ann), (teacher, tom), (teacher, olga), (owner, olga)):
        assert client.get(at(member, f"{member.pk}/")).status_code == 404
        assert client.post(at(member, f"{member.pk}/removal/")).status_code == 404
    assert Membership.objects.current().count() == 3


def test_members_of_another_class_do_not_exist(
    owner: Client, olga: Membership, make_member: MakeMember
) -> None:
    other = Classroom.objects.create(name="Other", code="ABC2D3H")
    eve = make_member("Eve", classroom=other)
    assert owner.get(at(olga, f"{eve.pk}/")).status_code == 404
    assert owner.post(at(olga, f"{eve.pk}/removal/")).status_code == 404
    assert owner.get(at(olga, f"{2**63}/")).status_code == 404
    assert owner.get(at(olga, f"{'9' * 5000}/")).status_code == 404


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": "\u200b"}, "can be seen"),
        ({"pace": "3"}, "Select a valid choice"),
        ({"version": "x"}, "whole number"),
        ({"version": ""}, "required"),
        ({"version": "٣"}, "whole number"),
        ({"user_id": "1"}, "unknown field"),
    ],
)
def test_what_is_wrong_is_told_and_changes_nothing(
    teacher: Client, lea: Membership, change: dict[str, str], why: str
) -> None:
    page = teacher.post(at(lea, f"{lea.pk}/"), form(lea, **change))
    assert (page.status_code, why in page.text) == (422, True)
    assert Membership.objects.get(pk=lea.pk).version == 1


def test_a_taken_name_is_a_409(teacher: Client, lea: Membership, make_member: MakeMember) -> None:
    make_member("Max")
    page = teacher.post(at(lea, f"{lea.pk}/"), form(lea, name="MAX"))
    assert (page.status_code, "has this name already" in page.text) == (409, True)
    assert Membership.objects.get(pk=lea.pk).name == "Lea"


def test_a_stale_form_is_told_both_texts_and_may_be_sent_again(
    teacher: Client, owner: Client, lea: Membership
) -> None:
    stale = form(lea, name="Lea of Tom")
    assert owner.post(at(lea, f"{lea.pk}/"), form(lea, name="Lea of Olga")).status_code == 303
    page = teacher.post(at(lea, f"{lea.pk}/"), stale)
    assert page.status_code == 409
    assert "<td>Lea of Olga</td><td>Lea of Tom</td>" in page.text
    assert Membership.objects.get(pk=lea.pk).name == "Lea of Olga"
    assert 'name="version" value="2"' in page.text
    assert teacher.post(at(lea, f"{lea.pk}/"), {**stale, "version": "2"}).status_code == 303
    assert Membership.objects.get(pk=lea.pk).name == "Lea of Tom"


def test_a_form_with_a_fault_stays_as_old_as_it_is(
    teacher: Client, owner: Client, lea: Membership
) -> None:
    stale = form(lea, name="")
    owner.post(at(lea, f"{lea.pk}/"), form(lea, name="Lea of Olga"))
    page = teacher.post(at(lea, f"{lea.pk}/"), stale)
    assert (page.status_code, 'name="version" value="1"' in page.text) == (422, True)


def test_who_is_removed_is_out_at_the_next_request(
    teacher: Client, lea: Membership, client_of: ClientOf
) -> None:
    learner = client_of(lea.user)
    mine = f"/classes/{lea.classroom.uid}/mine/"
    assert learner.get(mine).status_code == 200
    assert teacher.post(at(lea, f"{lea.pk}/removal/")).status_code == 303
    assert learner.get(mine).status_code == 404
    assert learner.get("/join/ABC2D3F/").status_code == 404
    assert "Lea" not in teacher.get(at(lea)).text
    assert "Lea" in teacher.get(at(lea, "gone/")).text


def test_who_was_removed_is_taken_back_as_a_learner(
    owner: Client, ann: Membership, client_of: ClientOf
) -> None:
    owner.post(at(ann, f"{ann.pk}/removal/"))
    assert owner.post(at(ann, f"{ann.pk}/return/")).status_code == 303
    ann.refresh_from_db()
    assert (ann.role, ann.removed, ann.ended_at) == (Role.LEARNER, False, None)


def test_a_name_that_was_given_away_is_told_when_taking_back(
    teacher: Client, lea: Membership, make_member: MakeMember
) -> None:
    teacher.post(at(lea, f"{lea.pk}/removal/"))
    make_member("lea")
    page = teacher.post(at(lea, f"{lea.pk}/return/"))
    assert (page.status_code, "is called Lea now" in page.text) == (409, True)
    assert Membership.objects.get(pk=lea.pk).removed


def test_who_has_left_by_themselves_is_not_taken_back(teacher: Client, lea: Membership) -> None:
    Membership.objects.filter(pk=lea.pk).update(ended_at=timezone.now())
    assert teacher.post(at(lea, f"{lea.pk}/return/")).status_code == 404
