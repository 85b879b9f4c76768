"""The front gives what Django gave, byte for byte, and leaves everything else to Django."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.urls import reverse
from pytest_django import Settings

from lessons import catalogue
from lessons.checks import refuse_broken_content
from lessons.faults import BadContent
from stateguide import front, loading, pages
from stateguide.front import Front
from stateguide.response_cache import SHARED, ResponseCache

CODINGS = ("br", "gzip", "identity")
# Django looks after each request whether a connection is too old to keep.
pytestmark = pytest.mark.django_db


class Got(NamedTuple):
    status: str
    headers: list[tuple[str, str]]
    body: bytes


def ask(application: Any, path: str, method: str = "GET", **environ: Any) -> Got:
    """The answer to a request as a server would hand it on."""
    told: list[Any] = []
    given = RequestFactory().generic(method, path).environ
    given |= {"HTTP_HOST": "localhost:8000", "wsgi.input": io.BytesIO(), **environ}
    body = application(given, lambda status, headers, fault=None: told.append((status, headers)))
    whole = b"".join(body)
    getattr(body, "close", lambda: None)()
    return Got(*told[-1], whole)


def cache(folder: Path) -> ResponseCache:
    return ResponseCache(folder, lambda: "version")


@pytest.fixture(autouse=True)
def at_fork(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Callable[[], None]]]:
    """What would be done before a fork: it waits for the background, as the next test must."""
    hooks: list[Callable[[], None]] = []
    monkeypatch.setattr(front.os, "register_at_fork", lambda *, before: hooks.append(before))
    # The tests' Django is set up; to do it again would take their logging away.
    monkeypatch.setattr(loading, "get_wsgi_application", WSGIHandler)
    monkeypatch.setattr(pages, "_MEMORY", pages._Memory())
    yield hooks
    for hook in hooks:
        hook()


class Stub:
    """A Django that says what it was asked, and that everyone may see it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, environ: Any, start_response: Any) -> list[bytes]:
        self.asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        start_response("200 OK", [*SHARED.items()])
        return ListBody([b"made by ", b"Django"])


class ListBody(list[bytes]):
    """A body that a server closes."""

    closed = False

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Stub:
    made = Stub()

    def load(cache: ResponseCache) -> Stub:
        if not cache.sound:
            cache.open(["localhost", "[::1]"])
        return made

    monkeypatch.setattr(loading, "load", load)
    monkeypatch.setattr(loading, "look_again", lambda: None)
    return made


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


def test_what_is_kept_is_there_while_django_loads_and_the_rest_waits(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ask(Front(cache(tmp_path)), "/a/")
    go_on = threading.Event()
    loads = loading.load

    def slow(cache: ResponseCache) -> WSGIHandler:
        go_on.wait(30)
        return loads(cache)

    monkeypatch.setattr(loading, "load", slow)
    answers = Front(cache(tmp_path))
    with ThreadPoolExecutor(2) as pool:
        waits = [pool.submit(ask, answers, *asked) for asked in (("/b/",), ("/a/", "POST"))]
        assert ask(answers, "/a/") == page
        assert not any(wait.done() for wait in waits)
        go_on.set()
        assert {wait.result(30).status for wait in waits} == {"200 OK"}
    assert sorted(stub.asked) == ["GET /a/", "GET /b/", "POST /a/"]


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


@pytest.mark.parametrize(("debug", "https"), [(True, False), (False, True)])
def test_nothing_is_kept_with_debug_or_https(
    tmp_path: Path, settings: Settings, *, debug: bool, https: bool
) -> None:
    settings.DEBUG, settings.HTTPS = debug, https
    answers, path = Front(cache(tmp_path)), reverse("lessons:index")
    ask(answers, path)
    assert list((tmp_path / "version").glob("%2F*")) == []
    assert cache(tmp_path).sound is https  # the check of the content need not be waited for
    assert not cache(tmp_path).hosts


def test_other_settings_are_never_taken_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "elsewhere.settings")
    Front(cache(tmp_path))
    assert not cache(tmp_path).sound


def test_broken_content_stops_a_first_start_and_leaves_no_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lessons.checks.faults", lambda root: ["a fault"])
    with pytest.raises(BadContent, match="a fault"):
        refuse_broken_content()
    with pytest.raises(BadContent, match="a fault"):
        Front(cache(tmp_path))
    assert not cache(tmp_path).sound


@pytest.mark.parametrize("part", ["load", "look_again"])
def test_a_fault_in_the_background_ends_the_process_and_says_why(
    tmp_path: Path,
    stub: Stub,
    at_fork: list[Callable[[], None]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    part: str,
) -> None:
    Front(cache(tmp_path))
    ended: list[int] = []

    def broken(*given: Any) -> None:
        raise BadContent(["content/lessons/01-a.md:3: a fault"])  # type: ignore[list-item]

    monkeypatch.setattr(loading, part, broken)
    monkeypatch.setattr(front.os, "_exit", ended.append)
    Front(cache(tmp_path))
    at_fork[0]()
    assert ended == [3]
    assert "content/lessons/01-a.md:3: a fault" in capsys.readouterr().err


def test_after_a_start_that_trusts_the_stamp_all_content_is_read_and_checked(
    tmp_path: Path, at_fork: list[Callable[[], None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[Path] = []
    monkeypatch.setattr(front, "FIRST_REQUESTS", 600)
    monkeypatch.setattr("lessons.checks.faults", checked.append)
    Front(cache(tmp_path))
    assert len(checked) == 1
    answers = Front(cache(tmp_path))
    assert ask(answers, reverse("lessons:rules")).status == "200 OK"
    assert len(checked) == 1  # nobody waited for it
    at_fork[0]()
    assert len(checked) == 2
