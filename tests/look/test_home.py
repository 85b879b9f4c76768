"""The home page in a real browser: with scripts, without them, and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from quizzes.models import Answer

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _run(page: Page) -> None:
    page.get_by_role("button", name="Run docker compose restart web").click()


def _right(page: Page) -> None:
    page.get_by_role("radio", name="Cut here: only A is gone").check(force=True)
    _run(page)


def test_the_ladder_runs_in_place_and_the_finding_has_the_focus(open_page: OpenPage) -> None:
    page = open_page("/")
    _right(page)
    finding = page.get_by_role("heading", name="Both right")
    expect(finding).to_be_focused()
    assert page.url.endswith("/")
    expect(page.locator(".ladder.is-running .fallen")).to_contain_text("sessions")
    assert Answer.objects.get().points == 2


def test_without_scripts_the_verdict_has_a_page_of_its_own(open_page: OpenPage) -> None:
    page = open_page("/", java_script_enabled=False)
    _right(page)
    assert page.url.endswith("/1/")
    assert "Both right" in page.inner_text("h1")
    assert "sessions" in page.inner_text(".fallen")


def test_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("/")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Cut here: only A is gone")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Both right")).to_be_focused()


def test_what_was_chosen_stays_when_the_server_is_gone(browser: Browser, site: str) -> None:
    page = browser.new_page(base_url=site)  # htmx tells the console of it, as it should
    page.goto("/")
    page.route("**/attempts/", lambda route: route.abort())
    page.get_by_role("radio").first.check(force=True)
    with page.expect_event("requestfailed"):
        _run(page)
    expect(page.locator("form-status")).to_have_text(
        "The connection is gone. What you chose is still here: send it again."
    )
    expect(page.get_by_role("radio").first).to_be_checked()
    page.unroute("**/attempts/")
    _run(page)
    expect(page.locator(".is-running")).to_be_visible()
    page.context.close()


def test_nothing_moves_for_who_wants_no_motion(open_page: OpenPage) -> None:
    page = open_page("/", reduced_motion="reduce")
    _right(page)
    expect(page.locator(".fallen")).to_be_visible()
    assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_it_fits_and_axe_finds_nothing(open_page: OpenPage, width: int, scheme: str) -> None:
    page = open_page("/", viewport={"width": width, "height": 800}, color_scheme=scheme)
    for _ in ("the question", "the verdict"):
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert Axe().run(page).response["violations"] == []
        if page.get_by_role("radio").count():
            _right(page)
            expect(page.locator(".is-running")).to_be_visible()
            page.wait_for_timeout(900)  # the movement is over
