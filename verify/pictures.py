"""The pictures of README and docs, taken from the running product."""

from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from verify.serving import ROOT

PICTURES = ROOT / "docs" / "pictures"
SIZE = ViewportSize(width=1120, height=900)
CHOSEN = "container"  # a height that many choose on the home page


QUIZZES = (
    *("what-is-state", "stateful-systems", "stateless-systems", "side-by-side", "anti-patterns"),
    *("kubernetes", "your-home-lab", "takeaways", "names-and-volumes", "claims-and-pods"),
)


def take_pictures(browser: Browser, site: str) -> list[Path]:
    """Walk through the product as a learner does; return the files that were written."""
    PICTURES.mkdir(exist_ok=True)
    page = browser.new_page(viewport=SIZE, base_url=site)
    taken = [_home(page), _lesson(page), _question(page), _verdict(page)]
    page.close()
    return taken


def _home(page: Page) -> Path:
    """The home page after its question was answered."""
    page.goto("/", wait_until="networkidle")
    page.locator(f"input[value={CHOSEN}]").check(force=True)
    page.locator(".button--event").click()
    page.locator(".fallen").wait_for()
    return taken(page, "home")


def _lesson(page: Page) -> Path:
    page.goto("/lessons/what-is-state/#question", wait_until="networkidle")
    return taken(page, "lesson")


def _question(page: Page) -> Path:
    """The first quiz that begins with a stack of which several pieces are asked."""
    for slug in QUIZZES:
        page.goto(f"/quizzes/{slug}/", wait_until="networkidle")
        if page.locator(".predict .stack, .question .stack").count() and _asks(page, "B"):
            return taken(page, "question")
    raise LookupError("none of the quizzes begins with a stack for the picture")


def _asks(page: Page, letter: str) -> bool:
    return page.locator(f".predict [name=pick-{letter}]").count() > 0


def _verdict(page: Page) -> Path:
    """The verdict on an answer that chose the first fate for every piece."""
    for group in page.locator(".predict fieldset").all():
        group.locator("input").first.check(force=True)
    page.locator(".predict button").click()
    page.locator(".tally").wait_for()
    return taken(page, "verdict")


def taken(page: Page, name: str) -> Path:
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    return path
