"""Blocks that a reader acts on, in a real browser: by keyboard, without scripts, on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes.models import Answer

OpenPage = Callable[..., Page]
TABLE, COUNTS = "/lessons/side-by-side/", "/lessons/anti-patterns/"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_cell_opens_by_keyboard(open_page: OpenPage, scripts: bool) -> None:
    page = open_page(TABLE, java_script_enabled=scripts)
    cell = page.locator(".versus details").first
    expect(cell.locator("p").first).to_be_hidden()
    cell.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(cell.locator("p").first).to_be_visible()


def test_on_a_phone_an_open_cell_takes_the_whole_width(open_page: OpenPage) -> None:
    page = open_page(TABLE, viewport={"width": 360, "height": 800})
    cell = page.locator(".versus td").nth(1)
    whole = _width(page.locator(".versus"))
    assert _width(cell) < whole * 0.6
    cell.locator("summary").click()
    assert _width(cell) == pytest.approx(whole)


def _width(part: Locator) -> float:
    box = part.bounding_box()
    assert box
    return box["width"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_count_is_chosen_by_arrow_keys(open_page: OpenPage, scripts: bool) -> None:
    page = open_page(COUNTS, java_script_enabled=scripts)
    figure = page.locator(".replicas").first
    shown = figure.locator("dl:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("none of 30 requests miss")
    figure.get_by_role("radio", name="1", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("20 of 30 requests miss")


def test_paper_has_all_cells_open_and_all_counts(open_page: OpenPage) -> None:
    page = open_page(TABLE)
    page.emulate_media(media="print")
    heights = page.locator(".versus details p").evaluate_all(
        "(all) => all.map((text) => text.checkVisibility() && text.clientHeight)"
    )
    assert len(heights) > 19
    assert all(heights)
    page.goto(COUNTS)
    expect(page.locator(".replicas").first.locator("dl:visible")).to_have_count(3)


def test_a_concept_question_is_asked_and_answered_in_its_place(open_page: OpenPage) -> None:
    page = open_page(TABLE)
    expect(page.locator("#questions form")).to_be_attached()  # the lesson's own, further down
    place = page.locator(".asks").first
    place.get_by_role("link", name="Answer it").focus()
    page.keyboard.press("Enter")
    expect(place.locator("h2")).to_be_focused()
    for group in place.locator("fieldset").all():
        group.locator("input").first.check(force=True)
    place.get_by_role("button").click()
    expect(place.locator(".verdict h2")).to_be_focused()
    assert page.url.endswith(TABLE)
    expect(page.locator("#questions form")).to_be_attached()
    assert Answer.objects.count() == 1


def test_two_open_questions_are_answered_each_in_its_place(open_page: OpenPage) -> None:
    page = open_page(TABLE)
    lesson, place = page.locator("#questions"), page.locator(".asks").first
    expect(lesson.locator("form")).to_be_attached()
    place.get_by_role("link", name="Answer it").click()
    expect(place.locator("form")).to_be_attached()
    for group in lesson.locator("fieldset").all():
        group.locator("input").first.check(force=True)
    lesson.get_by_role("button", name="Store my").click()
    expect(lesson.locator(".verdict")).to_be_attached()
    expect(place.locator("form")).to_be_attached()


def test_without_scripts_a_concept_question_has_a_page(open_page: OpenPage) -> None:
    page = open_page(TABLE, java_script_enabled=False)
    page.locator(".asks").first.get_by_role("link", name="Answer it").click()
    assert "/quizzes/q-" in page.url
    expect(page.get_by_role("button", name="Store my answer")).to_be_visible()
