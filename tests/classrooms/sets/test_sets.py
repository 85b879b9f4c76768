"""Question sets: made, filled, put in order, changed by two at once, archived, copied."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from classrooms.models import Classroom, Membership, QuestionSet, Role
from classrooms.sets.forms import MOST
from classrooms.sets.offers import parts
from quizzes.models import Attempt
from tests.classrooms.conftest import ClientOf, MakeMember
from tests.classrooms.sets.conftest import KEYS, MakeSet

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def teacher(tom: Membership, client_of: ClientOf) -> Client:
    return client_of(tom.user)


def url_of(one: QuestionSet, tail: str = "") -> str:
    return f"/classes/{one.classroom.uid}/sets/{one.uid}/{tail}"


def sets_url(classroom: Classroom) -> str:
    return f"/classes/{classroom.uid}/sets/"


def sent(one: QuestionSet, **changed: Any) -> dict[str, Any]:
    """What the form of a set sends where nothing is changed."""
    return {"version": one.version, "title": one.title, "keep": one.keys, "q": "", **changed}


def again(one: QuestionSet) -> QuestionSet:
    return QuestionSet.objects.get(pk=one.pk)


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


def test_what_is_ticked_is_added_at_the_end(teacher: Client, make_set: MakeSet) -> None:
    one = make_set(KEYS[:1])
    page = teacher.get(url_of(one), {"part": "what-is-state"}).text
    offered = re.findall(r'name="add" value="([^"]+)"', page)
    assert len(offered) > 50
    reply = teacher.post(url_of(one), sent(one, add=[offered[3], offered[0]]))
    assert reply.status_code == 303
    assert again(one).keys == [KEYS[0], offered[3], offered[0]]
    assert again(one).version == 2


def test_a_question_moves_up_and_down_and_leaves(teacher: Client, make_set: MakeSet) -> None:
    one = make_set()
    for changed, keys in (
        ({"up": KEYS[2]}, [KEYS[0], KEYS[2], KEYS[1]]),
        ({"down": KEYS[0]}, [KEYS[2], KEYS[0], KEYS[1]]),
        ({"up": KEYS[2]}, [KEYS[2], KEYS[0], KEYS[1]]),
        ({"keep": [KEYS[2], KEYS[1]]}, [KEYS[2], KEYS[1]]),
        ({"keep": []}, []),
    ):
        reply = teacher.post(url_of(one), sent(one, **changed))
        assert reply.status_code == 303
        one = again(one)
        assert one.keys == keys


def test_a_button_leads_back_to_its_place_with_the_list_as_it_was(
    teacher: Client, make_set: MakeSet
) -> None:
    one = make_set()
    reply = teacher.post(url_of(one), sent(one, part="what-is-state", q="restart", up=KEYS[1]))
    assert reply["Location"] == f"{url_of(one)}?part=what-is-state&q=restart#row-{KEYS[1]}"


def test_the_list_is_searched_in_one_part_or_everywhere(teacher: Client, make_set: MakeSet) -> None:
    one = make_set()

    def found(**query: str) -> set[str]:
        page = teacher.get(url_of(one), query).text
        return {*re.findall(r'name="add" value="([^"]+)"', page)}

    assert found() == found(part="what-is-state")  # a beginning; all would be thousands
    assert found(part="") == set()
    everywhere, here = found(q="sudo REBOOT"), found(q="sudo reboot", part="stateful-systems")
    assert here < everywhere
    assert all("reboot" in key for key in everywhere if "." in key)
    assert found(q="no question has this") == set()
    assert teacher.get(url_of(one), {"part": "nothing"}).status_code == 404
    assert teacher.get(url_of(one), {"q": "\0" + "x" * 5000}).status_code == 200


def test_a_search_that_finds_much_says_so(teacher: Client, make_set: MakeSet) -> None:
    one = make_set()
    much, little = (teacher.get(url_of(one), {"q": q}).text for q in ("reboot", "restart redis"))
    assert "There is more" in much
    assert much.count('<div class="case">') <= 40
    assert "There is more" not in little


def test_what_is_in_the_set_is_not_offered_again(teacher: Client, make_set: MakeSet) -> None:
    page = teacher.get(url_of(make_set()), {"part": "stateful-systems"}).text
    assert f'name="keep" value="{KEYS[0]}"' in page
    assert f'name="add" value="{KEYS[0]}"' not in page
    assert "is in the set" in page


@pytest.mark.parametrize(
    "key",
    [
        "nothing",
        "q-nothing",
        "why-redis-restarted",
        "redis-restarted.nothing",
        "redis-restarted.restart-cache",  # the scenario's own event has its own key
        "home",
        "",
        "x" * 500,
        "<b>",
        "redis-restarted\0",
    ],
)
@pytest.mark.parametrize("field", ["keep", "add"])
def test_a_question_that_is_none_is_refused(
    teacher: Client, make_set: MakeSet, field: str, key: str
) -> None:
    one = make_set()
    reply = teacher.post(url_of(one), sent(one, **{field: [*KEYS, key]}))
    assert reply.status_code == 422
    assert (again(one).keys, again(one).version) == (KEYS, 1)


def test_a_set_has_at_most_fifty_questions(teacher: Client, make_set: MakeSet) -> None:
    keys = [key for part in parts() for key in part.pool][: MOST + 1]
    one = make_set([])
    reply = teacher.post(url_of(one), sent(one, add=keys))
    assert reply.status_code == 422
    assert "at most 50 questions; these are 51" in reply.text
    assert reply.text.count(" checked") == 0, "what is ticked stands in other parts of the list"
    assert teacher.post(url_of(one), sent(one, add=keys[:MOST])).status_code == 303
    assert len(again(one).keys) == MOST


def test_the_same_question_stands_once(teacher: Client, make_set: MakeSet) -> None:
    one = make_set()
    teacher.post(url_of(one), sent(one, add=[KEYS[0], KEYS[0]]))
    assert again(one).keys == KEYS


def test_ticks_are_kept_where_something_is_wrong(teacher: Client, make_set: MakeSet) -> None:
    one = make_set()
    other = "redis-restarted.down"
    fields = sent(one, title="", add=[other], keep=KEYS[:2], part="stateful-systems")
    reply = teacher.post(url_of(one), fields)
    assert reply.status_code == 422
    assert f'name="add" value="{other}" checked' in reply.text
    assert re.findall(r'name="keep" value="([^"]+)"', reply.text) == KEYS[:2]


def test_fields_of_others_are_refused(teacher: Client, make_set: MakeSet) -> None:
    one = make_set()
    for name in ("classroom", "uid", "archived_at", "keys", "is_owner"):
        assert teacher.post(url_of(one), sent(one, **{name: "1"})).status_code == 422
    assert again(one).version == 1


def test_a_stale_form_stores_nothing_and_both_texts_are_shown(
    teacher: Client, make_set: MakeSet, olga: Membership, client_of: ClientOf
) -> None:
    one = make_set()
    theirs = sent(one, title="Tuesday", keep=KEYS[:1])
    assert client_of(olga.user).post(url_of(one), theirs).status_code == 303
    reply = teacher.post(url_of(one), sent(one, title="Friday", keep=[KEYS[2], KEYS[0]]))
    assert reply.status_code == 409
    assert (again(one).title, again(one).keys) == ("Tuesday", KEYS[:1])
    table = reply.text.partition("<table")[2].partition("</table>")[0]
    for words in ("Tuesday", "Friday", "docker compose restart cache", "What makes a piece"):
        assert words in table
    fresh = re.search(r'name="version" value="(\d+)"', reply.text)
    assert fresh
    mine = sent(one, title="Friday", keep=[KEYS[2], KEYS[0]], version=fresh[1])
    assert teacher.post(url_of(one), mine).status_code == 303
    assert (again(one).title, again(one).keys) == ("Friday", [KEYS[2], KEYS[0]])


@pytest.mark.parametrize("version", ["", "0", "-1", "abc", "9" * 30, "1.0"])
def test_a_version_that_is_none_is_refused(
    teacher: Client, make_set: MakeSet, version: str
) -> None:
    one = make_set()
    assert teacher.post(url_of(one), sent(one, version=version)).status_code == 422


def begin(one: QuestionSet, member: Membership) -> Attempt:
    return Attempt.objects.create(
        learner=member.user, quiz=one.slug, ordinal=1, seed=1, size=len(one.keys)
    )


def test_what_learners_have_begun_keeps_its_questions(
    teacher: Client, make_set: MakeSet, lea: Membership
) -> None:
    one = make_set()
    begin(one, lea)
    page = teacher.get(url_of(one)).text
    assert "1 learner has begun it" in page
    assert 'type="checkbox"' not in page
    for changed in ({"keep": KEYS[:2]}, {"up": KEYS[1]}, {"add": ["redis-restarted.down"]}):
        reply = teacher.post(url_of(one), sent(one, **changed))
        assert reply.status_code == 409
        assert "Copy it to change them" in reply.text
        assert (again(one).keys, again(one).version) == (KEYS, 1)
    assert teacher.post(url_of(one), sent(one, title="Tuesday")).status_code == 303
    assert again(one).title == "Tuesday"


def test_who_has_left_has_begun_it_and_staff_have_not(
    teacher: Client, make_set: MakeSet, lea: Membership, tom: Membership
) -> None:
    one = make_set()
    begin(one, tom)
    assert teacher.post(url_of(one), sent(one, keep=KEYS[:2])).status_code == 303
    begin(one, lea)
    Membership.objects.filter(pk=lea.pk).update(ended_at=timezone.now())
    one = again(one)
    assert teacher.post(url_of(one), sent(one, keep=KEYS[:1])).status_code == 409


def test_a_question_that_the_content_lost_stands_there_until_it_is_taken_out(
    teacher: Client, make_set: MakeSet
) -> None:
    one = make_set(["lost-long-ago", *KEYS])
    page = teacher.get(url_of(one)).text
    assert "No longer there" in page
    assert 'value="lost-long-ago">' in page, "it is not ticked"
    assert teacher.post(url_of(one), sent(one)).status_code == 303
    assert teacher.post(url_of(one), sent(again(one), keep=KEYS)).status_code == 303
    assert again(one).keys == KEYS


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
