"""The whole path by keyboard alone: nothing here clicks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.crawl import settle
from tests.browser.journeys import FORM, answer, key_of, open_pieces
from tests.browser.keyboard import Keyboard

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
LESSON = "/lessons/what-is-state/"
QUIZ = "/quizzes/what-is-state/"


def answer_by_keys(page: Page, button: str) -> None:
    """Choose what earns full marks, piece by piece, and press the button."""
    keyboard = Keyboard(page)
    for name, value in key_of(page).items():
        keyboard.choose(name, value)
    keyboard.tab_to(button)
    keyboard.press("Enter")
    page.locator(".verdict, .ran").wait_for()


def follow(page: Page, link: str) -> None:
    Keyboard(page).tab_to(link)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def to_the_questions(page: Page) -> None:
    """By the table of contents: nobody walks past every link of a lesson."""
    keyboard = Keyboard(page)
    keyboard.tab_to("Predict, then look")
    keyboard.press("Enter")


def test_the_first_stop_leads_past_the_masthead(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    settle(page)
    keyboard = Keyboard(page)
    keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_in_viewport()
    keyboard.press("Enter", "Tab")
    found = keyboard.focus()
    assert found
    assert found["says"] == page.locator("main a").first.inner_text()


def test_home_is_answered_and_the_verdict_has_the_focus(open_page: OpenPage) -> None:
    page = open_page("/")
    answer_by_keys(page, "Run docker compose restart web")
    expect(page.locator(".ran h2")).to_be_focused()
    assert Keyboard(page).focus()
    follow(page, "Start reading")
    expect(page.locator("h1")).to_have_text("What is state?")


def test_from_the_lessons_to_another_try(open_page: OpenPage) -> None:
    page = open_page("/")
    follow(page, "Lessons")
    follow(page, "What is state?")
    settle(page)
    to_the_questions(page)
    follow(page, "What I have read")
    follow(page, "Mark all as read and go on")
    while page.locator(FORM).count():
        answer_by_keys(page, "Store my")
        follow(page, page.locator(".asks a.button").inner_text())
    expect(page.locator("h1")).to_contain_text("Nothing surprised you.")
    follow(page, "Progress")
    expect(page.locator("h1")).to_contain_text("1 quiz tried")
    page.go_back()
    follow(page, "Try the same again")
    expect(page.locator(FORM)).to_be_visible()


def test_a_question_in_a_lesson_hands_the_focus_to_its_verdict(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    page.locator(FORM).wait_for()
    to_the_questions(page)
    answer_by_keys(page, "Store my")
    expect(page.locator("#questions .verdict h2").first).to_be_focused()
    assert Keyboard(page).focus()
    follow(page, "Next question")


def test_a_group_is_one_stop_and_its_arrows_go_round(open_page: OpenPage) -> None:
    page = open_page("/")
    first, second, *_ = open_pieces(page, "quizzes")
    keyboard = Keyboard(page)
    keyboard.tab_to(name=f"pick-{first}")
    count = page.locator(f"[name=pick-{first}]").count()
    met = []
    for _ in range(count + 1):
        keyboard.press("ArrowRight")
        found = keyboard.focus()
        assert found
        met.append(found["value"])
    assert met[0] == met[count]
    assert len(set(met)) == count
    keyboard.press("ArrowLeft", "Tab")
    found = keyboard.focus()
    assert found
    assert found["name"] == f"pick-{second}"


@pytest.mark.parametrize("path", ["/", "/lessons/", LESSON, f"{LESSON}mine/", QUIZ, "/progress/"])
def test_tab_meets_everything_once_and_leaves_the_page(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    if path == LESSON:
        page.locator(FORM).wait_for()
    settle(page)
    stops = Keyboard(page).stops()
    words = page.locator("a[href]:visible, button:visible").all_inner_texts()
    assert sorted(stop for stop in stops if stop in words) == sorted(words)


def test_nothing_holds_the_focus_in_a_verdict(open_page: OpenPage) -> None:
    page = open_page(QUIZ)
    answer(page, right=False)
    page.goto(page.url)
    settle(page)
    stops = Keyboard(page).stops()
    words = page.locator("a[href]:visible").all_inner_texts()
    assert sorted(stop for stop in stops if stop in words) == sorted(words)
