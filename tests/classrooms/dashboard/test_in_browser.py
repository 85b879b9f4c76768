"""A dashboard in a real browser: it fills while learners answer, and keeps the rules of pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import User
from classrooms.demo.classes import OWNER, make
from classrooms.models import Assignment, Membership
from lessons.models import Reading
from quizzes.models import Answer
from tests.browser.crawl import NARROW, OPEN, TOO_WIDE, faults_of
from tests.browser.keyboard import Keyboard
from tests.classrooms.conftest import ClientOf, MakeMember
from tests.classrooms.dashboard.answering import QUIZ, answer
from tests.classrooms.dashboard.crowd import START

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
KEYS = ("grafana-setting", "why-grafana-setting", "q-what-a-request-would-notice")


@pytest.fixture
def look(
    open_page: OpenPage, site: str, tom: Membership, client_of: ClientOf
) -> Callable[..., Page]:
    """A page of the class in the browser of its teacher."""

    def open_path(path: str, **options: object) -> Page:
        page = open_page("/healthz", **options)
        be(page, client_of(tom.user), site)
        page.goto(f"/classes/{tom.classroom.uid}/{path}")
        return page

    return open_path


def be(page: Page, client: Client, site: str) -> None:
    """Give a browser the session of somebody."""
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


@pytest.fixture
def busy(lea: Membership, make_member: MakeMember) -> Membership:
    """A learner with answers of every kind, and 35 others who answered one question."""
    for key in KEYS:
        last = answer(lea.user, key, right=False, sure=True)
    for number in range(35):
        one = make_member(f"Other {number:02}")
        answer(one.user, KEYS[0], belief="volume-anywhere-is-enough" if number % 3 else "")
    Reading.objects.create(learner=lea.user, lesson=QUIZ, section="definition", read_at=START)
    Assignment.objects.create(classroom=lea.classroom, lesson=QUIZ, due_at=START)
    lea.last = last.pk
    return lea


PAGES = (
    "dashboard/",
    "report/",
    "questions/",
    *(f"questions/{key}/" for key in KEYS),
    "learners/{pk}/",
    "answers/{last}/",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_keeps_the_rules_of_all_pages(
    path: str, look: Callable[..., Page], busy: Membership
) -> None:
    page = look(path.format(pk=busy.pk, last=busy.last))
    assert faults_of(page) == []


def test_no_page_of_many_learners_is_wider_than_a_phone(
    open_page: OpenPage, site: str, client_of: ClientOf
) -> None:
    page, classroom = open_page("/healthz", viewport=NARROW), make(100, seed=1).classroom
    be(page, client_of(User.objects.get(email=OWNER)), site)
    member = classroom.memberships.learners().latest("pk")
    last = Answer.objects.of(member.user).latest("pk")
    paths = (*PAGES[:3], f"questions/{last.question}/", *PAGES[-2:])
    for path in paths:
        page.goto(f"/classes/{classroom.uid}/{path.format(pk=member.pk, last=last.pk)}")
        page.evaluate(OPEN)
        assert page.evaluate(TOO_WIDE) == [], path


def test_new_numbers_come_by_themselves(look: Callable[..., Page], lea: Membership) -> None:
    cache.clear()
    page = look("dashboard/")
    page.clock.install()
    page.reload()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("1 learner, and nobody has answered anything yet")
    answer(lea.user, KEYS[0])
    cache.clear()
    page.clock.run_for(10_500)
    expect(heading).to_have_text("No wrong belief shows in 1 first try")
    assert not page.get_by_role("link", name="Look again").is_visible()
    answer(lea.user, KEYS[1])
    cache.clear()
    page.clock.run_for(10_500)
    expect(heading).to_have_text("No wrong belief shows in 2 first tries")


def test_who_stands_in_the_numbers_is_left_alone(
    look: Callable[..., Page], lea: Membership
) -> None:
    answer(lea.user, KEYS[0])
    page = look("dashboard/")
    page.clock.install()
    page.reload()
    page.get_by_role("link", name="Lea").first.focus()
    answer(lea.user, KEYS[1])
    cache.clear()
    page.clock.run_for(30_500)
    expect(page.get_by_role("link", name="Lea").first).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 first try")


def test_without_scripts_there_is_a_way_to_look_again(
    look: Callable[..., Page], lea: Membership
) -> None:
    page = look("dashboard/", java_script_enabled=False)
    answer(lea.user, KEYS[0])
    cache.clear()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 first try")


def test_by_keyboard_from_the_class_to_one_answer(
    look: Callable[..., Page], busy: Membership
) -> None:
    page = look("dashboard/", viewport=NARROW)
    keys = Keyboard(page)
    keys.tab_to("Lea")  # the heat map, which scrolls by arrows
    assert keys.focus()["kind"] == "div"
    keys.tab_to("Lea")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lea: 0 of 3 all right at first")
    keys.tab_to("One setting changes")
    keys.press("Enter")
    expect(page.get_by_text("Below is the page that Lea saw then.")).to_be_visible()
