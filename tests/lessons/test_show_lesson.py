"""Reading pages: the same bytes for everyone, from memory."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from accounts.models import User
from lessons import catalogue, drawing
from tests.lessons.content import SECOND

LESSONS = sorted(path.stem[3:] for path in (settings.BASE_DIR / "content/lessons").glob("*.md"))
PAGES = ["/lessons/", *(f"/lessons/{slug}/" for slug in LESSONS)]
TWO = "lessons/02-stateless-systems.md"
SEARCH = '<form class="search" role="search" action="/search/">'
FIRST_VIEW = 14 * 1024  # bytes that a first window of TCP carries
STATUS_LINE = len("HTTP/1.1 200 OK\r\n\r\n")

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.django_db
def test_reading_costs_no_query_and_sets_no_cookie(
    client: Client, page: str, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        response = client.get(page)
    assert response.status_code == 200
    assert not response.cookies
    assert response["Vary"] == "Accept-Encoding"
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_carries_the_headers_that_protect_it(client: Client, page: str) -> None:
    response = client.get(page)
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert client.get(page, headers={"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("page", PAGES)
def test_a_learner_gets_the_same_bytes_as_a_stranger(
    client: Client, alice: User, client_of: Callable[[User], Client], page: str
) -> None:
    known, stranger = client_of(alice).get(page), client.get(page)
    assert known.content == stranger.content
    assert known["ETag"] == stranger["ETag"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_form_but_one_to_search_and_nothing_inline(client: Client, page: str) -> None:
    html = client.get(page).content.decode()
    for tag in re.findall(r"<[a-z][^>]*>", html):
        bare = re.sub(r'"[^"]*"|\'[^\']*\'', "", tag)
        assert not re.search(r"\s(style|on\w+)=", bare), tag
    assert not re.findall(r"<script(?![^>]*\ssrc=)|<style|method=|csrf", html)
    assert re.findall(r"<form[^>]*>", html) == [SEARCH]


@pytest.mark.parametrize("page", PAGES)
def test_a_first_view_fits_into_one_window(client: Client, page: str) -> None:
    html = client.get(page, headers={"Accept-Encoding": "gzip, deflate, br"})
    sheets = re.findall(
        r'<link rel="stylesheet" href="/static/([^"]+)"', _before_body(html.content)
    )
    assert len(sheets) == 1  # two responses: the page and one stylesheet
    sheet = client.get(f"/static/{sheets[0]}", headers={"Accept-Encoding": "br"})

    assert html["Content-Encoding"] == sheet["Content-Encoding"] == "br"
    body = b"".join(sheet.streaming_content)  # type: ignore[attr-defined]
    total = sum(_headers(answer) for answer in (html, sheet)) + len(html.content) + len(body)
    assert total <= FIRST_VIEW


def _before_body(content: bytes) -> str:
    return brotli.decompress(content).decode().partition("<body")[0]


def _headers(response: object) -> int:
    items = response.items()  # type: ignore[attr-defined]
    return STATUS_LINE + sum(len(f"{name}: {value}\r\n") for name, value in items)


def test_each_address_has_its_own_page(client: Client) -> None:
    assert len({client.get(page).content for page in PAGES}) == len(PAGES)


def test_the_stylesheet_is_the_collected_one(client: Client) -> None:
    assert staticfiles_storage.url("site.css").encode() in client.get("/lessons/").content


def test_a_lesson_shows_its_parts_and_the_way_on(client: Client, small_content: object) -> None:
    html = client.get("/lessons/what-is-state/").content.decode()
    assert "Lesson 1 of 2 · about 1 minute<" in html
    assert '<h2 id="definition">A definition</h2>' in html
    assert '<li><a href="#definition">A definition</a></li>' in html
    assert '<a rel="next" href="/lessons/stateless-systems/">Next: Stateless systems</a>' in html
    assert 'rel="prev"' not in html
    assert 'href="/lessons/what-is-state/mine/"' in html
    assert 'href="/quizzes/what-is-state/"' in html
    assert 'hx-get="/quizzes/what-is-state/beside/" hx-trigger="load"' in html


def test_the_last_lesson_leads_back(client: Client, small_content: object) -> None:
    html = client.get("/lessons/stateless-systems/").content.decode()
    assert '<a rel="prev" href="/lessons/what-is-state/">Before: What is state?</a>' in html
    assert 'rel="next"' not in html


def test_a_lesson_that_is_not_there_yet_is_passed_over(
    client: Client, small_content: Callable[..., Path]
) -> None:
    small_content({TWO: None, "lessons/07-stateless-systems.md": SECOND})
    first = client.get("/lessons/what-is-state/").content.decode()
    assert "Lesson 1 of 7" in first
    assert 'rel="next" href="/lessons/stateless-systems/"' in first
    assert "Lesson 7 of 7" in client.get("/lessons/stateless-systems/").content.decode()


def test_a_page_is_drawn_once_for_a_content_version(
    client: Client, small_content: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = drawing.drawn

    def counted(lesson: catalogue.Lesson, *rest: object) -> drawing.DrawnLesson:
        drawn.append(lesson.slug)
        return draw(lesson, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(drawing, "drawn", counted)
    bodies = {client.get("/lessons/what-is-state/").content for _ in range(3)}
    assert (len(bodies), drawn) == (1, ["what-is-state"])


def test_the_way_through_tells_each_lesson_and_its_promise(
    client: Client, small_content: object
) -> None:
    html = client.get("/lessons/").content.decode()
    assert '<a href="/lessons/what-is-state/">What is state?</a>' in html
    assert "Replace an instance and lose nothing." in html


@pytest.mark.parametrize("page", ["/lessons/gone/", "/lessons/gone/mine/", "/lessons/%00/"])
def test_an_unknown_lesson_is_a_page_with_a_way_on(client: Client, page: str) -> None:
    response = client.get(page)
    assert response.status_code == 404
    assert b"/" in response.content


@pytest.mark.parametrize("page", ["/lessons/", "/lessons/what-is-state/"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_reading_pages_are_only_read(client: Client, page: str, method: str) -> None:
    response = getattr(client, method)(page)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


def test_head_tells_how_long_the_page_is(client: Client) -> None:
    head, page = client.head("/lessons/what-is-state/"), client.get("/lessons/what-is-state/")
    assert head.content == b""
    assert head["Content-Length"] == str(len(page.content))
    assert head["ETag"] == page["ETag"]
