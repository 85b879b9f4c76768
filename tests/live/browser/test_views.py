"""A round in real browsers: the wall, the host, and phones, with scripts and without."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from classrooms.models import QuestionSet
from live.models import Round, Vote
from tests.browser.crawl import NARROW, faults_of
from tests.live.conftest import CODE, MakeRound
from tests.live.leading import RIGHT, WRONG, go, join, vote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]


def _faults(pages: dict[str, Page], code: str) -> dict[str, list[str]]:
    """What is wrong with each page as it stands now."""
    found = {}
    for path, page in pages.items():
        page.goto(f"/live/{code}/{path}")
        if faults := faults_of(page):
            found[path or "phone"] = faults
    return found


def test_every_view_keeps_the_rules_of_all_pages_in_each_phase(
    known: Callable[..., Page], host: Client, make_round: MakeRound
) -> None:
    round_ = make_round(speed=True, seconds=300)
    ada, _ = join(round_, "Ada")
    bo, _ = join(round_, "Bo")
    pages = {
        "": known(ada, "/live/"),
        "screen/": known(ada, "/live/"),
        "host/": known(host, "/live/"),
    }
    for phase in ("lobby", "predict", "discuss", "again", "reveal", "run"):
        if phase != "lobby":
            go(host, round_, phase)
        if phase in {"predict", "again"}:
            for client, picks in ((ada, RIGHT[0]), (bo, WRONG[0])):
                vote(client, round_, picks, ballot=1 if phase == "predict" else 2)
        assert _faults(pages, CODE) == {}, phase


def test_the_other_pages_keep_them_too(
    known: Callable[..., Page], host: Client, make_round: MakeRound, question_set: QuestionSet
) -> None:
    round_ = make_round(question_set=question_set)
    ada, _ = join(round_, "Ada")
    go(host, round_, "predict", "reveal", "predict", "reveal", "predict")
    pages = {"": known(ada, "/live/"), "screen/": known(ada, "/live/")}
    assert _faults(pages, CODE) == {}
    go(host, round_, "reveal")
    assert _faults(pages, CODE) == {}
    go(host, round_, "done")
    assert _faults({**pages, "report/": known(host, "/live/")}, CODE) == {}
    for path in ("/live/", f"/classes/{question_set.classroom.uid}/rounds/"):
        page = known(host, path)
        assert faults_of(page) == [], path


def test_a_whole_round_without_scripts(
    known: Callable[..., Page], host: Client, question_set: QuestionSet, open_page: OpenPage
) -> None:
    off = {"java_script_enabled": False}
    leader = known(host, f"/classes/{question_set.classroom.uid}/rounds/", **off)
    leader.get_by_role("button", name="Open the round").click()
    code = Round.objects.get().code
    wall = open_page(f"/live/{code}/screen/", **off)
    expect(wall.get_by_role("heading", name=code)).to_be_visible()
    phone = open_page("/live/", viewport=NARROW, **off)
    phone.get_by_label("Code").fill(code.lower())
    phone.get_by_role("button", name="Go on").click()
    phone.get_by_label("Your name in this round").fill("Ada")
    phone.get_by_role("button", name="Take a seat").click()
    expect(phone.get_by_role("heading", name="You have a seat")).to_be_visible()
    leader.get_by_role("button", name="Ask question 1").click()
    phone.get_by_role("link", name="Reload").click()
    for letter, word in (("A", "Survives"), ("B", "Survives"), ("C", "Lost")):
        row = phone.locator(f"[data-piece={letter}]")
        row.get_by_role("radio", name=word).check(force=True)
    phone.get_by_role("button", name="Store my vote").click()
    expect(phone.get_by_text("Your vote is stored: A survives, B survives")).to_be_visible()
    wall.reload()
    expect(wall.get_by_text("1 of 1 have voted")).to_be_visible()
    leader.reload()
    leader.get_by_role("button", name="Close the vote: let them talk").click()
    leader.get_by_role("button", name="Open the second vote").click()
    phone.reload()
    expect(phone.get_by_role("radio", checked=True)).to_have_count(0)
    leader.get_by_role("button", name="Close the vote: show what is so").click()
    wall.reload()
    expect(wall.get_by_role("heading", name="0 of 1 right")).to_be_visible()
    leader.get_by_role("button", name="Run it on the screen").click()
    wall.reload()
    expect(wall.get_by_role("figure")).to_have_count(2)  # before and after, with all steps
    assert wall.locator(".run__stages > li:visible").count() > 5
    assert Vote.objects.count() == 1


def test_host_wall_and_three_phones_go_on_by_themselves(
    known: Callable[..., Page], host: Client, make_round: MakeRound, open_page: OpenPage
) -> None:
    make_round()
    leader, wall = known(host, f"/live/{CODE}/host/"), open_page(f"/live/{CODE}/screen/")
    phones = [open_page(f"/live/{CODE}/", viewport=NARROW) for _ in range(3)]
    for phone, name in zip(phones, ("Ada", "Bo", "Cy"), strict=True):
        phone.get_by_label("Your name in this round").fill(name)
        phone.get_by_role("button", name="Take a seat").click()
    expect(wall.get_by_text("3 in the room")).to_be_visible()
    expect(leader.get_by_role("heading", name="3 in the room")).to_be_visible()
    leader.get_by_role("button", name="Ask question 1").click()
    for phone in phones:
        expect(phone.get_by_role("button", name="Store my vote")).to_be_visible()
        expect(phone.locator("#news")).to_have_text("Question 1 of 3: everybody predicts alone")
    for phone, word in zip(phones, ("Survives", "Lost", "Lost"), strict=True):
        for letter in "ABC":
            row = phone.locator(f"[data-piece={letter}]")
            row.get_by_role("radio", name=word).check(force=True)
    phones[0].get_by_role("button", name="Store my vote").click()
    expect(wall.get_by_text("1 of 3 have voted")).to_be_visible()
    expect(leader.get_by_role("heading", name="1 of 3 have voted, 0 right")).to_be_visible()
    # What others still choose has not gone meanwhile.
    expect(phones[1].get_by_role("radio", name="Lost", checked=True)).to_have_count(3)
    leader.get_by_role("button", name="Close the vote: show what is so").click()
    expect(wall.get_by_role("heading", name="0 of 1 right")).to_be_visible()
    expect(phones[2].get_by_role("heading", name="0 of 1 right")).to_be_visible()


def test_a_phone_votes_by_keyboard(
    known: Callable[..., Page], host: Client, make_round: MakeRound
) -> None:
    round_ = make_round(keys=["q-what-stateless-means"])
    ada, _ = join(round_, "Ada")
    go(host, round_, "predict")
    page = known(ada, f"/live/{CODE}/", viewport=NARROW)
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Store my vote")).to_be_focused()


def _run_page(known: Callable[..., Page], host: Client, make_round: MakeRound, motion: str) -> Page:
    round_ = make_round()
    go(host, round_, "predict", "reveal", "run")
    return known(host, f"/live/{CODE}/screen/", reduced_motion=motion)


def test_where_motion_is_welcome_the_wall_plays_the_trace(
    known: Callable[..., Page], host: Client, make_round: MakeRound
) -> None:
    page = _run_page(known, host, make_round, "no-preference")
    stages = page.locator(".run__stages > li:visible")
    expect(stages).to_have_count(1)
    expect(page.locator(".run__after")).to_be_hidden()
    page.get_by_role("button", name="Pause").click()
    for _ in range(4):
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Pause").click()
    expect(page.locator(".run__before .piece[data-now]")).to_contain_text("posts")
    while page.get_by_role("button", name="Go on").count():
        page.get_by_role("button", name="Go on").click()
        if page.get_by_role("button", name="Pause").count():
            page.get_by_role("button", name="Pause").click()
    expect(page.locator(".run__after .ladder.is-running")).to_be_visible()
    expect(page.locator(".run__before")).to_be_hidden()
    page.get_by_role("button", name="Play again").click()
    expect(stages).to_have_count(1)


def test_where_motion_is_not_welcome_all_of_it_stands_there(
    known: Callable[..., Page], host: Client, make_round: MakeRound
) -> None:
    page = _run_page(known, host, make_round, "reduce")
    expect(page.locator(".run__after")).to_be_visible()
    expect(page.locator(".run__before")).to_be_visible()
    assert page.locator(".run__stages > li:visible").count() > 5
    assert page.locator(".is-running").count() == 0
    assert page.get_by_role("button").count() == 0


def test_who_waits_is_let_in_without_a_reload(
    known: Callable[..., Page], host: Client, make_round: MakeRound
) -> None:
    make_round(approves=True)
    client = Client()
    page = known(client, f"/live/{CODE}/", viewport=NARROW)
    page.get_by_label("Your name in this round").fill("Ada")
    page.get_by_role("button", name="Take a seat").click()
    expect(page.get_by_role("heading", name="You are at the door")).to_be_visible()
    leader = known(host, f"/live/{CODE}/host/")
    leader.get_by_role("button", name="Let in").click()
    expect(page.get_by_role("heading", name="You have a seat")).to_be_visible()
