from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest
from django.http import HttpRequest, HttpResponseBase
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from stateguide import pages
from stateguide.codings import best
from stateguide.pages import shared

HTML = "<!doctype html><p>für alle</p>\n" * 20


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_MEMORY", pages._Memory())


def get(accepts: str = "", etag: str = "", method: str = "GET") -> HttpResponseBase:
    headers = {"Accept-Encoding": accepts, **({"If-None-Match": etag} if etag else {})}
    return shared(RequestFactory().generic(method, "/", headers=headers), "page", lambda: HTML)


def body(response: HttpResponseBase) -> bytes:
    return getattr(response, "content")  # noqa: B009  a streaming response has none, ours has


@pytest.mark.parametrize(
    ("accepts", "coding", "opened"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("br;q=0.1, gzip", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=1.0", "gzip", gzip.decompress),
        ("br;q=0.0,gzip;q=0", "", bytes),
        ("identity", "", bytes),
        ("", "", bytes),
    ],
)
def test_the_body_comes_in_the_best_coding_that_is_accepted(
    accepts: str, coding: str, opened: type[bytes]
) -> None:
    response = get(accepts)
    assert response.get("Content-Encoding", "") == coding
    assert opened(body(response)).decode() == HTML
    assert response["Vary"] == "Accept-Encoding"
    assert response["Content-Length"] == str(len(body(response)))


@given(st.text(max_size=40))
def test_no_header_of_any_kind_breaks_the_choice(accepts: str) -> None:
    assert best(accepts) in {"br", "gzip", ""}


def test_who_has_the_page_is_told_so_without_a_body() -> None:
    first = get("br")
    again = get("br", etag=first["ETag"])
    assert (again.status_code, body(again)) == (304, b"")
    assert [again[name] for name in ("ETag", "Vary", "Cache-Control")] == [
        first["ETag"],
        "Accept-Encoding",
        "public, max-age=0, must-revalidate",
    ]


def test_a_weakened_or_listed_etag_is_known_too() -> None:
    etag = get("br")["ETag"]
    assert get("br", etag=f'"other", W/{etag}').status_code == 304
    assert get("br", etag='"other"').status_code == 200


def test_each_coding_has_an_etag_of_its_own() -> None:
    assert len({get(accepts)["ETag"] for accepts in ("br", "gzip", "")}) == 3


def test_head_has_the_headers_and_no_body() -> None:
    whole, head = get("gzip"), get("gzip", method="HEAD")
    assert body(head) == b""
    assert head.headers == whole.headers


def test_a_page_is_rendered_and_compressed_once_even_when_many_ask_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []

    def slow(body: bytes) -> bytes:
        made.append("compressed")
        return body

    def render() -> str:
        made.append("rendered")
        time.sleep(0.02)
        return HTML

    def ask(number: int) -> HttpResponseBase:
        return shared(RequestFactory().get("/"), "page", render)

    monkeypatch.setattr(pages, "CODINGS", {"br": slow, "gzip": slow})
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(24)))
    assert len({answer["ETag"] for answer in answers}) == 1
    assert sorted(made) == ["compressed", "compressed", "rendered"]


def test_with_debug_on_an_author_sees_each_change(settings: pytest.FixtureRequest) -> None:
    versions: Iterator[str] = iter(["first", "second"])
    settings.DEBUG = True  # type: ignore[attr-defined]
    request: HttpRequest = RequestFactory().get("/")
    bodies = [body(shared(request, "page", lambda: next(versions))) for _ in range(2)]
    assert bodies == [b"first", b"second"]
