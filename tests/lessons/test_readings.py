"""The learner's own page of a lesson, and marking sections as read."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from accounts.guests import fresh_token
from accounts.models import User
from lessons.models import Reading

MINE, READINGS = "/lessons/what-is-state/mine/", "/lessons/what-is-state/readings/"

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("small_content")]
ClientOf = Callable[[User], Client]


def stored() -> tuple[int, int]:
    return Reading.objects.count(), User.objects.count()


def token_in(html: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', html)
    assert found
    return found[1]


def test_a_visitors_page_has_a_form_and_makes_nobody(client: Client) -> None:
    response = client.get(MINE)
    html = response.content.decode()
    assert "2 of 2 sections still to read" in html
    assert token_in(html)
    assert "no-store" in response["Cache-Control"]
    assert settings.GUEST_COOKIE_NAME not in response.cookies
    assert stored() == (0, 0)


def test_a_visitor_who_marks_everything_becomes_a_guest_and_goes_on(client: Client) -> None:
    token = token_in(client.get(MINE).content.decode())
    response = client.post(READINGS, {"all": "on", "token": token})
    assert (response.status_code, response["Location"]) == (303, "/quizzes/what-is-state/")
    assert response.cookies[settings.GUEST_COOKIE_NAME]["httponly"]
    assert stored() == (2, 1)
    assert "You have read all of this lesson" in client.get(MINE).content.decode()


def test_a_double_click_reaches_the_same_guest_and_stores_once() -> None:
    form = {"all": "on", "token": fresh_token()}
    for _ in range(2):
        assert Client().post(READINGS, form).status_code == 303
    assert stored() == (2, 1)


def test_one_section_leads_to_the_next_unread_one(alice: User, client_of: ClientOf) -> None:
    response = client_of(alice).post(READINGS, {"section": "definition"})
    assert (response.status_code, response["Location"]) == (303, "/lessons/what-is-state/#where")
    html = client_of(alice).get(MINE).content.decode()
    assert "1 of 2 sections still to read" in html
    assert 'value="definition"' not in html
    assert 'value="where"' in html


def test_the_first_time_counts(alice: User, client_of: ClientOf) -> None:
    client_of(alice).post(READINGS, {"section": "definition"})
    before = Reading.objects.get().read_at
    client_of(alice).post(READINGS, {"section": ["definition", "definition", "where"]})
    assert Reading.objects.get(section="definition").read_at == before
    assert Reading.objects.count() == 2


def test_a_script_gets_no_page(alice: User, client_of: ClientOf) -> None:
    headers = {"Prefer": "return=minimal"}
    response = client_of(alice).post(READINGS, {"section": "where"}, headers=headers)
    assert (response.status_code, response.content) == (204, b"")
    assert Reading.objects.of(alice).count() == 1


def test_what_a_learner_has_read_is_nobody_elses(
    alice: User, charlie: User, client_of: ClientOf
) -> None:
    client_of(alice).post(READINGS, {"all": "on"})
    assert "2 of 2 sections still to read" in client_of(charlie).get(MINE).content.decode()


@pytest.mark.parametrize("many", [1, 300])
def test_queries_do_not_grow_with_rows(
    alice: User,
    client_of: ClientOf,
    django_assert_max_num_queries: Callable[[int], object],
    many: int,
) -> None:
    others = [User(name=f"Bob {n}") for n in range(many)]
    User.objects.bulk_create(others)
    at = alice.joined_at
    Reading.objects.bulk_create(
        Reading(learner=user, lesson="what-is-state", section="where", read_at=at)
        for user in others
    )
    client = client_of(alice)
    with django_assert_max_num_queries(2):  # type: ignore[attr-defined]
        client.get(MINE)


def test_marking_writes_at_most_twice_in_one_transaction(
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    client = Client()
    form = {"all": "on", "token": fresh_token()}
    with django_assert_max_num_queries(20) as captured:  # type: ignore[attr-defined]
        client.post(READINGS, form)
    writes = [q["sql"] for q in captured if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(writes) == 2


BAD = [
    ({"section": "gone"}, 422, "This lesson has no section “gone”."),
    ({"section": ["where", "gone"]}, 422, "This lesson has no section “gone”."),
    ({"section": "where\0"}, 422, "This lesson has no section"),
    ({"section": "\ufffd"}, 422, "This lesson has no section"),
    ({"section": ""}, 422, "This lesson has no section “”."),
    ({"section": "beside"}, 422, "This lesson has no section “beside”."),
    ({"section": "where", "read_at": "1970"}, 422, "There is no field “read_at” in this form."),
    ({"section": "where", "learner": "1"}, 422, "There is no field “learner” in this form."),
    ({"all": ""}, 422, "Choose at least one section, or all."),
    ({"token": "x"}, 422, "Choose at least one section, or all."),
    ({}, 400, "Choose at least one section, or all."),
]


@pytest.mark.parametrize(("form", "status", "says"), BAD)
def test_a_bad_form_says_why_and_stores_nothing(
    alice: User, client_of: ClientOf, form: dict[str, object], status: int, says: str
) -> None:
    before = stored()
    response = client_of(alice).post(READINGS, form)
    assert response.status_code == status
    assert says in response.content.decode()
    assert stored() == before


@pytest.mark.parametrize("token", ["", "forged", "a:b", "x" * 300, "\0"])
def test_a_visitor_without_a_token_of_ours_becomes_nobody(client: Client, token: str) -> None:
    response = client.post(READINGS, {"all": "on", "token": token})
    assert response.status_code == 422
    assert b'role="alert"' in response.content
    assert stored() == (0, 0)


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b'{"section": "where"}', 415),
        ("text/plain", b"section=where", 415),
        ("application/x-www-form-urlencoded; charset=bogus", b"section=where", 415),
        ("multipart/form-data", b"section=where", 400),
        ("application/x-www-form-urlencoded", b"section=%FF", 422),
        ("application/x-www-form-urlencoded", b"", 400),
        ("application/x-www-form-urlencoded", b"section=where&" * 1001, 400),
        ("application/x-www-form-urlencoded", b"section=" + b"x" * 3_000_000, 413),
    ],
)
def test_a_body_that_is_no_form_is_refused(
    alice: User, client_of: ClientOf, content_type: str, body: bytes, status: int
) -> None:
    response = client_of(alice).generic("POST", READINGS, body, content_type=content_type)
    assert response.status_code == status
    assert Reading.objects.count() == 0


@pytest.mark.parametrize("headers", [{}, {"X-CSRFToken": "x" * 32}, {"Origin": "https://evil"}])
def test_a_form_from_elsewhere_is_refused(
    alice: User, client_of: ClientOf, headers: dict[str, str]
) -> None:
    client = client_of(alice)
    client.handler.enforce_csrf_checks = True
    response = client.post(READINGS, {"all": "on"}, headers=headers)
    assert response.status_code == 403
    assert Reading.objects.count() == 0


def test_marks_are_never_made_by_looking(client: Client) -> None:
    response = client.get(READINGS)
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert client.post(MINE).status_code == 405


def test_a_foreign_host_is_refused(client: Client) -> None:
    assert client.post(READINGS, {"all": "on"}, headers={"Host": "evil"}).status_code == 400


def test_a_lesson_that_is_not_there_takes_no_marks(alice: User, client_of: ClientOf) -> None:
    assert client_of(alice).post("/lessons/gone/readings/", {"all": "on"}).status_code == 404
    assert Reading.objects.count() == 0
