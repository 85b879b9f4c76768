"""The pages to look things up, and the page to print, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.crawl import faults_of, settle

OpenPage = Callable[..., Page]
PAGES = [
    "/rules/",
    "/glossary/",
    "/search/",
    "/search/?q=volume",
    "/search/?q=xyzzy+volume",
    f"/search/?q={'w' * 200}",
    "/lessons/what-is-state/print/",
]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("path", PAGES)
def test_it_keeps_the_rules_of_all_pages(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    settle(page)
    assert faults_of(page) == []


def test_without_scripts_a_search_from_a_lesson_leads_to_a_section(open_page: OpenPage) -> None:
    page = open_page("/lessons/stateful-systems/", java_script_enabled=False)
    page.get_by_role("searchbox", name="Search lessons, rules and words").fill("writable lay")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("speak of “writable lay”")
    page.get_by_role("link", name="Where it lives decides how long it lives").click()
    expect(page.locator("#ladder")).to_be_in_viewport()


def test_a_word_of_a_lesson_leads_to_its_meaning_and_back(open_page: OpenPage) -> None:
    page = open_page("/lessons/what-is-state/")
    page.get_by_role("link", name="writable layer").click()
    expect(page.locator("#writable-layer")).to_be_in_viewport()
    page.locator("#writable-layer").get_by_role("link").click()
    expect(page).to_have_url(f"{page.url.partition('/lessons')[0]}/lessons/what-is-state/#ladder")


def test_on_paper_nothing_but_the_lesson_is_left(open_page: OpenPage) -> None:
    page = open_page("/lessons/what-is-state/print/")
    page.emulate_media(media="print")
    for gone in ("header.masthead", "footer.foot"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.get_by_role("heading", name="The rules of this lesson")).to_be_visible()
