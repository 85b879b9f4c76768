"""The whole path with JavaScript off: links and forms alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import answer, go_on, predict, send

pytestmark = pytest.mark.browser
LESSON = "what-is-state"


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    page = open_page("/", java_script_enabled=False)
    expect(page.locator("noscript")).to_have_count(0)  # nothing asks for scripts
    return page


def head(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_home_asks_and_answers(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("What happens if web restarts?")
    answer(page, right=False)
    assert " of two." in head(page)
    expect(page.locator(".ladder .cut")).to_be_visible()
    go_on(page)
    expect(page).to_have_url(f"{page.url.partition('/lessons')[0]}/lessons/{LESSON}/")


def test_the_whole_path_from_the_lessons_to_another_try(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Lessons").click()
    page.locator("main").get_by_role("link", name="What is state?").click()
    page.get_by_role("link", name="Mark as read and go on").click()
    page.get_by_role("button", name="Mark all as read and go on").click()
    for number in (1, 2, 3):
        assert f"question {number} of 3" in page.locator("main .note").first.inner_text()
        answer(page, right=number != 2)
        assert bool(re.search(r"[Rr]ight\.", head(page))) is (number != 2)
        expect(page.locator(".ladder")).to_be_visible()
        expect(page.locator("a.rule").first).to_have_attribute("href", re.compile("^https:"))
        go_on(page)
    assert "One question had a surprise." in head(page)
    page.get_by_role("link", name="All that I answered").click()
    assert "1 quiz tried" in head(page)
    page.get_by_role("link", name="What is state?").last.click()
    page.get_by_role("link", name="Try other questions").click()
    predict(page)
    expect(page.get_by_role("button", name="Store my prediction")).to_be_enabled()


def test_an_open_piece_is_said_and_what_was_chosen_stays(page: Page) -> None:
    page.goto(f"/quizzes/{LESSON}/")
    predict(page)
    chosen = page.locator("form.predict :checked")
    kept = [radio.get_attribute("value") for radio in chosen.all()]
    # A browser that does not know `required` sends what there is.
    page.locator("form.predict").evaluate("(form) => { form.noValidate = true; }")
    page.locator("form.predict :checked").last.evaluate("(radio) => { radio.checked = false; }")
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Still open")
    expect(page.locator("form.predict .predict__fault")).to_have_count(1)
    assert [radio.get_attribute("value") for radio in chosen.all()] == kept[:-1]
