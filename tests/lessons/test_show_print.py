"""A lesson to print: all of it, open, with rules to look up and questions without their key."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from lessons import catalogue
from lessons.sheet import sheet
from lessons.stock import stock
from whatif.rules import by_number

SLUGS = [lesson.slug for lesson in catalogue.lessons()]


def _html(client: Client, slug: str) -> str:
    return client.get(f"/lessons/{slug}/print/").content.decode()


def _main(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.django_db
def test_it_is_the_same_for_everyone_and_costs_no_query(
    client: Client, slug: str, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        response = client.get(f"/lessons/{slug}/print/")
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.post(f"/lessons/{slug}/print/").status_code == 405


@pytest.mark.parametrize("slug", SLUGS)
def test_every_section_is_there_and_open_and_nothing_can_be_pressed(
    client: Client, slug: str
) -> None:
    main = _main(_html(client, slug))
    for section in catalogue.lesson(slug).sections:
        assert f'<h2 id="{section.anchor}">' in main
    assert "<details>" not in main
    assert not re.findall("<(?:button|input|form|select)|hx-", main)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_rule_is_listed_with_an_address_to_read(client: Client, slug: str) -> None:
    text, _, listed = unescape(_main(_html(client, slug))).partition('<h2 id="rules">')
    numbers = set(re.findall(r'class="rule"[^>]*>(R[0-9]+)<', text))
    assert set(re.findall(r"R[0-9]+(?=</span></th>)", listed)) == numbers
    for number in numbers:
        rule = by_number(number)
        assert rule is not None
        assert f">{rule.source}</a>" in listed


@pytest.mark.parametrize("slug", SLUGS)
def test_each_question_is_there_without_its_key(slug: str) -> None:
    lesson, found = catalogue.lesson(slug), sheet(catalogue.lesson(slug), stock())
    assert len(found.cases) == len(lesson.quiz.scenarios)
    assert {piece.fate for case in found.cases for piece in case.pieces} <= {None}
    asked = [one for one in stock().questions.values() if one.lesson == slug]
    assert [choice.asks for choice in found.choices] == [one.asks for one in asked]


def test_answers_stand_in_an_order_that_tells_nothing(small_content: object) -> None:
    one, many = sheet(catalogue.lesson("what-is-state"), stock()).choices
    assert one.answers == ("A session", "A variable of one call", "The code")
    assert (many.bins, many.answers) == (
        ("Stateless", "Stateful"),
        ("A database", "A file server"),
    )


def test_questions_stand_at_the_end_only(client: Client, small_content: object) -> None:
    main = _main(_html(client, "what-is-state"))
    assert "Predict it" not in main
    assert main.index("Predict, then look") < main.index("1. A restart") < main.index("2. A recr")
    assert "survives, lost, out of reach." in main


def test_a_lesson_leads_to_its_print_and_back(client: Client) -> None:
    html = client.get("/lessons/what-is-state/").content.decode()
    assert '<a href="/lessons/what-is-state/print/">To print</a>' in html
    assert '<a href="/lessons/what-is-state/">on the screen</a>' in _html(client, "what-is-state")
    assert client.get("/lessons/nothing/print/").status_code == 404
