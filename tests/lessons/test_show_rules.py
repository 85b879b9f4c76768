"""The page of all rules: each number once, with all that it says and where that comes from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from lessons.rulebook import Said, chapters
from whatif.rule import Group, Rule
from whatif.rules import RULES

Pages = Callable[..., object]


def _rule(number: str, group: Group, name: str) -> Rule:
    return Rule(number, group, name, f"{name} is so.", "https://one.example/", lambda: None)


@pytest.fixture(scope="module")
def html() -> str:
    return Client().get("/rules/").content.decode()


@pytest.mark.django_db
def test_it_is_the_same_for_everyone_and_costs_no_query(
    client: Client, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        response = client.get("/rules/")
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.get("/rules/", headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.post("/rules/").status_code == 405


def test_every_rule_stands_there_with_its_sentence_and_source(html: str) -> None:
    text = unescape(html)
    for rule in RULES.values():
        entry = text.partition(f'<div id="{rule.number}">')[2].partition("</div>")[0]
        assert rule.sentence in entry
        assert f'href="{rule.source}"' in entry


def test_each_number_has_one_address(html: str) -> None:
    anchors = Counter(re.findall(r'<div id="(R[0-9]+)"', html))
    assert anchors == Counter({rule.number for rule in RULES.values()})
    assert f"<h1>{len(anchors)} rules decide every answer</h1>" in html


def test_a_number_of_several_groups_stands_where_it_is_asked_first() -> None:
    rules = {
        "c": _rule("R9", Group.RECREATION, "c"),
        "a": _rule("R9", Group.ENDING, "a"),
        "b": _rule("R8", Group.RECREATION, "b"),
    }
    first, last = chapters(rules, ())
    assert (first.title, [entry.number for entry in first.entries]) == (
        "What an event ends",
        ["R9"],
    )
    assert first.entries[0].said[0].sentences == ("a is so.", "c is so.")
    assert [entry.number for entry in last.entries] == ["R8"]
    assert last.anchor == "recreation"


def test_a_source_is_read_as_it_is_typed_and_may_break_after_a_slash() -> None:
    said = Said("https://www.one.example/docs/page/", ("It is so.",))
    assert said.address == ["one.example/", "docs/", "page"]


def test_a_rule_tells_the_first_place_of_each_lesson_that_refers_to_it(
    client: Client, small_content: Pages
) -> None:
    html = client.get("/rules/").content.decode()
    entry = html.partition('<div id="R7">')[2].partition("</div>")[0]
    assert 'Met in <a href="/lessons/what-is-state/">What is state?</a></dd>' in entry
    assert html.count("Met in ") == 1


def test_every_page_leads_there_and_the_page_says_where_it_is(client: Client, html: str) -> None:
    assert '<a href="/rules/">Rules</a>' in client.get("/lessons/").content.decode()
    assert '<a href="/rules/" aria-current="page">Rules</a>' in html
