"""Phones, wall and host by the stream: nobody asks for news, and nobody loses a seat."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, Request, Route, expect

from live.models import Vote
from tests.browser.crawl import NARROW
from tests.live.browser.phones import choose, store, streaming
from tests.live.conftest import CODE, MakeRound
from tests.live.leading import go

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
Known = Callable[..., Page]


def test_a_phase_comes_by_the_stream_and_no_page_is_asked_for(
    host: Client, make_round: MakeRound, phone: Callable[[str], Page]
) -> None:
    round_ = make_round()
    ada = phone("Ada")
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.resource_type != "font":
            asked.append(request.url)

    ada.on("request", note)
    go(host, round_, "predict")
    expect(ada.get_by_role("button", name="Store my vote")).to_be_visible()
    choose(ada, "Lost")
    store(ada)
    expect(ada.get_by_text("Your vote is stored: A lost, B lost, C lost.")).to_be_visible()
    go(host, round_, "discuss")
    expect(ada.get_by_role("heading", name="Turn to your neighbour")).to_be_visible()
    expect(ada.locator("#news")).to_have_text("Question 1 of 3: neighbours talk")
    assert [url.rpartition("/")[2] for url in asked] == ["vote"], "by fetch, to the stream"
    assert Vote.objects.count() == 1


def test_a_vote_may_be_changed_and_a_second_ballot_begins_empty(
    host: Client, make_round: MakeRound, phone: Callable[[str], Page]
) -> None:
    round_ = make_round()
    ada = phone("Ada")
    go(host, round_, "predict")
    for word in ("Lost", "Survives"):
        choose(ada, word)
        store(ada)
        expect(ada.locator(".stored")).to_contain_text(f"A {word.lower()}")
    go(host, round_, "discuss", "again")
    store_again = ada.get_by_role("button", name="Store my second vote")
    expect(store_again).to_be_visible()
    expect(ada.locator(".stored")).to_have_text("")
    expect(ada.get_by_role("radio", checked=True)).to_have_count(0)
    choose(ada, "Lost")
    store_again.click()
    expect(ada.locator(".stored")).to_contain_text("Your vote is stored: A lost")
    picks = Vote.objects.order_by("ballot").values_list("ballot", "response__picks__A")
    assert [ballot for ballot, _ in picks] == [1, 2]


def test_a_vote_with_a_gap_says_so_and_is_not_stored(
    host: Client, make_round: MakeRound, phone: Callable[[str], Page]
) -> None:
    round_ = make_round()
    ada = phone("Ada")
    go(host, round_, "predict")
    ada.evaluate("document.forms[0].noValidate = true")
    store(ada)
    expect(ada.locator(".stored")).to_contain_text("Nothing was stored")
    assert not Vote.objects.exists()


def test_a_vote_is_sent_again_until_it_is_stored_once(
    host: Client, make_round: MakeRound, phone: Callable[[str], Page]
) -> None:
    """The first reply is lost on the way: the vote is stored, and the phone does not know."""
    round_ = make_round()
    ada = phone("Ada")
    lost: list[str] = []

    def lose(route: Route) -> None:
        lost.append(route.request.post_data or "")
        if len(lost) == 1:
            route.fetch()
            route.abort("aborted")
        else:
            route.continue_()

    ada.route(re.compile("/vote/?$"), lose)
    go(host, round_, "predict")
    choose(ada, "Lost")
    store(ada)
    expect(ada.locator(".stored")).to_contain_text("Your vote is stored: A lost")
    assert len(lost) >= 2
    assert len(set(lost)) == 1, "the same vote under the same number"
    assert Vote.objects.count() == 1


def test_who_chooses_otherwise_while_a_vote_is_on_its_way_sends_another(
    host: Client, make_round: MakeRound, phone: Callable[[str], Page]
) -> None:
    round_ = make_round()
    ada = phone("Ada")
    ada.route(re.compile("/vote/?$"), lambda route: None)  # never answered
    go(host, round_, "predict")
    choose(ada, "Lost")
    number = ada.locator("[name=submission]").input_value()
    store(ada)
    expect(ada.locator("[name=submission]")).not_to_have_value(number)


def test_a_phone_that_slept_is_back_in_its_seat_with_what_it_missed(
    host: Client, make_round: MakeRound, phone: Callable[[str], Page]
) -> None:
    round_ = make_round()
    ada = phone("Ada")
    go(host, round_, "predict")
    expect(ada.get_by_role("button", name="Store my vote")).to_be_visible()
    ada.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    go(host, round_, "discuss", "again", "reveal")
    expect(ada.get_by_role("button", name="Store my vote")).to_be_visible()
    ada.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(ada.get_by_role("heading", name="Nobody has voted")).to_be_visible()
    streaming(ada)
    ada.reload()
    expect(ada.get_by_text("Ada", exact=True)).to_be_visible()
    expect(ada.get_by_role("heading", name="Nobody has voted")).to_be_visible()


def test_where_no_stream_comes_through_phones_ask_and_votes_go_to_the_page(
    host: Client, make_round: MakeRound, open_page: OpenPage
) -> None:
    round_ = make_round()
    ada = open_page("/live/", viewport=NARROW)
    ada.route("**/live/stream/**", lambda route: route.abort("aborted"))
    ada.get_by_label("Code").fill(CODE)
    ada.get_by_role("button", name="Go on").click()
    ada.get_by_label("Your name in this round").fill("Ada")
    ada.get_by_role("button", name="Take a seat").click()
    go(host, round_, "predict")
    choose(ada, "Lost")
    store(ada)
    expect(ada.get_by_text("Your vote is stored: A lost, B lost, C lost.")).to_be_visible()
    go(host, round_, "discuss")
    expect(ada.get_by_role("heading", name="Turn to your neighbour")).to_be_visible()
    assert Vote.objects.count() == 1


def test_who_is_sent_away_sees_it_at_once(
    known: Known, host: Client, make_round: MakeRound, phone: Callable[[str], Page]
) -> None:
    make_round()
    ada = phone("Ada")
    leader = known(host, f"/live/{CODE}/host/")
    leader.get_by_role("button", name="Send away").first.click()
    expect(ada.get_by_role("heading", name="You have no seat in this round")).to_be_visible()


def test_the_timer_runs_for_eyes_and_speaks_little(
    host: Client, make_round: MakeRound, phone: Callable[[str], Page]
) -> None:
    round_ = make_round(seconds=31)
    ada = phone("Ada")
    go(host, round_, "predict")
    expect(ada.locator("live-timer")).to_contain_text("0:")
    expect(ada.locator("#news")).to_have_text("30 seconds left")
    ada.reload()
    expect(ada.locator("live-timer")).to_contain_text("0:")
