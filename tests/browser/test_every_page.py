"""Each page that a link, a form or a mistake leads to keeps the rules of all pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.crawl import crawl, faults_of, settle
from tests.browser.journeys import LESSONS, answer, answer_all, predict, send
from verify.serving import serving

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
STRANGE = "/quizzes/what-is-state/00000000-0000-4000-8000-000000000000/"
ALIKE = re.compile(r"/[^/]+/(?=(mine|print)/)")
# How a form can be sent that none of our pages would send.
WITHOUT_CHOICES = "document.querySelector('form.predict').noValidate = true"
AS_TEXT = "document.querySelector('form.predict').enctype = 'text/plain'"
TOO_LARGE = "document.querySelector('[name=digest]').value = 'a'.repeat(300_000)"
UNREADABLE = "document.querySelector('[name=ticket]').value = 'forged'"


def walked(page: Page, only: str = "/") -> dict[str, list[str]]:
    """What is wrong, by path. Of pages that differ in their words alone one is looked at."""
    seen: set[str] = set()
    faults = {}
    for path in crawl(page, only):
        kind = ALIKE.sub("/one/", path)
        if kind not in seen and (found := faults_of(page)):
            faults[path] = found
        seen |= {kind} if kind != path else set()
    return faults


# Two walks, so that two processes share the work.
@pytest.mark.parametrize("only", ["/lessons/", "(?!/lessons/.)"])
def test_whatever_a_visitor_reaches_keeps_the_rules(open_page: OpenPage, only: str) -> None:
    assert walked(open_page("/"), only) == {}


def test_what_a_learner_alone_reaches_keeps_the_rules(open_page: OpenPage) -> None:
    page = open_page("/")
    answer(page, right=False)
    for lesson, right in zip(LESSONS, (True, False), strict=False):
        page.goto(f"/quizzes/{lesson}/")
        answer_all(page, right=right)
    page.goto(f"/quizzes/{LESSONS[2]}/")
    answer(page)
    page.goto(f"/lessons/{LESSONS[0]}/mine/")
    page.get_by_role("button", name="Mark all as read").click()
    # What is the same for everyone a visitor has walked through.
    assert walked(page, r"/$|/progress/|/quizzes/|/lessons/what-is-state/") == {}


def test_what_htmx_puts_into_a_page_keeps_the_rules(open_page: OpenPage) -> None:
    page = open_page("/")
    answer(page)
    settle(page)
    assert faults_of(page) == []
    page.goto(f"/lessons/{LESSONS[1]}/")
    answer(page)
    settle(page)
    assert faults_of(page) == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere/", 404),
        ("/lessons/nothing/", 404),
        ("/quizzes/nothing/", 404),
        (STRANGE, 404),
        (f"{STRANGE}1/", 404),
        ("/quizzes/what-is-state/attempts/", 405),
        ("/lessons/what-is-state/readings/", 405),
    ],
)
def test_a_wrong_address_is_a_page_that_keeps_the_rules(
    open_page: OpenPage, path: str, status: int
) -> None:
    page = open_page("/healthz")
    reply = page.goto(path)
    assert reply is not None
    assert reply.status == status
    assert faults_of(page) == []
    page.get_by_role("link", name="All lessons").click()
    expect(page).to_have_url(f"{page.url.partition('/lessons')[0]}/lessons/")


def reply_to(page: Page, change: str = "") -> int:
    """The status of the page that comes when the question is sent, after a change of its form."""
    page.evaluate(change)
    with page.expect_navigation() as came:
        send(page)
    return came.value.status


@pytest.mark.parametrize(
    ("change", "status"),
    [(WITHOUT_CHOICES, 422), (UNREADABLE, 422), (AS_TEXT, 415), (TOO_LARGE, 413)],
)
def test_what_comes_of_a_form_that_is_wrong_keeps_the_rules(
    open_page: OpenPage, change: str, status: int
) -> None:
    page = open_page("/quizzes/what-is-state/")
    if change != WITHOUT_CHOICES:
        predict(page)
    assert reply_to(page, change) == status
    assert faults_of(page) == []


def test_a_form_without_its_cookie_is_refused_with_a_page(open_page: OpenPage) -> None:
    page = open_page("/quizzes/what-is-state/")
    predict(page)
    page.context.clear_cookies()
    assert reply_to(page) == 403
    assert faults_of(page) == []


def test_another_answer_to_the_same_question_is_told_what_is_stored(open_page: OpenPage) -> None:
    page = open_page("/quizzes/what-is-state/")
    late = page.context.new_page()
    late.goto("/quizzes/what-is-state/")
    answer(page, right=True)
    predict(late, right=False)
    assert reply_to(late) == 409
    expect(late.get_by_role("alert")).to_contain_text("was answered already")
    assert faults_of(late) == []


def test_the_page_of_components_keeps_the_rules(browser: Browser) -> None:
    with serving(DEBUG="1") as address:
        page = browser.new_page()
        page.goto(f"{address}/patterns/")
        settle(page)
        assert faults_of(page) == []
        page.close()
