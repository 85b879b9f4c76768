"""The whole path with JavaScript off: links and forms alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import answer, go_on, open_pieces, predict, send

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
    number = 0
    while page.locator("form.predict").count():
        number += 1
        expect(page.locator("main .note").first).to_contain_text(f"question {number} of")
        answer(page, right=number != 2)
        assert bool(re.search(r"[Rr]ight\.|^So it is", head(page))) is (number != 2)
        go_on(page)
    assert number > 2
    assert "One question had a surprise." in head(page)
    page.get_by_role("link", name="All that I answered").click()
    assert "1 quiz tried" in head(page)
    page.get_by_role("link", name="What is state?").last.click()
    page.get_by_role("link", name="Try other questions").click()
    predict(page)
    expect(page.get_by_role("button", name=re.compile("^Store my"))).to_be_enabled()


def test_an_open_piece_is_said_and_what_was_chosen_stays(page: Page) -> None:
    open_pieces(page, "quizzes")
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
