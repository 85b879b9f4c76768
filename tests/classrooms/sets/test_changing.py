"""A question set changes: filled, put in order, by two at once, and after it was begun."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from classrooms.models import Membership
from classrooms.sets.forms import MOST
from classrooms.sets.offers import parts
from tests.classrooms.conftest import ClientOf
from tests.classrooms.sets.conftest import KEYS, MakeSet
from tests.classrooms.sets.posting import again, begin, sent, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


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
