"""What a reader waits for: few bytes in two responses, and nothing moves afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, Route, ViewportSize, expect

from bench.slugs import lesson_slugs
from tests.browser.crawl import NARROW, WIDE, settle
from tests.browser.journeys import answer

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
LESSONS = lesson_slugs()
MOST_BYTES = 14 * 1024  # what fits into the first flight of a new connection
# A word that breaks to another line scores up to 0.03, a block that moves more; good is under 0.1.
STILL = 0.03
PHONE = ViewportSize(width=412, height=823)  # Lighthouse's
SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
        if (!entry.hadRecentInput) window.shifts.push([entry.value, ...entry.sources.map(
            (source) => source.node?.outerHTML?.slice(0, 80) ?? String(source.node))]);
    })).observe({ type: "layout-shift", buffered: true });"""
DRAWN = "() => performance.getEntriesByName('first-contentful-paint').length"
# Stand-ins load too, from the machine itself.
CAME = """() => [...document.fonts].some(
    (font) => font.family.includes("Source Serif") && font.status === "loaded")"""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Wire:
    """The bytes of each response as they came over the wire, by address."""

    def __init__(self, session: CDPSession) -> None:
        self.sizes: dict[str, float] = {}
        self._addresses: dict[str, str] = {}
        session.on("Network.responseReceived", self._came)
        session.on("Network.loadingFinished", self._ended)
        session.send("Network.enable")

    def _came(self, event: dict[str, dict[str, str]]) -> None:
        self._addresses[str(event["requestId"])] = event["response"]["url"]

    def _ended(self, event: dict[str, float]) -> None:
        # The length includes the headers.
        self.sizes[self._addresses[str(event["requestId"])]] = event["encodedDataLength"]


@pytest.fixture
def alone(browser: Browser, site: str) -> Iterator[Page]:
    """A page that gets the HTML and site.css, and nothing of what they ask for beside."""
    page = browser.new_page(base_url=site, viewport=NARROW)
    page.route(
        lambda url: not url.endswith("/") and "/static/site." not in url,
        lambda route: route.abort(),
    )
    yield page
    page.close()


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_is_read_from_two_responses_of_14_kilobytes(alone: Page, lesson: str) -> None:
    alone.route("**/beside/", lambda route: route.abort())
    wire = Wire(alone.context.new_cdp_session(alone))
    alone.goto(f"/lessons/{lesson}/")
    assert len(wire.sizes) == 2
    assert sum(wire.sizes.values()) <= MOST_BYTES
    # It stands as it will with all the rest: drawn, in its columns, up to its end.
    expect(alone.locator("main > h2").last).to_be_visible()
    expect(alone.locator(".ladder").first).to_be_visible()
    assert (
        alone.locator("body > main").evaluate("(main) => getComputedStyle(main).display") == "grid"
    )
    expect(alone.get_by_role("link", name="To the questions")).to_be_visible()


@pytest.mark.parametrize("lesson", LESSONS)
def test_fonts_and_scripts_come_after_the_first_view(open_page: OpenPage, lesson: str) -> None:
    page = open_page(f"/lessons/{lesson}/")
    page.wait_for_function(CAME)
    drawn, files = page.evaluate(
        """() => [performance.getEntriesByName("first-contentful-paint")[0].startTime,
            performance.getEntriesByType("resource")
                .map((file) => [file.name, file.renderBlockingStatus, file.startTime])]"""
    )
    blocking = [name.split("/")[-1].split(".")[0] for name, kind, _ in files if kind == "blocking"]
    assert blocking == ["site"]
    fonts = [start for name, _, start in files if name.endswith(".woff2")]
    assert fonts
    assert min(fonts) >= drawn


def test_fonts_are_there_at_once_on_the_next_page(open_page: OpenPage) -> None:
    page = open_page("/")
    page.wait_for_function(CAME)
    page.get_by_role("link", name="Glossary").click()
    page.wait_for_url("**/glossary/")
    page.wait_for_function(CAME)
    assert page.evaluate("document.querySelector('link[data-fonts]').media") == "all"


def test_fonts_come_without_scripts_too(open_page: OpenPage) -> None:
    page = open_page("/healthz", java_script_enabled=False)
    with page.expect_response("**/*.woff2") as came:
        page.goto("/lessons/")
    assert came.value.ok


class Fonts:
    """Fonts that are held back until somebody lets them come."""

    def __init__(self, page: Page) -> None:
        self._held: list[Route] = []
        self._late = True
        page.route("**/*.woff2", self._asked)

    def _asked(self, route: Route) -> None:
        if self._late:
            self._held.append(route)
        else:
            route.continue_()

    def let_come(self) -> None:
        self._late = False
        for route in self._held:
            route.continue_()


def moved(page: Page, path: str) -> float:
    """How much moves on a page whose fonts come after it was drawn, as browsers score it."""
    fonts = Fonts(page)
    with page.expect_request("**/*.woff2"):
        page.goto(path, wait_until="domcontentloaded")
    page.wait_for_function(DRAWN)
    page.evaluate(TWO_FRAMES)
    fonts.let_come()
    settle(page)
    page.wait_for_function(CAME)
    page.evaluate(TWO_FRAMES)
    page.unroute("**/*.woff2")
    shifts = page.evaluate("window.shifts")
    print(path, shifts)  # noqa: T201  pytest shows it where the test fails
    return sum(score for score, *_ in shifts)


@pytest.mark.parametrize("size", [NARROW, PHONE, WIDE], ids=["narrow", "phone", "wide"])
def test_nothing_moves_when_the_fonts_come_late(open_page: OpenPage, size: ViewportSize) -> None:
    page = open_page("/healthz", viewport=size)
    page.context.add_init_script(SHIFTS)
    # Who is new gets the same questions each time; the others draw theirs.
    first, second = (f"/quizzes/{slug}/" for slug in LESSONS[:2])
    paths = ["/", "/lessons/", *(f"/lessons/{slug}/" for slug in LESSONS), first, second]
    paths += ["/glossary/", "/rules/", "/search/?q=volume"]
    assert max(moved(page, path) for path in paths) < STILL
    page.goto(first)
    answer(page)
    own = [page.url, first, f"/lessons/{LESSONS[0]}/mine/", "/progress/"]
    assert max(moved(page, path) for path in own) < STILL
