"""Lessons in a real browser: with scripts, without them, and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from playwright.sync_api import Page, expect

from accounts.models import User
from lessons.models import Reading

LESSON, MINE = "/lessons/what-is-state/", "/lessons/what-is-state/mine/"
OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reader(open_page: OpenPage) -> tuple[Page, User]:
    """The lesson as a learner sees it whom we know, after the part that is theirs has come."""
    page = open_page(MINE)
    page.get_by_role("checkbox", name="Your turn").check()
    page.get_by_role("button", name="Mark the chosen ones").click()
    page.goto(LESSON)
    expect(page.locator("reading-marks")).to_be_attached()
    return page, User.objects.get()


def read_by(learner: User) -> set[str]:
    return set(Reading.objects.of(learner).values_list("section", flat=True))


def test_a_section_whose_end_was_in_the_window_is_marked(reader: tuple[Page, User]) -> None:
    page, learner = reader
    contents = page.locator(".contents li[data-read]")
    expect(contents).to_have_text(["Your turn"])
    page.locator("#definition").scroll_into_view_if_needed()
    expect(page.locator(".contents li[data-read]", has_text="Why this is worth")).to_be_attached()
    assert "why" in read_by(learner)
    assert "copies" not in read_by(learner)


def test_who_jumps_past_a_section_has_not_read_it(reader: tuple[Page, User]) -> None:
    page, learner = reader
    page.get_by_role("link", name="One copy, or the only copy").click()
    expect(page.locator(".contents li[data-read]", has_text="Still there")).to_be_attached()
    assert "question" not in read_by(learner)


def test_reading_makes_nobody_of_a_visitor(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    expect(page.locator("#questions form")).to_be_attached()  # the fragment has come
    page.locator("#questions").scroll_into_view_if_needed()
    page.wait_for_timeout(1000)  # longer than the pause after which sections are sent
    assert not page.locator("reading-marks[data-token]").count()
    assert not User.objects.exists()


@pytest.mark.parametrize("slug", ["what-is-state", "stateless-systems", "stateful-systems"])
@pytest.mark.parametrize("width", [360, 1280])
def test_little_moves_when_fonts_and_scripts_arrive(
    open_page: OpenPage, slug: str, width: int
) -> None:
    page = open_page("/healthz", viewport={"width": width, "height": 800})
    page.add_init_script(
        """window.moved = [];
        new PerformanceObserver((list) => {
            moved.push(...list.getEntries().map((entry) => entry.value));
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(f"/lessons/{slug}/")
    expect(page.locator("#questions form")).to_be_attached()
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(200)
    # A word may still wrap otherwise; 0.1 is what browsers call good.
    assert sum(page.evaluate("moved")) < 0.06


def test_without_scripts_a_lesson_leads_to_the_form_and_on(open_page: OpenPage) -> None:
    page = open_page(LESSON, java_script_enabled=False)
    page.get_by_role("link", name="Mark as read and go on").click()
    page.get_by_role("button", name="Mark all as read and go on").click()
    expect(page).to_have_url(f"{page.url.partition('/quizzes')[0]}/quizzes/what-is-state/")
    assert len(read_by(User.objects.get())) == 8


def test_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(MINE)
    page.get_by_role("checkbox", name="Your turn").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")  # the link beside it
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{page.url.partition('/lessons')[0]}{LESSON}#why")
    assert read_by(User.objects.get()) == {"your-turn"}


@pytest.mark.parametrize("path", ["/lessons/", LESSON, MINE])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_runs_over_the_edge(open_page: OpenPage, path: str, width: int) -> None:
    page = open_page(path, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_pure_part_of_the_marks(open_page: OpenPage) -> None:
    page = open_page("/lessons/")
    url = staticfiles_storage.url("js/lib/sections.js")
    ended, body = page.evaluate(
        """async (url) => {
            const { ended, body } = await import(url);
            const ends = [["past", -1], ["top", 0], ["here", 1], ["edge", 600], ["below", 601]];
            return [ended(ends, 600), body(["a", "b"], "t").toString()];
        }""",
        url,
    )
    assert ended == ["here", "edge"]
    assert body == "section=a&section=b&csrfmiddlewaretoken=t"


def test_what_a_visitor_reads_is_kept_and_handed_over_once_we_know_them(
    open_page: OpenPage,
) -> None:
    page = open_page(LESSON)
    expect(page.locator("#questions form")).to_be_attached()
    page.locator("#definition").scroll_into_view_if_needed()
    expect(page.locator(".contents li[data-read]").first).to_be_attached()
    assert not User.objects.exists()
    page.goto("/")
    page.get_by_role("radio").first.check(force=True)
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".ladder.is-running")).to_be_visible()
    with page.expect_response("**/lessons/what-is-state/readings/"):
        page.goto("/lessons/stateless-systems/")
    assert "why" in read_by(User.objects.get())
    page.wait_for_function("localStorage.getItem('readings') === '{}'")
