"""Registering, logging in elsewhere, another device and leaving, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.entering import A_GUEST, EMAIL, NOBODY, PASSWORD
from tests.browser.crawl import NARROW, faults_of, settle
from tests.browser.journeys import answer
from tests.browser.keyboard import Keyboard

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
QUIZ = "/quizzes/what-is-state/"
ANSWERED = "0 sections read, 1 quiz tried"


def fill(page: Page, button: str, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"main [name={name}]").fill(value)
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=button).click()


def register(page: Page) -> None:
    page.goto("/me/")
    page.get_by_role("link", name="Register").click()
    fill(page, "Register", email=EMAIL, password1=PASSWORD, password2=PASSWORD)


def says(page: Page, heading: str, path: str = "/me/") -> None:
    page.goto(path)
    expect(page.locator("h1")).to_have_text(heading)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_guest_registers_and_finds_everything_again_elsewhere(
    open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(QUIZ, java_script_enabled=scripts, viewport=NARROW)
    answer(page)
    says(page, A_GUEST)
    register(page)
    expect(page.locator("h1")).to_have_text(f"You are {EMAIL}")
    says(page, ANSWERED, "/progress/")
    page.goto("/me/")
    page.get_by_role("link", name="Log out").click()
    fill(page, "Log out")
    says(page, NOBODY)
    says(page, "Nothing is stored yet", "/progress/")

    other = open_page(QUIZ, java_script_enabled=scripts)
    answer(other)
    other.goto("/me/")
    other.get_by_role("link", name="Log in").click()
    fill(other, "Log in", login=EMAIL, password=PASSWORD)
    expect(other.locator("h1")).to_have_text(f"You are {EMAIL}")
    says(other, ANSWERED.replace("1 quiz", "2 quizzes"), "/progress/")


def test_a_guest_goes_on_at_another_device_with_a_code(open_page: OpenPage) -> None:
    page = open_page(QUIZ)
    answer(page)
    page.goto("/me/")
    page.get_by_role("link", name="Go on at another device").click()
    fill(page, "Show a code")
    code = page.locator(".device-code").inner_text()
    assert faults_of(page) == []
    phone = open_page("/me/device/", viewport=NARROW)
    fill(phone, "Go on from there", code="22222222")
    expect(phone.get_by_role("alert")).to_have_text(
        "There is no such code. Look at it again, or ask for a new one."
    )
    assert faults_of(phone) == []
    fill(phone, "Go on from there", code=code.lower())
    expect(phone.locator("h1")).to_have_text(A_GUEST)
    says(phone, ANSWERED, "/progress/")


def test_the_pages_of_a_guest_keep_the_rules(open_page: OpenPage) -> None:
    page = open_page(QUIZ)
    answer(page)
    for path in ("/me/", "/me/device/", "/me/forget/"):
        page.goto(path)
        settle(page)
        assert faults_of(page) == [], path
    page.locator("[name=sure]").check()
    page.get_by_role("button", name="Delete all of it").click()
    expect(page.locator("h1")).to_have_text(NOBODY)
    says(page, "Nothing is stored yet", "/progress/")


def test_the_pages_of_an_account_keep_the_rules(open_page: OpenPage) -> None:
    page = open_page("/me/")
    page.get_by_role("link", name="Register").click()
    fill(page, "Register", email=f"{'long' * 15}@example.org", password1="password", password2="p")
    assert page.locator("[name=email]").input_value().startswith("long")
    assert faults_of(page) == []
    fill(page, "Register", password1=PASSWORD, password2=PASSWORD)
    for path in ("/me/", "/me/device/", "/me/forget/", "/accounts/password/", "/accounts/logout/"):
        page.goto(path)
        settle(page)
        assert faults_of(page) == [], path
    page.goto("/me/forget/")
    fill(page, "Delete all of it", password="not this one")
    assert faults_of(page) == []
    fill(page, "Delete all of it", password=PASSWORD)
    expect(page.locator("h1")).to_have_text(NOBODY)


def test_what_is_stored_comes_as_a_file(open_page: OpenPage) -> None:
    page = open_page(QUIZ)
    answer(page)
    page.goto("/me/")
    with page.expect_download() as came:
        page.get_by_role("button", name="Download all of it").click()
    assert came.value.suggested_filename.endswith(".json")


def test_by_keyboard_alone_somebody_registers_and_logs_out(open_page: OpenPage) -> None:
    page = open_page("/")
    keyboard = Keyboard(page)
    keyboard.tab_to("Me")
    with page.expect_navigation():
        keyboard.press("Enter")
    keyboard.tab_to("Register")
    with page.expect_navigation():
        keyboard.press("Enter")
    for name, value in (("email", EMAIL), ("password1", PASSWORD), ("password2", PASSWORD)):
        keyboard.tab_to(name=name)
        page.keyboard.type(value)
    with page.expect_navigation():
        keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(f"You are {EMAIL}")
    keyboard.tab_to("Log out")
    with page.expect_navigation():
        keyboard.press("Enter")
    keyboard.tab_to("Log out")
    with page.expect_navigation():
        keyboard.press("Enter")
    says(page, NOBODY)
