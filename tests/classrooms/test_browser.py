"""A class in real browsers: opened, joined by three, given work, and archived."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import User
from classrooms.models import Assignment, Classroom, Membership
from tests.browser.crawl import NARROW, faults_of
from tests.browser.keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
LESSONS = ("What is state?", "Stateful systems")


@pytest.fixture(autouse=True)
def _no_limits_of_other_tests() -> None:
    cache.clear()


@pytest.fixture
def log_in(site: str) -> Callable[[Page, str], None]:
    """Make somebody with an account, and log their browser in."""

    def make(page: Page, name: str) -> None:
        client = Client()
        client.force_login(User.objects.create(email=f"{name}@example.org", name=name))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}]
        )

    return make


def open_class(page: Page) -> None:
    page.goto("/classes/")
    page.get_by_role("link", name="Open a class").click()
    page.get_by_label("Name of the class").fill("DevOps 2")
    page.get_by_role("button", name="Open the class").click()


def join(page: Page, name: str) -> None:
    page.get_by_label("Your name in this class").fill(name)
    page.get_by_role("button", name="Join DevOps 2").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is asked of you yet")


def in_class(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Class").get_by_role("link", name=name).click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_teacher_and_three_learners_meet_in_a_class(
    open_page: OpenPage, log_in: Callable[[Page, str], None], scripts: bool
) -> None:
    def fresh(path: str = "/classes/", **options: Any) -> Page:
        return open_page(path, java_script_enabled=scripts, **options)

    teacher = fresh()
    log_in(teacher, "Olga")
    open_class(teacher)
    in_class(teacher, "Join card")
    code = teacher.get_by_role("heading", level=1).inner_text()
    expect(teacher.get_by_role("img", name="QR code")).to_be_visible()
    expect(teacher.get_by_text("Other devices cannot use this address")).to_be_visible()

    guest = fresh()
    guest.get_by_label("Code").fill(f"{code[:3].lower()} {code[3:]}")
    guest.get_by_role("button", name="Go on").click()
    join(guest, "Gil")
    registered = fresh()
    log_in(registered, "Rita")
    registered.goto(f"/join/{code}/")
    expect(registered.get_by_label("Your name in this class")).to_have_value("Rita")
    join(registered, "Rita")
    phone = fresh(f"/join/{code}/", viewport=NARROW)
    join(phone, "Pia")

    in_class(teacher, "Members")
    expect(teacher.get_by_role("heading", level=1)).to_have_text("3 learners, 1 of the staff")
    in_class(teacher, "Work")
    teacher.get_by_role("link", name="Give something").click()
    for lesson in LESSONS:
        for kind in ("Read", "Quiz"):
            teacher.get_by_role("checkbox", name=f"{kind} {lesson}").check()
    teacher.get_by_role("button", name="Give it to the class").click()
    expect(teacher.get_by_role("heading", level=1)).to_have_text("4 things given to 3 learners")

    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("4 of 4 are still to do")
    in_class(teacher, "Settings")
    teacher.get_by_role("button", name="Archive the class").click()
    expect(teacher.get_by_role("heading", level=1)).to_have_text("This class is archived")
    late = fresh()
    late.goto(f"/join/{code}/")
    expect(late.get_by_text("No class that you can join has this code")).to_be_visible()


def test_a_class_is_joined_by_keyboard_alone(open_page: OpenPage) -> None:
    Classroom.objects.create(name="DevOps 2", code="ABC2D3F")
    page = open_page("/classes/")
    keys = Keyboard(page)
    keys.tab_to(name="code")
    page.keyboard.type("abc2d3f")
    keys.press("Enter")
    page.wait_for_url("**/join/ABC2D3F/")
    keys.tab_to(name="name")
    page.keyboard.type("Kim")
    keys.tab_to("Join DevOps 2")
    keys.press("Enter")
    page.wait_for_url("**/mine/")
    assert list(Membership.objects.values_list("name", flat=True)) == ["Kim"]


def test_pages_with_faults_keep_the_rules_of_all_pages(
    open_page: OpenPage, log_in: Callable[[Page, str], None]
) -> None:
    page = open_page("/join/ZZZZZZZ/")
    assert faults_of(page) == []
    page.goto("/classes/open/")
    assert faults_of(page) == []
    log_in(page, "Olga")
    open_class(page)
    classroom = Classroom.objects.get()
    in_class(page, "Work")
    page.get_by_role("link", name="Give something").click()
    page.get_by_role("button", name="Give it to the class").click()
    expect(page.get_by_text("Tick at least one")).to_be_visible()
    assert faults_of(page) == []
    in_class(page, "Settings")
    Classroom.objects.update(name="Of somebody else", version=2)
    page.get_by_label("Name of the class").fill("Mine")
    page.get_by_role("button", name="Store").click()
    expect(page.get_by_role("cell", name="Of somebody else")).to_be_visible()
    assert faults_of(page) == []
    page.goto(f"/classes/{classroom.uid}/settings/deletion/")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("button", name="Delete the class").click()
    expect(page.get_by_text("Tick the box")).to_be_visible()
    assert faults_of(page) == []
    assert not Assignment.objects.exists()
