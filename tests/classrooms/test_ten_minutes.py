"""What a teacher must be able to do in ten minutes, from registering to archiving the class."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from quizzes.models import Answer
from tests.browser.crawl import NARROW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
LESSONS = ("What is state?", "Stateful systems")
QUIZ = "/quizzes/what-is-state/"
PASSWORD = "a sentence that is long enough"


@pytest.fixture(autouse=True)
def _no_limits_of_other_tests() -> None:
    cache.clear()


def register(page: Page, name: str) -> None:
    page.goto("/accounts/register/")
    page.get_by_label("E-mail").fill(f"{name}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You are")


def open_class(page: Page) -> str:
    """Open a class and return its code."""
    page.get_by_role("link", name="Classes").click()
    page.get_by_role("link", name="Open a class").click()
    page.get_by_label("Name of the class").fill("DevOps 2")
    page.get_by_label("Your name in this class").fill("Ms Berg")
    page.get_by_role("button", name="Open the class").click()
    in_class(page, "Join card")
    return page.get_by_role("heading", level=1).inner_text()


def in_class(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Class").get_by_role("link", name=name).click()


def join(page: Page, code: str, name: str) -> None:
    page.goto(f"/join/{code}/")
    page.get_by_label("Your name in this class").fill(name)
    page.get_by_role("button", name="Join DevOps 2").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("you")


def give_work(page: Page) -> None:
    in_class(page, "Work")
    page.get_by_role("link", name="Give something").click()
    for lesson in LESSONS:
        for kind in ("Read", "Quiz"):
            page.get_by_role("checkbox", name=f"{kind} {lesson}").check()
    page.get_by_role("button", name="Give it to the class").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 things given to 3 learners")


def try_quiz(page: Page) -> None:
    """Find the quiz in the list of what is asked, and say of each piece that it is lost."""
    page.goto("/classes/")
    page.get_by_role("link", name="DevOps 2").click()
    page.locator(f"main a[href='{QUIZ}']").click()
    for number in range(1, 6):
        store = page.get_by_role("button", name=re.compile("Store my"))
        expect(store).to_be_visible()
        for group in page.get_by_role("group").filter(has=page.get_by_role("radio")).all():
            lost = group.get_by_role("radio", name="Lost", exact=True)
            (lost if lost.count() else group.get_by_role("radio").first).check()
        store.click()
        expect(page.get_by_text("your answer is stored")).to_be_visible()
        page.get_by_role("link", name="See all answers" if number == 5 else "Next question").click()


def follow_belief(page: Page) -> None:
    """Open the paragraph that teaches the first belief, then a question that shows it."""
    dashboard = page.url
    paragraph = page.locator("table.beliefs tbody tr").first.get_by_role("link").first
    anchor = (paragraph.get_attribute("href") or "").partition("#")[2]
    paragraph.click()
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    page.goto(dashboard)
    page.get_by_role("link", name="A question that shows it").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(dashboard)


def names_in(page: Page, table: str, folder: Path) -> set[str]:
    """Download a table, and return who stands in it."""
    with page.expect_download() as download:
        page.get_by_role("link", name=table, exact=True).click()
    download.value.save_as(folder / "table.csv")
    rows = csv.DictReader(io.StringIO((folder / "table.csv").read_text(encoding="utf-8-sig")))
    return {row["learner"] for row in rows}


def test_ten_minutes_of_a_teacher(open_page: OpenPage, tmp_path: Path) -> None:
    teacher = open_page()
    register(teacher, "olga")
    code = open_class(teacher)
    guest, registered, phone = open_page(), open_page(), open_page(viewport=NARROW)
    join(guest, code, "Gil")
    register(registered, "rita")
    join(registered, code, "Rita")
    join(phone, code, "Pia")
    give_work(teacher)

    in_class(teacher, "Dashboard")
    expect(teacher.get_by_text("after their first answers")).to_be_visible()
    for learner in (guest, registered, phone):
        try_quiz(learner)
    assert Answer.objects.count() == 15

    # The page looks for new numbers by itself.
    expect(teacher.get_by_text("15 first tries")).to_be_visible(timeout=20_000)
    heat = teacher.get_by_role("region", name="Skills of each learner")
    for name in ("Gil", "Rita", "Pia"):
        expect(heat.get_by_role("link", name=name)).to_be_visible()
    believed = teacher.locator("table.beliefs tbody tr").first
    title = believed.get_by_role("rowheader").inner_text()
    expect(teacher.get_by_role("heading", level=1)).to_contain_text(title)
    follow_belief(teacher)

    assert names_in(teacher, "Skills", tmp_path) == {"Gil", "Rita", "Pia"}
    in_class(teacher, "Settings")
    teacher.get_by_role("button", name="Archive the class").click()
    expect(teacher.get_by_role("heading", level=1)).to_have_text("This class is archived")
