"""Question sets in a real browser: made and tried without scripts, in every look."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from classrooms.models import Assignment, Classroom, Membership, QuestionSet
from quizzes.models import Answer
from tests.browser.crawl import faults_of
from tests.classrooms.conftest import ClientOf
from tests.classrooms.sets.conftest import KEYS, MakeSet

OpenPage = Callable[..., Page]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def known(page: Page, client_of: ClientOf, member: Membership) -> Page:
    """The browser in which this member is known."""
    site = page.evaluate("location.origin")
    page.context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": site}
            for name, cookie in client_of(member.user).cookies.items()
        ]
    )
    return page


def test_a_set_is_made_without_scripts(
    open_page: OpenPage, tom: Membership, client_of: ClientOf, classroom: Classroom
) -> None:
    page = known(open_page("/", java_script_enabled=False), client_of, tom)
    page.goto(f"/classes/{classroom.uid}/sets/")
    page.get_by_label("Title").fill("After the crash")
    page.get_by_role("button", name="Choose its questions").click()
    page.get_by_role("combobox", name="From").select_option("Stateful systems")
    page.get_by_role("button", name="Show").click()
    page.locator("summary").first.click()
    page.locator("details[open] input[type=checkbox]").nth(2).check()
    page.get_by_label("With these words").fill("sudo reboot")
    page.get_by_role("button", name="Show").click()
    assert QuestionSet.objects.get().keys, "what was ticked is kept while one searches"
    page.locator("input[name=add]").first.check()
    page.get_by_role("button", name="Add what is ticked").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("After the crash: 2 questions")
    before = QuestionSet.objects.get().keys
    page.get_by_role("button", name="Up").nth(1).click()
    assert QuestionSet.objects.get().keys == before[::-1]
    page.locator("input[name=keep]").first.uncheck()
    page.get_by_role("button", name="Store").click()
    assert QuestionSet.objects.get().keys == before[:1]


def test_a_set_with_a_time_is_tried_without_scripts(
    open_page: OpenPage, lea: Membership, client_of: ClientOf, make_set: MakeSet
) -> None:
    one = make_set()
    Assignment.objects.create(classroom=one.classroom, question_set=one, minutes=30, attempts=1)
    page = known(open_page("/", java_script_enabled=False), client_of, lea)
    page.goto(f"/quizzes/{one.slug}/")
    page.get_by_role("button", name="Start").click()
    for number in range(len(KEYS)):
        expect(page.get_by_text("minutes left, until")).to_be_visible()
        for group in page.get_by_role("group").filter(has=page.get_by_role("radio")).all():
            group.get_by_role("radio").first.check()
        page.get_by_role("button", name="Store my").click()
        last = number + 1 == len(KEYS)
        page.get_by_role("link", name="See all answers" if last else "Next question").click()
    assert Answer.objects.count() == len(KEYS)
    expect(page.get_by_role("link", name="Try the same again")).to_have_count(0)
    page.goto(f"/quizzes/{one.slug}/?again=same")
    expect(page.get_by_role("heading", level=1)).to_have_text("You have had your 1 attempt")


def test_each_page_of_a_set_keeps_the_rules_of_all_pages(
    open_page: OpenPage, tom: Membership, client_of: ClientOf, make_set: MakeSet
) -> None:
    one = make_set()
    sets = f"/classes/{one.classroom.uid}/sets/"
    page = known(open_page("/"), client_of, tom)
    for path in (
        sets,
        f"{sets}{one.uid}/?part=stateful-systems",
        f"{sets}{one.uid}/?q=sudo+reboot",
        f"{sets}preview/{KEYS[1]}/",
        f"{sets}preview/{KEYS[2]}/",
    ):
        reply = page.goto(path)
        assert reply is not None
        assert reply.status == 200
        assert faults_of(page) == [], path


def test_each_page_of_an_attempt_on_terms_keeps_the_rules_of_all_pages(
    open_page: OpenPage, lea: Membership, client_of: ClientOf, make_set: MakeSet
) -> None:
    one = make_set()
    given = Assignment.objects.create(classroom=one.classroom, question_set=one, minutes=30)
    page = known(open_page("/"), client_of, lea)
    page.goto(f"/quizzes/{one.slug}/")
    assert faults_of(page) == [], "the start"
    page.get_by_role("button", name="Start").click()
    assert faults_of(page) == [], "the question"
    given.delete()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("This is closed")
    assert faults_of(page) == [], "what is closed"
