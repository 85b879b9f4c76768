"""Coming into a class: by link or typed code, once, under a name of one's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from classrooms import joining
from classrooms.models import Classroom, Membership, Role
from tests.classrooms.conftest import ClientOf, MakeMember

pytestmark = [pytest.mark.django_db, pytest.mark.database]
JOIN = "/join/ABC2D3F/"
TYPED = "/classes/join/"


def sent(client: Client, name: str = "Ada", url: str = JOIN) -> dict[str, str]:
    """What the form of a page would send."""
    page = client.get(url)
    assert page.status_code == 200
    token = re.search(r'name="token" value="([^"]+)"', page.text)
    return {"name": name, **({"token": token[1]} if token else {})}


def at_once(forms: list[dict[str, str]]) -> list[int]:
    """Send all of them at once, each from a browser of its own; the statuses."""

    def post(form: dict[str, str]) -> int:
        try:
            return Client().post(JOIN, form).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(forms)) as threads:
        return list(threads.map(post, forms))


def members() -> list[tuple[str, str]]:
    return list(Membership.objects.current().order_by("pk").values_list("name", "role"))


def test_a_visitor_becomes_a_guest_and_a_learner(client: Client, classroom: Classroom) -> None:
    reply = client.post(JOIN, sent(client))
    assert (reply.status_code, reply["Location"]) == (303, f"/classes/{classroom.uid}/")
    assert members() == [("Ada", "learner")]
    assert User.objects.get().is_guest
    assert client.get(reply["Location"], follow=True).status_code == 200


def test_to_look_at_the_page_stores_nothing(client: Client, classroom: Classroom) -> None:
    client.get(JOIN)
    assert User.objects.count() == Membership.objects.count() == 0


def test_two_clicks_join_once(client: Client, classroom: Classroom) -> None:
    form = sent(client)
    replies = [Client().post(JOIN, form) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [303, 303]
    assert (User.objects.count(), members()) == (1, [("Ada", "learner")])


def test_who_is_in_the_class_goes_on_to_it(
    client_of: ClientOf, tom: Membership, classroom: Classroom
) -> None:
    client = client_of(tom.user)
    assert client.get(JOIN)["Location"] == f"/classes/{classroom.uid}/"
    assert client.post(JOIN, {"name": "Thomas"})["Location"] == f"/classes/{classroom.uid}/"
    assert members() == [("Tom", "teacher")]


@pytest.mark.parametrize("typed", ["ABC2D3F", " abc2 d3f", "abc-2d3f"])
def test_a_typed_code_leads_to_the_class(client: Client, classroom: Classroom, typed: str) -> None:
    reply = client.post(TYPED, {"code": typed})
    assert (reply.status_code, reply["Location"]) == (303, JOIN)


def test_a_link_may_be_typed_in_small_letters(client: Client, classroom: Classroom) -> None:
    assert client.get("/join/abc-2d3f/").status_code == 200


@pytest.fixture(params=["unknown", "closed", "archived", "removed", "strange", "long", "nul"])
def refused(
    request: pytest.FixtureRequest, classroom: Classroom, lea: Membership, client_of: ClientOf
) -> tuple[Client, str]:
    """Somebody whom a code opens nothing, and the code."""
    client, code = Client(), "ABC2D3F"
    match request.param:
        case "unknown":
            code = "ABC2D3G"
        case "closed":
            Classroom.objects.update(joinable=False)
        case "archived":
            Classroom.objects.update(archived_at=timezone.now())
        case "removed":
            Membership.objects.update(ended_at=timezone.now(), removed=True)
            client = client_of(lea.user)
        case "strange":
            code = "O0I1LU<"
        case "long":
            code = "A" * 5000
        case "nul":
            code = "ABC%00D3F"
    return client, code


def said(page: Any) -> str:
    """What a page says, without the tokens of its forms and what was typed."""
    main = re.search(r"<main.*</main>", page.text, re.DOTALL)
    assert main
    return re.sub(r'value="[^"]*"', "", main[0])


def test_a_code_that_opens_nothing_is_a_404_that_says_always_the_same(
    refused: tuple[Client, str],
) -> None:
    client, code = refused
    unknown = said(client.get("/join/ZZZZZZZ/"))
    before = User.objects.count(), members()
    page = client.get(f"/join/{code}/")
    assert (page.status_code, said(page)) == (404, unknown)
    assert client.post(f"/join/{code}/", {"name": "Ada"}).status_code == 404
    assert (User.objects.count(), members()) == before


@pytest.mark.parametrize("code", ["", "A" * 41, "ABC\x00"])
def test_what_is_no_code_is_told_beside_its_field(
    client: Client, classroom: Classroom, code: str
) -> None:
    page = client.post(TYPED, {"code": code})
    assert page.status_code == 422
    assert 'class="fault"' in page.text


def test_a_closed_class_is_open_to_who_is_in_it(lea: Membership, client_of: ClientOf) -> None:
    Classroom.objects.update(joinable=False)
    assert client_of(lea.user).get(JOIN).status_code == 303


def test_who_left_comes_back_as_a_learner(tom: Membership, client_of: ClientOf) -> None:
    Membership.objects.update(ended_at=timezone.now() - timedelta(days=1))
    client = client_of(tom.user)
    assert client.post(JOIN, {"name": "Thomas"}).status_code == 303
    tom.refresh_from_db()
    assert (tom.name, tom.role, tom.ended_at) == ("Thomas", Role.LEARNER, None)


def test_a_name_that_looks_like_another_is_taken_and_makes_no_guest(
    client: Client, lea: Membership
) -> None:
    form = sent(client, "LE\u200bA")
    page = client.post(JOIN, form)
    assert page.status_code == 409
    assert "has this name already" in page.text
    assert User.objects.count() == 1
    again = re.search(r'name="token" value="([^"]+)"', page.text)
    assert again
    assert client.post(JOIN, {"name": "Lea 2", "token": again[1]}).status_code == 303


def test_the_name_of_who_left_is_free(client: Client, lea: Membership) -> None:
    Membership.objects.update(ended_at=timezone.now())
    assert client.post(JOIN, sent(client, "Lea")).status_code == 303


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": ""}, "can be seen"),
        ({"name": "\u202eA"}, "direction"),
        ({"name": "a" * 10_000}, "at most 40"),
        ({"name": "A\x00da"}, "Null characters"),
        ({"role": "teacher"}, "unknown field: role"),
        ({"user_id": "1"}, "unknown field: user_id"),
        ({"token": "forged"}, "open the page again"),
        ({"token": "x" * 300}, "at most 200"),
    ],
)
def test_what_a_form_brings_wrongly_is_told_and_nothing_is_stored(
    client: Client, classroom: Classroom, change: dict[str, str], why: str
) -> None:
    page = client.post(JOIN, {**sent(client), **change})
    assert (page.status_code, why in page.text) == (422, True)
    assert User.objects.count() == Membership.objects.count() == 0


def test_a_class_has_an_upper_size(
    client: Client, lea: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "MOST", 1)
    page = client.post(JOIN, sent(client))
    assert (page.status_code, "class is full" in page.text) == (409, True)
    assert members() == [("Lea", "learner")]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_come_at_once_for_the_last_seat_one_gets_it(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "MOST", 1)
    forms = [sent(Client(), name) for name in ("Ada", "Ben", "Cem")]
    assert sorted(at_once(forms)) == [303, 409, 409]
    assert (User.objects.count(), Membership.objects.count()) == (1, 1)


def test_a_class_that_closes_while_a_form_is_open_takes_nobody(
    client: Client, classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = sent(client)

    def late(*_: object) -> None:
        raise joining.NoSuchClass

    monkeypatch.setattr("classrooms.join_views.join", late)
    assert client.post(JOIN, form).status_code == 404
    assert User.objects.count() == 0


def test_markup_in_a_name_is_shown_as_text(client: Client, classroom: Classroom) -> None:
    reply = client.post(JOIN, sent(client, "<svg/onload=alert()>"))
    page = client.get(f"{reply['Location']}mine/")
    assert "&lt;svg/onload=alert()&gt;" in page.text
    assert "<svg/onload" not in page.text


@pytest.fixture
def wrong() -> Callable[[Client], Any]:
    return lambda client: client.get("/join/ZZZZZZZ/")


def test_ten_wrong_codes_of_a_device_are_answered_and_more_must_wait(
    lea: Membership, client_of: ClientOf, wrong: Callable[[Client], Any], registered: User
) -> None:
    device = client_of(registered)
    assert [wrong(device).status_code for _ in range(12)] == [404] * 10 + [429] * 2
    page = device.get(JOIN)
    assert page.status_code == 429, "the right code is no way to find out"
    assert 0 < int(page["Retry-After"]) <= 600
    assert "Wait" in page.text
    assert client_of(lea.user).get(JOIN).status_code == 303
    assert Client().get(JOIN).status_code == 200


def test_a_browser_without_a_learner_is_known_by_the_cookie_of_its_forms(
    client: Client, classroom: Classroom, wrong: Callable[[Client], Any]
) -> None:
    client.get(TYPED)
    assert [wrong(client).status_code for _ in range(11)] == [404] * 10 + [429]


def test_an_address_gets_200_wrong_codes_and_the_right_one_still_works(
    classroom: Classroom, wrong: Callable[[Client], Any]
) -> None:
    found = [wrong(Client()).status_code for _ in range(203)]
    assert found == [404] * 200 + [429] * 3
    known = Client()
    known.get(TYPED)
    assert known.get(JOIN).status_code == 200


def test_right_codes_are_not_counted(classroom: Classroom) -> None:
    client = Client()
    client.get(TYPED)
    assert {client.get(JOIN).status_code for _ in range(15)} == {200}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_one_name_at_once_one_gets_it(classroom: Classroom) -> None:
    forms = [sent(Client()) for _ in range(4)]
    assert sorted(at_once(forms)) == [303, 409, 409, 409]
    assert (User.objects.count(), members()) == (1, [("Ada", "learner")])


def test_a_name_may_be_mixed_and_is_not_the_plain_one(
    client: Client, make_member: MakeMember
) -> None:
    make_member("Admin")
    assert client.post(JOIN, sent(client, "\u0410dmin")).status_code == 303
