"""The front gives what Django gave, byte for byte, and leaves everything else to Django."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.urls import reverse

from lessons import catalogue
from stateguide.front import Front
from stateguide.response_cache import SHARED
from tests.project.front.asking import ListBody, Stub, ask, cache

CODINGS = ("br", "gzip", "identity")
# Django looks after each request whether a connection is too old to keep.
pytestmark = pytest.mark.django_db


def shared_pages() -> Iterator[str]:
    yield from map(reverse, ("lessons:index", "lessons:rules", "lessons:glossary"))
    for lesson in catalogue.lessons():
        yield reverse("lessons:lesson", args=[lesson.slug])
        yield reverse("lessons:print", args=[lesson.slug])


def test_every_shared_page_is_what_django_sends_in_each_coding(tmp_path: Path) -> None:
    first, django = Front(cache(tmp_path)), WSGIHandler()
    asked = [(path, coding) for path in shared_pages() for coding in CODINGS]
    for path, coding in asked:
        ask(first, path, HTTP_ACCEPT_ENCODING=coding)
    second = Front(cache(tmp_path))
    for path, coding in asked:
        theirs = ask(django, path, HTTP_ACCEPT_ENCODING=coding)
        assert theirs.status == "200 OK"
        for answers in (first, second):
            assert ask(answers, path, HTTP_ACCEPT_ENCODING=coding) == theirs, path
    kept = {path.name for path in (tmp_path / "version").glob("%2F*")}
    assert len(kept) == len(asked)


def test_what_is_kept_needs_no_django(tmp_path: Path, stub: Stub) -> None:
    first = Front(cache(tmp_path))
    assert ask(first, "/a/") == ask(first, "/a/") == ask(Front(cache(tmp_path)), "/a/")
    assert stub.asked == ["GET /a/"]


def test_a_server_may_change_the_list_of_headers_that_it_is_given(
    tmp_path: Path, stub: Stub
) -> None:
    answers = Front(cache(tmp_path))
    environ = RequestFactory().get("/a/", headers={"Host": "localhost"}).environ
    for _ in range(2):
        answers(environ, lambda status, headers, fault=None: headers.clear())
    assert ask(answers, "/a/").headers == [*SHARED.items()]
    assert stub.asked == ["GET /a/"]


UNUSUAL: list[tuple[str, dict[str, str]]] = [
    ("HEAD", {}),
    ("POST", {}),
    ("OPTIONS", {}),
    ("GET", {"QUERY_STRING": "a=1"}),
    ("GET", {"SCRIPT_NAME": "/below"}),
    ("GET", {"CONTENT_LENGTH": "300000"}),
    ("GET", {"HTTP_TRANSFER_ENCODING": "chunked"}),
    ("GET", {"HTTP_IF_NONE_MATCH": ""}),
    ("GET", {"HTTP_IF_MATCH": "*"}),
    ("GET", {"HTTP_IF_MODIFIED_SINCE": "Thu, 01 Jan 1970 00:00:00 GMT"}),
    ("GET", {"HTTP_IF_UNMODIFIED_SINCE": "Thu, 01 Jan 1970 00:00:00 GMT"}),
    ("GET", {"HTTP_HOST": "evil.example"}),
    ("GET", {"HTTP_HOST": "localhost.evil.example"}),
    ("GET", {"HTTP_HOST": "localhost:80/evil.example"}),
    ("GET", {"HTTP_HOST": "user@localhost"}),
    ("GET", {"HTTP_HOST": "localhost\n"}),
    ("GET", {"HTTP_HOST": ""}),
]


@pytest.mark.parametrize(("method", "environ"), UNUSUAL)
def test_any_other_request_goes_through_django_and_is_not_kept(
    tmp_path: Path, stub: Stub, method: str, environ: dict[str, str]
) -> None:
    answers = Front(cache(tmp_path))
    for _ in range(2):
        ask(answers, "/a/", method, **environ)
    assert len(stub.asked) == 2
    ask(answers, "/a/")
    ask(answers, "/a/", method, **environ)
    assert len(stub.asked) == 4


@pytest.mark.parametrize("host", ["localhost", "LocalHost:8000", "[::1]:80", "[::1]"])
def test_an_allowed_host_is_known_with_any_port(tmp_path: Path, stub: Stub, host: str) -> None:
    answers = Front(cache(tmp_path))
    for _ in range(2):
        ask(answers, "/a/", HTTP_HOST=host)
    assert len(stub.asked) == 1


def test_a_request_without_a_host_goes_through_django(tmp_path: Path, stub: Stub) -> None:
    answers = Front(cache(tmp_path))
    environ = RequestFactory().get("/a/").environ
    environ.pop("HTTP_HOST", None)
    for _ in range(2):
        answers(environ, lambda *told: lambda written: None)
    assert len(stub.asked) == 2


def test_django_decides_about_hosts_and_methods_as_ever(tmp_path: Path) -> None:
    answers, path = Front(cache(tmp_path)), reverse("lessons:index")
    page = ask(answers, path)
    head = ask(answers, path, "HEAD")
    etag = dict(page.headers)["ETag"]
    assert (head.headers, head.body) == (page.headers, b"")
    assert ask(answers, path, HTTP_IF_NONE_MATCH=etag).status.startswith("304")
    for expected, got in [
        (HTTPStatus.BAD_REQUEST, ask(answers, path, HTTP_HOST="evil.example")),
        (HTTPStatus.METHOD_NOT_ALLOWED, ask(answers, path, "OPTIONS")),
        (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, ask(answers, path, CONTENT_LENGTH="300000")),
        (HTTPStatus.NOT_FOUND, ask(answers, "/lessons/nothing/")),
    ]:
        assert got.status.startswith(str(expected.value))


def test_the_cookies_of_a_guest_or_a_user_change_nothing(tmp_path: Path) -> None:
    answers, path = Front(cache(tmp_path)), reverse("lessons:index")
    cookie = {"HTTP_COOKIE": f"guest=x; csrftoken={'y' * 32}; sessionid={'z' * 32}"}
    assert ask(WSGIHandler(), path, **cookie) == ask(answers, path) == ask(answers, path, **cookie)


def test_the_body_that_was_read_is_closed(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies: list[ListBody] = []

    def made(environ: Any, start_response: Any) -> ListBody:
        start_response("200 OK", [*SHARED.items()])
        bodies.append(ListBody([b"a", b"b"]))
        return bodies[-1]

    monkeypatch.setattr(Stub, "__call__", lambda self, *given: made(*given))
    assert ask(Front(cache(tmp_path)), "/a/").body == b"ab"
    assert bodies[0].closed
