"""What every response carries, and what a request may bring."""

import logging

import pytest
from django.db import OperationalError, connection
from django.test import Client

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
}


def everything(client):
    yield 200, client.get("/healthz")
    yield 400, client.get("/healthz", headers={"Host": "evil.example"})
    yield 404, client.get("/nowhere/")
    yield 405, client.post("/healthz")
    yield 413, client.post("/healthz", {"text": "a" * 300_000})
    yield 415, client.post("/healthz", {"a": 1}, content_type="application/json")


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level(logging.CRITICAL, "django.request")


def test_every_response_carries_the_headers(client):
    for status, response in everything(client):
        assert response.status_code == status
        assert response.headers["Content-Type"].endswith("charset=utf-8")
        assert set(response.headers["Content-Security-Policy"].split("; ")) == POLICY
        assert "camera=()" in response.headers["Permissions-Policy"]
        # X-Frame-Options is what old browsers know of frame-ancestors; the policy is enough.
        expected = {name: value for name, value in HEADERS.items() if name != "X-Frame-Options"}
        assert expected.items() <= dict(response.headers).items()


@pytest.mark.django_db  # closing a file's response looks after open connections
def test_static_files_carry_them_too_and_never_go_stale(client):
    from django.templatetags.static import static

    response = client.get(static("site.css"))
    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response.headers["Cache-Control"]
    response.close()


@pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_a_form_of_the_largest_size_is_read_and_one_byte_more_is_not(client, settings, kind):
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    sizes = {"CONTENT_TYPE": f"{kind}; boundary=x", "REQUEST_METHOD": "POST"}
    assert client.generic("POST", "/healthz", b"a" * limit, **sizes).status_code == 405
    response = client.generic("POST", "/healthz", b"a" * (limit + 1), **sizes)
    assert response.status_code == 413
    assert response.headers["Connection"] == "close"


def test_a_length_that_is_no_number_is_no_fault_of_ours(client):
    assert client.post("/healthz", {"a": 1}, CONTENT_LENGTH="many").status_code == 405


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/json", "application/x-www-form-urlencoded; charset=bogus", ""],
)
def test_what_is_no_form_in_utf8_is_not_taken(client, content_type):
    response = client.generic("POST", "/nowhere/", b"a=1", content_type=content_type)
    assert response.status_code == 415


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"a=1&" * 501, "application/x-www-form-urlencoded"),
        (b"--", "multipart/form-data"),
        (b"--x", "multipart/form-data; boundary="),
    ],
)
def test_a_form_that_cannot_be_read_is_a_400(body, content_type):
    client = Client(enforce_csrf_checks=True)  # looks for the token in the form
    client.cookies["csrftoken"] = "x" * 32
    response = client.generic("POST", "/healthz", body, content_type=content_type)
    assert response.status_code == 400


def test_a_form_without_its_token_is_a_403_that_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/healthz", {"a": 1})
    assert response.status_code == 403


@pytest.mark.django_db
def test_a_guest_page_sets_no_cookie_and_asks_no_session(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert not response.cookies


@pytest.fixture
def _away(monkeypatch):
    def execute(*_args, **_kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(connection, "cursor", execute)


@pytest.mark.usefixtures("_away")
@pytest.mark.parametrize(("path", "cookie"), [("/readyz", None), ("/readyz", "sessionid")])
def test_a_database_that_is_away_is_a_503_that_asks_to_come_again(client, path, cookie):
    if cookie:
        client.cookies[cookie] = "x" * 32
    response = client.get(path)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert "not stored" in response.text
