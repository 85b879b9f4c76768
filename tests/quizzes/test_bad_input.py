"""What a client may send that no page of ours sends: refused in words, and nothing is stored."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.quizzes.sending import after, answer, filled, hidden

pytestmark = [pytest.mark.django_db, pytest.mark.database]
URL = "/quizzes/what-is-state/"
POST = "/quizzes/what-is-state/attempts/"
FORM = "application/x-www-form-urlencoded"
TABLES = ["accounts_user", "lessons_reading", "quizzes_attempt", "quizzes_shown", "quizzes_answer"]


def fingerprint() -> str:
    """A hash of every row that a learner's request may make."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            digest.update(repr((table, cursor.fetchall())).encode())
    return digest.hexdigest()


@pytest.fixture(params=["the first answer", "a later answer"])
def post(request: pytest.FixtureRequest, client: Client) -> str:
    """An address that takes an answer."""
    first = request.param == "the first answer"
    return POST if first else after(answer(client, URL)["Location"])


@pytest.fixture
def sent(client: Client, post: str) -> dict[str, str]:
    """What its page would send."""
    return filled(client.get(URL if post == POST else post))


@pytest.fixture(autouse=True)
def nothing_is_stored(client: Client, post: str, sent: dict[str, str]) -> Iterator[None]:
    before = fingerprint()
    yield
    assert fingerprint() == before


def test_the_fingerprint_sees_an_answer(client: Client, post: str, sent: dict[str, str]) -> None:
    before = fingerprint()
    with transaction.atomic():
        assert client.post(post, sent).status_code == 303
        assert fingerprint() != before
        transaction.set_rollback(True)


@pytest.mark.parametrize("body", [b"", b"&", b"&&&"])
def test_an_empty_body_is_a_400(client: Client, post: str, body: bytes) -> None:
    assert client.post(post, body, content_type=FORM).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe",
        b"[" * 100_000,
        b"9" * 5_000,
        b"NaN",
        b'{"pick-A": 1, "pick-A": 2}',
        b'"text"',
        b'{"pick-A": "\\ud800"}',
    ],
)
def test_json_is_not_a_form(client: Client, post: str, body: bytes) -> None:
    assert client.post(post, body, content_type="application/json").status_code == 415


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/xml", f"{FORM}; charset=bogus", f"{FORM}; charset=utf-16", "x"],
)
def test_only_a_form_in_utf_8_is_a_form(
    client: Client, post: str, sent: dict[str, str], kind: str
) -> None:
    body = urlencode(sent).encode()
    assert client.generic("POST", post, body, content_type=kind).status_code == 415


def test_a_body_in_parts_without_their_border_is_a_400(client: Client, post: str) -> None:
    assert client.post(post, b"x=1", content_type="multipart/form-data").status_code == 400


def test_a_thousand_fields_are_a_400(client: Client, post: str, sent: dict[str, str]) -> None:
    many = {f"field{number}": "x" for number in range(1_001)}
    assert client.post(post, {**sent, **many}).status_code == 400


def test_three_megabytes_are_a_413(client: Client, post: str) -> None:
    assert client.post(post, b"x" * 3_000_000, content_type=FORM).status_code == 413


def test_a_fate_that_is_not_offered_is_no_option(
    client: Client, post: str, sent: dict[str, str]
) -> None:
    for value in ("diverged", "Lost", "lost ", "<svg/onload=alert(1)>", "x" * 10_000, "lost\0"):
        page = client.post(post, {**sent, "pick-A": value})
        assert page.status_code == 422
        said = page.content.decode()
        assert "is not an option of this question" in said
        assert "<svg/onload" not in said


def test_every_missing_piece_is_named(client: Client, post: str, sent: dict[str, str]) -> None:
    without = {name: value for name, value in sent.items() if not name.startswith("pick-")}
    page = client.post(post, without)
    assert page.status_code == 422
    assert "Still open: A, B" in page.content.decode()


