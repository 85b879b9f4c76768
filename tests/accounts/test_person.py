"""A person's own pages: their name, all that is stored as a file, and to be forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import belongings
from accounts.belongings import Belongings
from accounts.exporting import document
from accounts.models import DeviceCode, User
from lessons.models import Reading
from quizzes.models import Answer, Attempt, Shown
from tests.accounts.entering import EMAIL, NOBODY, PASSWORD, log_in, who

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DeviceOf = Callable[[User | None], Client]
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def others(db: None) -> User:
    """Somebody else, with one row of everything."""
    other = User.objects.create_user("mallory@example.org", PASSWORD, name="CANARY")
    return with_everything(other)


def with_everything(person: User) -> User:
    shown, _ = Shown.objects.get_or_create(
        digest="d" * 64, seed=0, defaults={"question": {"title": "Cut"}, "outcome": {}}
    )
    attempt = Attempt.objects.create(learner=person, quiz="home", ordinal=1, seed=1, size=1)
    answer = {"number": 1, "question": "restart", "points": 1, "max_points": 2, "response": {}}
    Answer.objects.create(submission=attempt.pk, attempt=attempt, shown=shown, **answer)
    Reading.objects.create(learner=person, lesson="what-is-state", section="where", read_at=NOON)
    return person


def exported(client: Client) -> Any:
    reply = client.get("/me/export/")
    assert reply.status_code == 200
    assert reply["Content-Type"] == "application/json; charset=utf-8"
    assert "attachment; filename=" in reply["Content-Disposition"]
    assert "no-store" in reply["Cache-Control"]
    return json.loads(b"".join(reply.streaming_content))  # type: ignore[attr-defined]


def test_the_export_has_all_of_somebody_and_nothing_of_others(
    alice: User, others: User, client: Client
) -> None:
    with_everything(alice)
    log_in(client)
    found = exported(client)
    assert set(found) == {"person", *(kept.name for kept in belongings.registered())}
    assert found["person"]["email"] == EMAIL
    assert [(row["lesson"], row["section"]) for row in found["readings"]] == [
        ("what-is-state", "where")
    ]
    [attempt] = found["attempts"]
    assert attempt["answers"][0]["title"] == "Cut"
    assert "CANARY" not in json.dumps(found)
    assert "password" not in json.dumps(found)


def test_a_guest_has_an_export_too_and_a_visitor_has_nothing(
    guest: User, device_of: DeviceOf, client: Client
) -> None:
    with_everything(guest)
    assert len(exported(device_of(guest))["attempts"]) == 1
    assert client.get("/me/export/")["Location"] == "/me/"


def test_the_export_is_written_while_it_is_read(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def rows(_: User) -> Iterator[dict[str, int]]:
        for number in range(1000):
            made.append(number)
            yield {"number": number}

    many = Belongings("many", export=rows, merge=lambda *_: None)
    monkeypatch.setattr(belongings, "_REGISTERED", {"many": many})
    parts = document(alice)
    for _ in range(12):
        next(parts)
    assert 0 < len(made) < 12


def test_exports_are_limited_for_a_person(guest: User, device_of: DeviceOf) -> None:
    client = device_of(guest)
    assert [client.get("/me/export/").status_code for _ in range(11)] == [200] * 10 + [429]


@pytest.mark.parametrize(
    ("name", "status"), [("Alice", 303), ("", 303), ("x" * 80, 303), ("x" * 81, 422), ("a\0", 422)]
)
def test_a_person_says_how_they_are_called(
    guest: User, device_of: DeviceOf, name: str, status: int
) -> None:
    client = device_of(guest)
    sent = {"name": name, "email": "evil@example.org", "is_staff": "1"}
    assert client.post("/me/", sent).status_code == status
    guest.refresh_from_db()
    assert guest.name == (name if status == 303 else "")
    assert guest.is_guest
    assert not guest.is_staff


def test_a_name_is_shown_as_text(guest: User, device_of: DeviceOf) -> None:
    client = device_of(guest)
    client.post("/me/", {"name": '"><svg/onload=alert()>'})
    page = client.get("/me/").content.decode()
    assert "<svg/onload" not in page
    assert "&lt;svg/onload=alert()&gt;" in page


def test_a_visitor_has_no_name_to_give(client: Client) -> None:
    assert client.post("/me/", {"name": "Alice"})["Location"] == "/me/"
    assert User.objects.count() == 0


def test_the_page_says_of_each_app_what_it_keeps(guest: User, device_of: DeviceOf) -> None:
    page = device_of(guest).get("/me/").content.decode()
    assert all(kept.about and kept.about in page for kept in belongings.registered())


def rows_of(person: int) -> int:
    """How many rows of the database lead to a person."""
    found = 0
    for relation in User._meta.related_objects:
        if isinstance(relation.field.name, str):
            model = relation.related_model
            found += model._default_manager.filter(**{relation.field.name: person}).count()
    return found + User.objects.filter(pk=person).count()


def test_who_is_forgotten_leaves_no_row_and_no_session_on_any_device(
    alice: User, others: User, client: Client
) -> None:
    with_everything(alice)
    elsewhere, mallory = Client(), Client()
    log_in(client)
    log_in(elsewhere)
    log_in(mallory, others.email)
    kept = rows_of(others.pk)
    assert rows_of(alice.pk) >= 3
    reply = client.post("/me/forget/", {"password": PASSWORD})
    assert (reply.status_code, reply["Location"]) == (303, "/me/")
    assert reply.cookies["sessionid"].value == ""
    assert rows_of(alice.pk) == 0
    assert rows_of(others.pk) == kept
    assert (who(client), who(elsewhere)) == (NOBODY, NOBODY)
    assert who(mallory) == f"You are {others.email}"
    assert Session.objects.count() == 1
    assert log_in(Client()).status_code == 422


def test_a_guest_is_forgotten_with_a_tick(guest: User, device_of: DeviceOf) -> None:
    with_everything(guest)
    DeviceCode.objects.create(guest=guest, digest="d" * 64, made_at=NOON)
    client = device_of(guest)
    assert client.post("/me/forget/", {}).status_code == 422
    assert client.post("/me/forget/", {"password": PASSWORD}).status_code == 422
    assert rows_of(guest.pk) == 4
    reply = client.post("/me/forget/", {"sure": "on"})
    assert reply.status_code == 303
    assert reply.cookies["guest"].value == ""
    assert rows_of(guest.pk) == 0
    assert who(client) == NOBODY


@pytest.mark.parametrize("sent", [{}, {"password": "wrong"}, {"sure": "on"}, {"password": ""}])
def test_without_the_password_nobody_is_forgotten(
    alice: User, client: Client, sent: dict[str, str]
) -> None:
    log_in(client)
    assert client.post("/me/forget/", sent).status_code == 422
    assert who(client) == f"You are {EMAIL}"


def test_passwords_are_not_tried_out_on_that_page(alice: User, client: Client) -> None:
    log_in(client)
    wrong = [client.post("/me/forget/", {"password": "wrong"}).status_code for _ in range(6)]
    assert wrong == [422] * 5 + [429]
    assert client.post("/me/forget/", {"password": PASSWORD}).status_code == 429


def test_a_visitor_has_nothing_to_forget(client: Client) -> None:
    assert client.get("/me/forget/")["Location"] == "/me/"
    assert client.post("/me/forget/", {"sure": "on"})["Location"] == "/me/"


def test_what_goes_besides_is_said_before_and_done_with_it(
    alice: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[User] = []
    owned = Belongings(
        "owned",
        export=lambda _: (),
        merge=lambda *_: None,
        farewell=lambda _: ["You own the class <DevOps>: it is deleted with you."],
        forget=done.append,
    )
    monkeypatch.setitem(belongings._REGISTERED, "owned", owned)
    log_in(client)
    assert "the class &lt;DevOps&gt;: it is" in client.get("/me/forget/").content.decode()
    client.post("/me/forget/", {"password": PASSWORD})
    assert [person.email for person in done] == [EMAIL]


def test_to_be_forgotten_is_all_or_nothing(
    alice: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(person: User) -> None:
        Reading.objects.of(person).delete()
        raise RuntimeError("the process died here")

    broken = Belongings("broken", export=lambda _: (), merge=lambda *_: None, forget=crash)
    monkeypatch.setitem(belongings._REGISTERED, "broken", broken)
    with_everything(alice)
    log_in(client)
    before = rows_of(alice.pk)
    client.raise_request_exception = False
    assert client.post("/me/forget/", {"password": PASSWORD}).status_code == 500
    assert rows_of(alice.pk) == before


def test_the_pages_of_a_guest_cost_one_query(guest: User, device_of: DeviceOf) -> None:
    client = device_of(guest)
    for path in ("/me/", "/me/device/"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        assert len(captured) == 1, captured.captured_queries
