"""What scripts add: questions inside lessons, verdicts in place, marks of what was read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.crawl import settle
from tests.browser.journeys import FORM, LESSONS, answer, groups, open_pieces, predict, send

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
LESSON = "/lessons/what-is-state/"
STATUS = f"{FORM} form-status"
SURE = "how sure you are"
AGAIN = "What you chose is still here: send it again."


def whole(page: Page) -> bool:
    """Whether a page stands in the window, not only a part of one."""
    return [page.locator(part).count() for part in (".masthead", "h1", "main", ".foot")] == [1] * 4


def test_a_lesson_brings_its_first_question_and_takes_the_answer(open_page: OpenPage) -> None:
    page = open_page("/")
    open_pieces(page, "lessons")
    expect(page.locator(f"#questions {FORM}")).to_be_visible()
    lesson = page.url
    heads = page.locator("main > h2").all_inner_texts()
    answer(page, right=False)
    expect(page.locator("#questions .verdict")).to_be_visible()
    expect(page.locator("#questions .verdict .note")).to_contain_text("your answer is stored")
    assert page.locator("main > h2").all_inner_texts() == heads
    assert page.url == lesson
    page.get_by_role("link", name="Next question").click()
    expect(page.locator("main .note").first).to_contain_text("question 2 of")


@pytest.mark.parametrize("prefix", ["lessons", "quizzes"])
def test_what_is_still_open_is_said_beside_the_button(open_page: OpenPage, prefix: str) -> None:
    page = open_page("/")
    letters = open_pieces(page, prefix)
    before = page.locator(STATUS).inner_text()
    assert before.startswith("Your answer is stored first.")
    *pieces, sure = groups(page)
    for place, group in enumerate(pieces, start=1):
        group.get_by_role("radio").first.check()
        left = letters[place:]
        said = f"{', '.join(left)} and {SURE}" if left else SURE
        expect(page.locator(STATUS)).to_have_text(f"Still open: {said}.")
    sure.get_by_role("radio").first.check()
    expect(page.locator(STATUS)).to_have_text(before)
    expect(page.locator(STATUS)).to_have_attribute("role", "status")


def test_an_idea_is_asked_and_answered_in_the_middle_of_a_lesson(open_page: OpenPage) -> None:
    page = open_page("/")
    for lesson in LESSONS:
        page.goto(f"/lessons/{lesson}/")
        page.locator(f"#questions {FORM}").wait_for()
        invitation = page.locator("main > .asks:not(#questions)").first
        if invitation.count():
            break
    invitation.get_by_role("link", name="Answer it").click()
    form = invitation.locator("form")
    expect(invitation.locator("h2, h3").first).to_be_focused()
    for group in form.locator("fieldset").all():
        group.get_by_role("radio").first.check()
    form.get_by_role("button").click()
    expect(invitation.locator(".verdict h2, .verdict h3").first).to_be_focused()
    expect(page.locator(f"#questions {FORM}")).to_be_visible()


def test_a_prediction_with_an_open_piece_is_not_sent(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    page.locator(FORM).wait_for()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    send(page)
    open_piece = page.locator(f"{FORM} input:invalid").first
    expect(open_piece).to_be_focused()
    assert "POST" not in asked


def test_a_vote_on_the_home_page_shows_its_verdict_in_place(open_page: OpenPage) -> None:
    page = open_page("/")
    predict(page)
    with page.expect_response("**/quizzes/home/**"):
        send(page)
    expect(page.locator(".ran h2")).to_contain_text("A is gone, B stays.")
    expect(page.locator(FORM)).to_have_count(0)
    expect(page.locator("h1")).to_have_text("What happens if web restarts?")
    assert page.url.removesuffix("/").count("/") == 2


def test_a_lost_connection_is_said_and_the_choice_stays(browser: Browser, site: str) -> None:
    page = browser.new_page(base_url=site)  # nobody watches: htmx says the fault on the console
    page.goto("/")
    predict(page)
    page.route("**/attempts/", lambda route: route.abort("connectionrefused"))
    send(page)
    expect(page.locator(STATUS)).to_have_text(f"The connection is gone. {AGAIN}")
    page.unroute("**/attempts/")
    page.route("**/attempts/", lambda route: route.fulfill(status=503, body="away"))
    send(page)
    expect(page.locator(STATUS)).to_have_text(f"This could not be stored now. {AGAIN}")
    page.unroute("**/attempts/")
    expect(page.locator(f"{FORM} :checked")).to_have_count(1)
    send(page)
    expect(page.locator(".ran h2")).to_be_focused()
    page.close()


def test_what_a_learner_reads_is_marked_and_stored(open_page: OpenPage) -> None:
    page = open_page("/")
    answer(page)
    page.goto(LESSON)
    page.locator(f"#questions {FORM}").wait_for()
    with page.expect_response("**/readings/") as stored:
        page.locator("#definition").scroll_into_view_if_needed()
    assert stored.value.status == 204
    expect(page.locator(".contents li[data-read]")).not_to_have_count(0)
    marked = page.locator(".contents li[data-read]").all_inner_texts()
    page.goto(f"{LESSON}mine/")
    for title in marked:
        expect(page.locator(".marks li", has_text=title).get_by_role("checkbox")).to_have_count(0)


def test_back_and_forward_show_whole_pages(open_page: OpenPage) -> None:
    page = open_page("/")
    answer(page)
    page.get_by_role("link", name="Start reading").click()
    page.locator(f"#questions {FORM}").wait_for()
    answer(page)
    page.get_by_role("link", name="Next question").click()
    page.wait_for_url("**/quizzes/**")
    for step, head in (
        (page.go_back, "What is state?"),
        (page.go_back, "What happens if web restarts?"),
        (page.go_forward, "What is state?"),
    ):
        step()
        expect(page.locator("h1")).to_have_text(head)
        settle(page)
        assert whole(page)
    expect(page.locator("#questions h2").first).to_contain_text("Question 2 of")


def test_htmx_gets_parts_and_a_restored_history_the_page(open_page: OpenPage) -> None:
    page = open_page("/quizzes/what-is-state/")
    answer(page)
    ask = """async ([url, headers]) => (await fetch(url, { headers })).text()"""
    part = page.evaluate(ask, [page.url, {"HX-Request": "true"}])
    restored = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" not in part
    assert 'class="verdict"' in part
    assert "<html" in page.evaluate(ask, [page.url, restored])
