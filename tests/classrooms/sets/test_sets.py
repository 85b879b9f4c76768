"""Question sets: made, archived, copied, and who may see them."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from classrooms.models import Classroom, Membership, QuestionSet, Role
from tests.classrooms.conftest import ClientOf, MakeMember
from tests.classrooms.sets.conftest import KEYS, MakeSet
from tests.classrooms.sets.posting import again, begin, sent, sets_url, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_class_begins_without_a_set(teacher: Client, classroom: Classroom) -> None:
    assert "No question set yet" in teacher.get(sets_url(classroom)).text


def test_a_new_set_is_made_once_and_opened(teacher: Client, classroom: Classroom) -> None:
    page = teacher.get(sets_url(classroom)).text
    uid = re.search(r'name="uid" value="([^"]+)"', page)[1]  # type: ignore[index]
    replies = [teacher.post(sets_url(classroom), {"title": " Monday ", "uid": uid}) for _ in "12"]
    found = QuestionSet.objects.get()
    assert [(one.status_code, one["Location"]) for one in replies] == [(303, url_of(found))] * 2
    assert (found.title, found.keys, found.classroom) == ("Monday", [], classroom)


@pytest.mark.parametrize("title", ["", "  ", "x" * 81, "a\u202eb"])
def test_a_set_needs_a_title_that_can_be_shown(
    teacher: Client, classroom: Classroom, title: str
) -> None:
    reply = teacher.post(sets_url(classroom), {"title": title, "uid": uuid.uuid4()})
    assert reply.status_code == 422
    assert not QuestionSet.objects.exists()


def test_the_number_of_a_set_elsewhere_makes_none_here(
    teacher: Client, classroom: Classroom, make_set: MakeSet
) -> None:
    other = make_set(classroom=Classroom.objects.create(name="Other", code="ABC2D3G"))
    reply = teacher.post(sets_url(classroom), {"title": "Mine", "uid": other.uid})
    assert reply.status_code == 409
    assert "used before" in reply.text
    assert again(other).title == "Monday"


def test_a_set_is_archived_and_taken_back_and_never_deleted(
    teacher: Client, make_set: MakeSet, classroom: Classroom
) -> None:
    one = make_set()
    assert teacher.post(url_of(one, "archive/")).status_code == 303
    first = again(one).archived_at
    assert first
    teacher.post(url_of(one, "archive/"))
    assert again(one).archived_at == first
    assert "1 archived" in teacher.get(sets_url(classroom)).text
    assert teacher.post(url_of(one, "reopening/")).status_code == 303
    assert again(one).archived_at is None
    assert teacher.delete(url_of(one)).status_code == 405


def test_a_set_is_copied_once_into_a_class_that_i_may_change(
    teacher: Client, make_set: MakeSet, tom: Membership, make_member: MakeMember
) -> None:
    one = make_set()
    other = Classroom.objects.create(name="Other", code="ABC2D3G")
    make_member("Tom", Role.OWNER, classroom=other, user=tom.user)
    foreign = Classroom.objects.create(name="Foreign", code="ABC2D3H")
    make_member("Tom", Role.ASSISTANT, classroom=foreign, user=tom.user)
    page = teacher.get(url_of(one)).text
    assert {*re.findall(r'<option value="([0-9a-f-]{36})"', page)} == {
        str(one.classroom.uid),
        str(other.uid),
    }
    fields = {"to": other.uid, "uid": uuid.uuid4()}
    replies = [teacher.post(url_of(one, "copies/"), fields) for _ in "12"]
    made = other.sets.get()
    assert [reply["Location"] for reply in replies] == [url_of(made)] * 2
    assert (made.title, made.keys, made.version) == ("Monday", KEYS, 1)
    for to in (foreign.uid, uuid.uuid4(), "", "x"):
        reply = teacher.post(url_of(one, "copies/"), {"to": to, "uid": uuid.uuid4()})
        assert reply.status_code == 422
    assert QuestionSet.objects.count() == 2


def test_an_archived_class_gets_no_set_and_changes_none(
    teacher: Client, make_set: MakeSet, classroom: Classroom
) -> None:
    one = make_set()
    Classroom.objects.update(archived_at=timezone.now())
    reply = teacher.post(sets_url(classroom), {"title": "New", "uid": uuid.uuid4()})
    assert reply.status_code == 409
    assert teacher.post(url_of(one), sent(one, keep=[])).status_code == 409
    copied = teacher.post(url_of(one, "copies/"), {"to": classroom.uid, "uid": uuid.uuid4()})
    assert copied.status_code == 422
    assert (again(one).keys, QuestionSet.objects.count()) == (KEYS, 1)


def test_assistants_see_what_they_may_not_change(
    make_set: MakeSet, ann: Membership, client_of: ClientOf, classroom: Classroom
) -> None:
    one, client = make_set(), client_of(ann.user)
    page = client.get(url_of(one)).text
    assert "docker compose restart cache" in page
    assert 'name="keep"' not in page
    assert client.get(sets_url(classroom)).status_code == 200
    assert client.post(url_of(one), sent(one, keep=[])).status_code == 404
    fields = {"title": "New", "uid": uuid.uuid4()}
    assert client.post(sets_url(classroom), fields).status_code == 404
    for tail in ("archive/", "reopening/"):
        assert client.post(url_of(one, tail)).status_code == 404
    assert again(one) == one


def test_a_set_is_found_in_its_own_class_alone(
    teacher: Client, make_set: MakeSet, classroom: Classroom, lea: Membership, client_of: ClientOf
) -> None:
    other = make_set(classroom=Classroom.objects.create(name="Other", code="ABC2D3G"))
    here = f"/classes/{classroom.uid}/sets/{other.uid}/"
    for url in (here, url_of(other)):
        assert teacher.get(url).status_code == 404
        assert teacher.post(url, sent(other, keep=[])).status_code == 404
    for url in (sets_url(classroom), url_of(make_set())):
        assert client_of(lea.user).get(url).status_code == 404
        assert Client().get(url).status_code == 404
    assert again(other).keys == KEYS


def test_a_title_is_shown_as_text(teacher: Client, make_set: MakeSet, classroom: Classroom) -> None:
    one = make_set(title="<svg/onload=alert()>")
    for url in (sets_url(classroom), url_of(one)):
        assert "<svg/onload" not in teacher.get(url).text


def test_a_longer_list_asks_no_more_queries(
    teacher: Client,
    make_set: MakeSet,
    lea: Membership,
    classroom: Classroom,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(12):
        begin(make_set(title=f"Set {number}"), lea)
    with django_assert_max_num_queries(7):
        page = teacher.get(sets_url(classroom)).text
    assert page.count("begun by 1") == 12
