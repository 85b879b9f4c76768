"""Answers are kept: after the browser was closed, in two tabs, and when a button is hit twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import answer, answer_all, go_on, predict, send

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
QUIZ = "/quizzes/what-is-state/"


def rows(data: Path, table: str) -> int:
    address = f"{(data / 'stateguide.sqlite3').as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_closed_browser_goes_on_in_the_middle_of_the_quiz(open_page: OpenPage) -> None:
    page = open_page(QUIZ)
    answer(page)
    go_on(page)
    title = page.locator("h1").inner_text()
    kept = page.context.storage_state()
    page.context.close()
    page = open_page("/", storage_state=kept)
    page.locator(".onward a").click()
    expect(page.locator("h1")).to_contain_text("Question 2 of")
    go_on(page)
    expect(page.locator("h1")).to_have_text(title)
    answer_all(page)
    expect(page.locator("h1")).to_contain_text("Nothing surprised you.")


def test_a_stranger_sees_nothing_of_it(open_page: OpenPage) -> None:
    page = open_page(QUIZ)
    answer(page)
    stranger = open_page("/progress/")
    expect(stranger.locator("h1")).to_have_text("Nothing is stored yet")
    stranger.goto("/")
    answer(stranger)  # a learner of their own now
    reply = stranger.goto(page.url)
    assert reply is not None
    assert reply.status == 404


def test_two_tabs_of_a_visitor_open_one_attempt(open_page: OpenPage, data: Path) -> None:
    before = [rows(data, table) for table in ("accounts_user", "quizzes_answer")]
    first = open_page(QUIZ)
    second = first.context.new_page()
    second.goto(QUIZ)
    answer(first)
    predict(second)
    with second.expect_navigation() as came:
        send(second)
    assert came.value.status == 409
    expect(second.locator("h1")).to_have_text(first.locator("h1").inner_text())
    after = [rows(data, table) for table in ("accounts_user", "quizzes_answer")]
    assert after == [count + 1 for count in before]


def test_two_tabs_of_a_learner_keep_the_first_answer(open_page: OpenPage, data: Path) -> None:
    first = open_page(QUIZ)
    answer(first)
    go_on(first)
    second = first.context.new_page()
    second.goto(first.url)
    before = rows(data, "quizzes_answer")
    answer(first, right=True)
    predict(second, right=False)
    with second.expect_navigation() as came:
        send(second)
    assert came.value.status == 409
    expect(second.get_by_role("alert")).to_contain_text("answered already")
    expect(second.locator("h1")).to_have_text(first.locator("h1").inner_text())
    assert rows(data, "quizzes_answer") == before + 1
    go_on(second)
    expect(second.locator("main .note").first).to_contain_text("question 3 of")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("path", ["/", QUIZ, "/lessons/what-is-state/"])
def test_a_double_click_is_one_answer_of_one_guest(
    open_page: OpenPage, data: Path, path: str, scripts: bool
) -> None:
    page = open_page(path, java_script_enabled=scripts)
    if not scripts and path.startswith("/lessons"):
        page.get_by_role("link", name="To the questions").click()
    before = [rows(data, table) for table in ("accounts_user", "quizzes_answer")]
    predict(page)
    page.locator("form.predict button").dblclick()
    page.locator(".verdict, .ran").wait_for()
    expect(page.get_by_role("alert")).to_have_count(0)
    after = [rows(data, table) for table in ("accounts_user", "quizzes_answer")]
    assert after == [count + 1 for count in before]
