"""A question as learners see it, for staff alone; nothing can be sent from it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from classrooms.models import Classroom, Membership
from quizzes.models import Answer, Attempt
from tests.classrooms.conftest import ClientOf

pytestmark = pytest.mark.django_db


def url_of(classroom: Classroom, key: str) -> str:
    return f"/classes/{classroom.uid}/sets/preview/{key}/"


@pytest.mark.parametrize(
    "key", ["redis-restarted", "redis-restarted.power-loss-host", "q-what-makes-it-state"]
)
def test_staff_see_each_question_as_learners_do(
    classroom: Classroom, ann: Membership, client_of: ClientOf, key: str
) -> None:
    client = client_of(ann.user)
    page = client.get(url_of(classroom, key))
    assert page.status_code == 200
    form = page.text.partition('<form class="predict"')[2].partition("</form>")[0]
    assert 'name="pick-A"' in form
    assert re.findall(r"<button[^>]*>", form) == ['<button type="submit" class="button" disabled>']
    assert page.text.count("<h1") == 1
    key_told = page.text.partition("<summary>The key</summary>")[2].partition("</details>")[0]
    assert re.search(r"A: (Survives|Lost|Partly lost|answer \d)", key_told)
    assert client.post(url_of(classroom, key), {"pick-A": "lost"}).status_code == 405
    assert not Attempt.objects.exists()
    assert not Answer.objects.exists()


def test_a_variant_has_no_empty_paragraph(
    classroom: Classroom, ann: Membership, client_of: ClientOf
) -> None:
    page = client_of(ann.user).get(url_of(classroom, "redis-restarted.power-loss-host")).text
    assert not re.search(r"<p[^>]*>\s*</p>", page)
    assert "loses power, and gets it back" in page


@pytest.mark.parametrize("key", ["nothing", "home", "why-redis-restarted", "redis-restarted.x"])
def test_what_no_set_can_have_is_not_shown(
    classroom: Classroom, ann: Membership, client_of: ClientOf, key: str
) -> None:
    assert client_of(ann.user).get(url_of(classroom, key)).status_code == 404


def test_learners_and_strangers_never_see_a_preview(
    classroom: Classroom, lea: Membership, client_of: ClientOf
) -> None:
    url = url_of(classroom, "redis-restarted")
    for client in (client_of(lea.user), Client()):
        reply = client.get(url)
        assert reply.status_code == 404
        assert "The key" not in reply.text
