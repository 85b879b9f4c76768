"""Walking through the site as a browser sees it, and the rules that each of its pages keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urldefrag, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

MOST = 150  # pages; a site that grows past it is walked in part, and the test says so
NARROW = ViewportSize(width=320, height=740)  # WCAG 1.4.10 asks for no less
WIDE = ViewportSize(width=1280, height=800)
AXE = Axe().axe_script
Rules = dict[str, list[str]]
ALL: Rules = {}
COLOURS: Rules = {"runOnly": ["color-contrast"]}  # half of the time goes into these
LOOKS: list[tuple[ViewportSize, Literal["light", "dark"], Rules]] = [
    (NARROW, "light", ALL),
    (NARROW, "dark", COLOURS),
    (WIDE, "light", COLOURS),
    (WIDE, "dark", ALL),
]

HEAD = """() => ({
    h1: [...document.querySelectorAll("h1")].filter((head) => head.innerText.trim()).length,
    main: document.querySelectorAll("main").length,
    lang: document.documentElement.lang,
    title: document.title.replace("StateGuide", "").replace("·", "").trim(),
    lost: [...document.querySelectorAll("a[href^='#']")]
        .map((link) => link.hash.slice(1))
        .filter((id) => id && !document.getElementById(id)),
    doubled: [...document.querySelectorAll("[id]")].map((named) => named.id)
        .filter((id, place, all) => all.indexOf(id) !== place),
})"""
TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const over = [...document.querySelectorAll("body *")]
        .filter((part) => part.getBoundingClientRect().right > width + 0.5);
    return over.slice(0, 3).map((part) => `too wide: ${part.outerHTML.slice(0, 80)}`);
}"""
OPEN = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
# Nothing is loading any more: no file, no font, and no part that htmx brings.
SETTLED = """() => document.readyState === "complete" && document.fonts.status === "loaded"
    && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling")"""


def crawl(page: Page, only: str = "/") -> Iterator[str]:
    """Go from the start to every page of ours that links lead to; give each one's path in turn.

    `only` is a pattern for the beginning of the paths to follow.
    """
    origin = "{0.scheme}://{0.netloc}/".format(urlsplit(page.url))
    paths = ["/"]
    for path in paths:  # grows while it is walked
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path} is linked, and answers {answer.status}"
        settle(page)
        links = page.eval_on_selector_all("a[href]", "(links) => links.map((link) => link.href)")
        ours = [urldefrag(link).url.removeprefix(origin) for link in links if origin in link]
        found = dict.fromkeys(f"/{path}" for path in ours)
        paths += [path for path in found if path not in paths and re.match(only, path)]
        yield path
        assert len(paths) <= MOST, f"more pages than {MOST}: {paths}"


def settle(page: Page) -> None:
    """Wait until nothing of the page is on its way any more."""
    page.wait_for_function(SETTLED)


def faults_of(page: Page) -> list[str]:
    """What is wrong with the page that stands in the browser, in words; most often nothing."""
    page.evaluate(OPEN)
    page.evaluate(AXE)
    faults = [*_in_its_head(page)]
    for size, scheme, rules in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = [*page.evaluate(TOO_WIDE), *_by_axe(page, rules)]
        faults += [f"{fault} ({scheme}, {size['width']})" for fault in found]
    return faults


def _in_its_head(page: Page) -> Iterator[str]:
    head = page.evaluate(HEAD)
    if head["h1"] != 1:
        yield f"{head['h1']} h1"
    if head["main"] != 1:
        yield f"{head['main']} main"
    if head["lang"] != "en":
        yield "no lang"
    if not head["title"]:
        yield "no title"
    yield from (f"a link to #{anchor}, which is nowhere" for anchor in head["lost"])
    yield from (f"#{anchor} twice" for anchor in head["doubled"])


def _by_axe(page: Page, rules: Rules) -> Iterator[str]:
    found = page.evaluate("(options) => axe.run(options)", {"resultTypes": ["violations"], **rules})
    for violation in found["violations"]:
        nodes = [node["html"][:120] for node in violation["nodes"]]
        yield f"axe {violation['id']}: {len(nodes)} times, {nodes[0]}"
