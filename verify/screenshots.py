"""`make screenshots`: every page as a learner sees it, at three widths, light and dark.

PAGES="/ /lessons/" takes these pages alone; without it the links from the start are followed, and
the pictures of README and docs are taken anew. The others go to shots/.
"""

import os
import re
import shutil
import sys
from pathlib import Path
from typing import Literal
from urllib.parse import urldefrag, urljoin, urlsplit

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from verify import chromium
from verify.class_pictures import take_class_pictures
from verify.pictures import take_pictures
from verify.serving import ROOT, serving

SHOTS = ROOT / "shots"
WIDTHS = (360, 768, 1280)  # css pixels
MOST_PAGES = 40
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def main() -> int:
    """Take the pictures; return 0."""
    shutil.rmtree(SHOTS, ignore_errors=True)
    with serving() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.provide(), args=chromium.FLAGS
        )
        paths = os.environ.get("PAGES", "").split() or linked(browser, site)
        for scheme in SCHEMES:
            for width in WIDTHS:
                take(browser, site, paths, width, scheme)
        pictures = [] if os.environ.get("PAGES") else _pictures(browser, site)
        browser.close()
    for picture in pictures:
        print(f"{picture.relative_to(ROOT)} was taken anew")
    print(f"{len(list(SHOTS.iterdir()))} pictures of {len(paths)} pages are in {SHOTS}")
    return 0


def _pictures(browser: Browser, site: str) -> list[Path]:
    return [*take_pictures(browser, site), *take_class_pictures(browser)]


def linked(browser: Browser, site: str) -> list[str]:
    """Return the paths of the pages that links lead to from the start, that one first."""
    page = browser.new_page()
    paths = ["/"]
    for path in paths:  # grows while it is walked
        page.goto(site + path)
        targets = [link.get_attribute("href") or "" for link in page.locator("a").all()]
        for target in targets:
            address = urlsplit(urldefrag(urljoin(site + path, target)).url)
            known = address.path in paths or len(paths) >= MOST_PAGES
            if f"http://{address.netloc}" == site and not known:
                paths.append(address.path)
    page.close()
    return paths


def take(browser: Browser, site: str, paths: list[str], width: int, scheme: Scheme) -> None:
    """Take one picture of each page at one width."""
    size = ViewportSize(width=width, height=900)
    context = browser.new_context(viewport=size, color_scheme=scheme, base_url=site)
    page = context.new_page()
    for path in paths:
        page.goto(path, wait_until="networkidle")
        name = re.sub(r"\W+", "-", path).strip("-") or "start"
        page.screenshot(path=SHOTS / f"{name}-{width}-{scheme}.png", full_page=True)
    context.close()


if __name__ == "__main__":
    sys.exit(main())
