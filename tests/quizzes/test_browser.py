"""A quiz in a real browser: without scripts, by keyboard, in a lesson, after closing it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from quizzes.models import Answer, Attempt

OpenPage = Callable[..., Page]
URL = "/quizzes/what-is-state/"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def choose(page: Page, word: str = "Lost") -> None:
    """The same word for every piece, and for the rest the first choice."""
    for group in page.get_by_role("group").filter(has=page.get_by_role("radio")).all():
        named = group.get_by_role("radio", name=word)
        (named if named.count() else group.get_by_role("radio").first).check()


def send(page: Page) -> None:
    page.get_by_role("button", name="Store my prediction").click()


def path_of(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3]


def test_a_whole_quiz_without_scripts(open_page: OpenPage) -> None:
    page = open_page(URL, java_script_enabled=False)
    for number in (1, 2, 3):
        choose(page)
        send(page)
        assert path_of(page).endswith(f"/{number}/")
        expect(page.get_by_text("your answer is stored")).to_be_visible()
        page.get_by_role("link", name="See all answers" if number == 3 else "Next question").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("surprise")
    page.get_by_role("link", name="All that I answered").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("0 sections read, 1 quiz tried")
    assert Answer.objects.count() == 3


def test_a_question_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(URL)
    page.get_by_role("radio").first.focus()
    for _ in ("A", "B"):  # arrows choose, Tab goes on to the next piece
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
    assert page.get_by_role("radio", name="Lost", checked=True).count() == 2
    page.keyboard.press("ArrowRight")  # how sure
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("of two")
    stored = Answer.objects.get()
    assert stored.response["picks"] == {"A": "lost", "B": "lost"}
    assert stored.certainty == "think"


def test_beside_a_lesson_the_verdict_comes_in_place(open_page: OpenPage) -> None:
    page = open_page("/lessons/what-is-state/")
    questions = page.locator("#questions")
    expect(questions.get_by_role("button", name="Store my prediction")).to_be_visible()
    choose(page)
    send(page)
    expect(questions.get_by_text("your answer is stored")).to_be_visible()
    assert path_of(page) == "/lessons/what-is-state/"
    expect(questions.get_by_role("heading", level=2).first).to_be_focused()
    page.reload()
    expect(questions.get_by_role("link", name="Go on")).to_be_visible()


def test_a_quiz_goes_on_after_the_browser_was_closed(open_page: OpenPage) -> None:
    page = open_page(URL)
    choose(page)
    send(page)
    page.wait_for_url("**/1/")
    cookies = page.context.storage_state()
    page.context.close()
    later = open_page(URL, storage_state=cookies)
    later.get_by_role("link", name="Go on: question 2 of 3").click()
    choose(later)
    send(later)
    later.wait_for_url("**/2/")
    assert Attempt.objects.get().answers.count() == 2


def test_a_double_click_is_one_answer(open_page: OpenPage) -> None:
    page = open_page(URL)
    choose(page)
    page.get_by_role("button", name="Store my prediction").dblclick()
    page.wait_for_url("**/1/")
    assert Answer.objects.count() == 1


def test_going_back_does_not_ask_again(open_page: OpenPage) -> None:
    page = open_page(URL)
    choose(page)
    send(page)
    page.wait_for_url("**/1/")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 2 of 3 is open")


def test_two_tabs_meet_what_the_first_stored(open_page: OpenPage) -> None:
    first = open_page(URL)
    second = first.context.new_page()
    second.goto(URL)
    for page, word in ((first, "Lost"), (second, "Survives")):
        choose(page, word)
        send(page)
    expect(second.get_by_role("alert")).to_contain_text("answered already")
    assert Answer.objects.get().response["picks"]["A"] == "lost"


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_runs_over_the_edge(open_page: OpenPage, width: int) -> None:
    page = open_page(URL, viewport={"width": width, "height": 800})
    for number in (1, 2):
        expect(page.locator("main .note").first).to_contain_text(f"question {number} of")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        choose(page)
        send(page)
        expect(page.get_by_text("your answer is stored")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.get_by_role("link", name="Next question").click()
    for path in (URL, "/progress/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == width
