"""Movement, print and forced colours: what a reader's settings change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.crawl import settle
from tests.browser.journeys import FORM, answer, open_pieces

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
# Everything that moves, with how often; the page's own style decides, whether it has run or not.
MOVES = """() => [...document.querySelectorAll("*")].flatMap((part) => ["", "::before", "::after"]
    .map((pseudo) => getComputedStyle(part, pseudo || null))
    .flatMap(({ animationName, animationIterationCount, transitionDuration, scrollBehavior }) => [
        ...(animationName === "none" ? [] : [`${animationName} ${animationIterationCount}`]),
        ...(/[1-9]/.test(transitionDuration) ? ["transition"] : []),
        ...(scrollBehavior === "smooth" ? ["scrolls"] : []),
    ]))"""
STYLE = "(part, name) => getComputedStyle(part)[name]"
PATHS = ["/", "/lessons/", "/lessons/what-is-state/", "/lessons/side-by-side/", "/progress/"]


def style(page: Page, selector: str, name: str) -> str:
    return str(page.locator(selector).first.evaluate(STYLE, name))


def wrong_verdict(page: Page) -> None:
    """A verdict with a ladder whose cut took something, and something stayed."""
    page.goto("/")
    answer(page, right=False)
    settle(page)


def test_one_thing_moves_once_and_only_after_a_stored_answer(open_page: OpenPage) -> None:
    page = open_page("/", reduced_motion="no-preference")
    for path in PATHS:
        page.goto(path)
        settle(page)
        assert page.evaluate(MOVES) == [], path
    wrong_verdict(page)
    assert sorted(page.evaluate(MOVES)) == ["fall 1", "saw 1"]
    # The end of the movement is in the page from the start.
    expect(page.locator(".fallen .piece").first).to_be_visible()


def test_nothing_moves_for_those_who_want_less(open_page: OpenPage) -> None:
    page = open_page("/", reduced_motion="reduce")
    wrong_verdict(page)
    assert page.locator(".is-running").count() == 1
    assert page.evaluate(MOVES) == []


def test_print_is_light_opens_what_is_closed_and_drops_controls(open_page: OpenPage) -> None:
    page = open_page("/lessons/side-by-side/", color_scheme="dark")
    page.locator(FORM).wait_for()
    screen = style(page, "html", "backgroundColor")
    page.emulate_media(media="print", color_scheme="dark")
    assert style(page, "html", "backgroundColor") != screen
    assert style(page, "html", "colorScheme") == "light"
    for control in (".masthead", ".foot", "form", ".button", ".skip"):
        assert page.locator(f"{control}:visible").count() == 0, control
    cells = page.locator(".versus details")
    assert cells.count() > 1
    for cell in cells.all():
        expect(cell.locator("p").first).to_be_visible()
    link = "main .text a[href^='http']:not(.rule)"
    written = page.locator(link).first.evaluate(
        "(part) => getComputedStyle(part, '::after').content"
    )
    assert "http" in written


def test_print_keeps_the_ladder_and_what_it_says(open_page: OpenPage) -> None:
    page = open_page("/")
    wrong_verdict(page)
    page.emulate_media(media="print")
    for part in (".ladder .cut", ".fallen .piece", ".stands .piece"):
        expect(page.locator(part).first).to_be_visible()
        assert style(page, part, "printColorAdjust") == "exact"


def test_forced_colours_keep_lost_and_kept_apart(open_page: OpenPage) -> None:
    page = open_page("/", forced_colors="active")
    wrong_verdict(page)
    assert style(page, ".fallen .piece", "borderTopStyle") == "dashed"
    assert style(page, ".stands .piece", "borderTopStyle") == "solid"
    kept = float(style(page, ".stands .piece", "borderTopWidth").removesuffix("px"))
    lost = float(style(page, ".fallen .piece", "borderTopWidth").removesuffix("px"))
    assert kept > lost


def test_forced_colours_show_what_is_chosen_and_where_the_focus_is(open_page: OpenPage) -> None:
    page = open_page("/", forced_colors="active")
    open_pieces(page, "quizzes")
    radios = page.locator(f"{FORM} fieldset").first.locator("label.choice")
    radios.first.locator("input").check()
    page.locator("h1").click()  # the focus goes elsewhere
    looks = [float(label.evaluate(STYLE, "outlineWidth")[:-2]) for label in radios.all()]
    styles = [label.evaluate(STYLE, "outlineStyle") for label in radios.all()]
    assert looks[0] > 0
    assert styles[0] == "solid"
    assert set(styles[1:]) == {"none"}
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches(':focus-visible')")
