"""The pictures of README and docs that need a class: its dashboard, and a live round."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from verify.pictures import SIZE, taken
from verify.serving import OTHERS, ROOT, serving

WALL = ViewportSize(width=1120, height=630)
PHONE = ViewportSize(width=390, height=844)
LOG_IN = re.compile(r"Log in as (\S+) with the password (\S+)")
SEARCHED = "down, and up again"
NAMES = ("Ada", "Bo", "Cy", "Dee")


def take_class_pictures(browser: Browser) -> list[Path]:
    """Make the demo's class, and lead a round in it; return the files that were written."""
    with tempfile.TemporaryDirectory() as data, serving(DATA_DIR=data) as site:
        owner, password = _demo(data)
        teacher = browser.new_page(viewport=SIZE, base_url=site)
        _log_in(teacher, owner, password)
        pictures = [_dashboard(teacher)]
        code = _open_round(teacher)
        pictures += _round(browser, teacher, site, code)
        teacher.close()
    return pictures


def _demo(data: str) -> tuple[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OTHERS}
    command = [sys.executable, "manage.py", "demo", "--learners", "60"]
    environment = {**kept, "DATA_DIR": data}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    if not (found := LOG_IN.search(done.stdout)):
        raise LookupError("the demo does not say how to log in")
    return found[1], found[2]


def _log_in(page: Page, owner: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(owner)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Log in").click()


def _dashboard(page: Page) -> Path:
    page.goto("/classes/")
    page.locator("main a[href^='/classes/']").first.click()
    page.get_by_role("navigation", name="Class").get_by_role("link", name="Dashboard").click()
    page.wait_for_url("**/dashboard/")
    return taken(page, "dashboard")


def _open_round(page: Page) -> str:
    """Make a set of one question, open a round with it, and return its code."""
    menu = page.get_by_role("navigation", name="Class")
    menu.get_by_role("link", name="Question sets").click()
    page.get_by_label("Title").fill("Monday")
    page.get_by_role("button", name="Choose its questions").click()
    page.get_by_label("With these words").fill(SEARCHED)
    page.get_by_role("button", name="Show").click()
    page.locator("input[name=add]").first.check()
    page.get_by_role("button", name="Add what is ticked").click()
    menu.get_by_role("link", name="Live rounds").click()
    page.get_by_role("button", name="Open the round").click()
    page.wait_for_url("**/host/")
    return page.url.rstrip("/").split("/")[-2]


def _round(browser: Browser, teacher: Page, site: str, code: str) -> list[Path]:
    """The wall and a phone while a vote is open."""
    room = [browser.new_context(viewport=PHONE, base_url=site) for _ in NAMES]
    phones = [_seated(one, code, name) for one, name in zip(room, NAMES, strict=True)]
    teacher.get_by_role("button", name="Ask question 1").click()
    for phone in phones:
        phone.get_by_role("button", name="Store my vote").wait_for()
        for group in phone.locator(".predict fieldset").all():
            group.locator("input").first.check(force=True)
        phone.get_by_role("button", name="Store my vote").click()
        phone.get_by_text("Your vote is stored").wait_for()
    wall = browser.new_page(viewport=WALL, base_url=site)
    wall.goto(f"/live/{code}/screen/", wait_until="networkidle")
    pictures = [taken(wall, "wall"), taken(phones[0], "phone")]
    for one in (wall.context, *room):
        one.close()
    return pictures


def _seated(context: BrowserContext, code: str, name: str) -> Page:
    page = context.new_page()
    page.goto(f"/live/{code}/")
    page.get_by_label("Your name in this round").fill(name)
    page.get_by_role("button", name="Take a seat").click()
    return page