def test_an_option_given_twice_is_refused(client: Client, post: str, sent: dict[str, str]) -> None:
    data: dict[str, Any] = {**sent, "pick-A": [sent["pick-A"], "lost"]}
    page = client.post(post, data)
    assert page.status_code == 422
    assert "given twice: pick-A" in page.content.decode()


def test_an_option_given_ten_thousand_times_is_refused(
    client: Client, post: str, sent: dict[str, str]
) -> None:
    data: dict[str, Any] = {**sent, "pick-A": ["lost"] * 10_000}
    assert client.post(post, data).status_code == 413


@pytest.mark.parametrize(
    "submission",
    [
        "",
        "x",
        str(uuid.UUID(int=0)),
        "5b0c1f0e7a7d4d0c9a3e2f1d0c9b8a7f",
        "{5b0c1f0e-7a7d-4d0c-9a3e-2f1d0c9b8a7f}",
        "urn:uuid:5b0c1f0e-7a7d-4d0c-9a3e-2f1d0c9b8a7f",
        "5b0c1f0e-7a7d-4d0c-9a3e-2f1d0c9b8a7f0",
        "٣" * 36,
    ],
)
def test_a_number_of_the_form_that_is_none_is_refused(
    client: Client, post: str, sent: dict[str, str], submission: str
) -> None:
    page = client.post(post, {**sent, "submission": submission})
    assert page.status_code == 422
    assert "number" in page.content.decode()
    assert uuid.UUID(hidden(page)["submission"]).int


@pytest.mark.parametrize("name", ["submission", "digest"])
def test_a_form_without_its_hidden_fields_is_refused(
    client: Client, post: str, sent: dict[str, str], name: str
) -> None:
    del sent[name]
    assert client.post(post, sent).status_code == 422


@pytest.mark.parametrize(
    "name",
    [
        "points",
        "max_points",
        "score",
        "is_correct",
        "learner",
        "user_id",
        "role",
        "answered_at",
        "attempt",
        "number",
        "question",
        "shown",
        "seed",
        "pick-Z",
        "cut",
    ],
)
def test_a_field_that_no_page_has_is_refused(
    client: Client, post: str, sent: dict[str, str], name: str
) -> None:
    page = client.post(post, {**sent, name: "9"})
    assert page.status_code == 422
    assert f"unknown field: {name}" in page.content.decode()


def test_the_name_of_an_unknown_field_is_shown_as_text(
    client: Client, post: str, sent: dict[str, str]
) -> None:
    said = client.post(post, {**sent, "<script>alert(1)</script>": "x"}).content.decode()
    assert "<script>alert" not in said
    assert "&lt;script&gt;alert" in said


def test_a_file_is_a_field_that_no_page_has(
    client: Client, post: str, sent: dict[str, str], tmp_path: Any
) -> None:
    path = tmp_path / "x.txt"
    path.write_text("x")
    with path.open("rb") as file:
        assert client.post(post, {**sent, "file": file}).status_code == 422


def test_without_its_token_a_form_is_refused(
    post: str, sent: dict[str, str], client: Client
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    for token in ({}, {"csrfmiddlewaretoken": "x" * 64}):
        reply = strict.post(post, {**sent, **token})
        assert reply.status_code == 403
    evil = strict.post(post, sent, headers={"origin": "https://evil.example"})
    assert evil.status_code == 403


def test_a_clock_of_the_client_is_not_asked(
    client: Client, post: str, sent: dict[str, str]
) -> None:
    page = client.post(post, {**sent, "answered_at": "9999-01-01T00:00:00Z"})
    assert page.status_code == 422


def test_no_refusal_is_a_trace(client: Client, post: str, sent: dict[str, str]) -> None:
    for data in ({}, {"x": "y"}, {**sent, "pick-A": "\0"}, {**sent, "ticket": "\0"}):
        said = client.post(post, data).content.decode()
        assert "Traceback" not in said
        assert "<html" in said
