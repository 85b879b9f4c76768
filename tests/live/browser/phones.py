"""What somebody does on the pages of a round."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def seated(page: Page, name: str) -> Page:
    """Take a seat, and wait for the stream."""
    page.get_by_label("Your name in this round").fill(name)
    page.get_by_role("button", name="Take a seat").click()
    return streaming(page)


def streaming(page: Page) -> Page:
    expect(page.locator("live-stream[open]")).to_have_count(1)
    return page


def choose(page: Page, word: str) -> None:
    for letter in "ABC":
        row = page.locator(f"[data-piece={letter}]")
        row.get_by_role("radio", name=word).check(force=True)


def store(page: Page) -> None:
    page.get_by_role("button", name="Store my").click()
