"""The page of results: it finds, it says what it found, and nothing that is asked breaks it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from lessons import finding


def _heading(html: str) -> str:
    (heading,) = re.findall("<h1>(.*?)</h1>", html)
    return unescape(heading)


@pytest.mark.django_db
def test_a_search_costs_no_query_and_sets_no_cookie(
    client: Client, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        response = client.get("/search/", {"q": "volume"})
    assert response.status_code == 200
    assert not response.cookies
    assert client.post("/search/", {"q": "volume"}).status_code == 405


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "What do you want to read about?"),
        (" \0 ", "What do you want to read about?"),
        ("R21", "One place speaks of “R21”"),
        ("xyzzy", "Nothing here speaks of “xyzzy”"),
        ("xyzzy volume", "No place has all of “xyzzy volume”"),
    ],
)
def test_the_heading_says_what_was_found(client: Client, query: str, says: str) -> None:
    assert _heading(client.get("/search/", {"q": query}).content.decode()) == says


def test_small_numbers_are_words(client: Client, small_content: object) -> None:
    html = client.get("/search/", {"q": "writable"}).content.decode()
    assert re.match("(Two|Three|Four|Five) places speak of “writable”", _heading(html))
    link = r'href="/glossary/#writable-layer">\s*<mark>writable</mark> layer\s*</a>'
    assert re.search(link, html)


def test_more_than_twenty_are_counted(client: Client) -> None:
    html = client.get("/search/", {"q": "container"}).content.decode()
    assert re.match(r"\d+ places speak of", _heading(html))
    assert "These 20 fit best." in html
    assert html.count("<li><h2>") == 20


def test_what_was_asked_stays_in_the_one_field_and_is_shown_as_text(client: Client) -> None:
    html = client.get("/search/", {"q": '<b>"volume"'}).content.decode()
    assert "<b>" not in html
    assert html.count('role="search"') == 1
    assert 'value="&lt;b&gt;&quot;volume&quot;"' in html


def test_what_stands_in_content_is_shown_as_text(
    client: Client, small_content: Callable[..., object]
) -> None:
    small_content({"glossary.yaml": "a<b>:\n  says: It is < and <i>volumey</i>.\n"})
    html = client.get("/search/", {"q": "volumey"}).content.decode()
    assert "&lt;i&gt;<mark>volumey</mark>&lt;/i&gt;" in html


def test_a_query_that_is_too_long_is_cut_and_told(client: Client) -> None:
    response = client.get("/search/", {"q": "volume " * 29})
    html = response.content.decode()
    assert response.status_code == 400
    assert _heading(html) == "A search reads at most 200 letters"
    assert f'value="{("volume " * 29)[:200]}"' in html
    assert client.get("/search/", {"q": "v" * 200}).status_code == 200


@pytest.mark.parametrize("query", ["%00", "%ff%fe", "%ED%A0%80", "%E2%80%AE", "&q=b", "%"])
def test_odd_bytes_do_not_break_it(client: Client, query: str) -> None:
    response = client.get(f"/search/?q={query}")
    assert response.status_code == 200
    assert "\0" not in response.content.decode()


def test_the_index_is_built_once_a_process(
    client: Client, small_content: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = []
    build = finding.passages
    monkeypatch.setattr(finding, "passages", lambda root: built.append(root) or build(root))  # type: ignore[func-returns-value]
    for query in ("volume", "state"):
        client.get("/search/", {"q": query})
    assert len(built) == 1


@pytest.mark.parametrize("page", ["/", "/lessons/", "/glossary/", "/rules/", "/nowhere/"])
def test_every_page_has_the_field(client: Client, db: None, page: str) -> None:
    html = client.get(page).content.decode()
    assert html.count('<form class="search" role="search" action="/search/">') == 1
