"""The host's page keeps up with its round, and out of the way of who presses its buttons."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import APIResponse, Browser, Locator, Page, Route, expect

from tests.live.browser.phones import choose, store, streaming
from tests.live.conftest import CODE, MakeRound
from tests.live.leading import go

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EVENTS_COME_TOGETHER = 200  # ms; twice what fresh-numbers waits
Known = Callable[..., Page]


def marked(leader: Page) -> Locator:
    """The part of the host's page that news takes the place of, as long as it stays."""
    leader.locator("#standing").evaluate("part => part.setAttribute('data-marked', '')")
    return leader.locator("#standing[data-marked]")


def test_wall_and_host_count_by_the_stream(
    known: Known, host: Client, make_round: MakeRound, phone: Callable[[str], Page]
) -> None:
    round_ = make_round()
    leader = streaming(known(host, f"/live/{CODE}/host/"))
    wall = streaming(known(host, f"/live/{CODE}/screen/"))
    phones = [phone(name) for name in ("Ada", "Bo", "Cy")]
    expect(wall.get_by_text("3 in the room")).to_be_visible()
    expect(wall.locator("[data-names] li")).to_have_count(3)
    leader.get_by_role("button", name="Ask question 1").click()
    for one, word in zip(phones, ("Lost", "Survives", "Lost"), strict=True):
        choose(one, word)
        store(one)
    expect(wall.get_by_text("3 of 3 have voted")).to_be_visible()
    expect(leader.get_by_role("heading", name="3 of 3 have voted")).to_be_visible()
    go(host, round_, "reveal", "run")
    expect(wall.locator("run-steps")).to_have_count(1)


@pytest.mark.parametrize("lets_go", ["on it", "beside it"])
def test_a_button_stays_under_the_finger_that_presses_it(
    lets_go: str, known: Known, host: Client, make_round: MakeRound, phone: Callable[[str], Page]
) -> None:
    make_round()
    leader = streaming(known(host, f"/live/{CODE}/host/"))
    leader.wait_for_load_state("networkidle")
    held: list[tuple[Route, APIResponse]] = []
    leader.route("**/host/?seen=*", lambda route: held.append((route, route.fetch())), times=1)
    phone("Ada")  # which is news
    while not held:
        leader.wait_for_timeout(20)
    leader.get_by_role("button", name="Ask question 1").hover()
    leader.mouse.down()
    standing = marked(leader)
    [(route, news)] = held
    route.fulfill(response=news)
    leader.wait_for_timeout(EVENTS_COME_TOGETHER)
    expect(standing).to_have_count(1)
    if lets_go == "beside it":
        leader.mouse.move(1, 1)
    leader.mouse.up()
    expect(standing).to_have_count(0)
    begun = leader.get_by_role("heading", name="0 of 1 have voted")
    expect(begun).to_have_count(int(lets_go == "on it"))


def test_who_lets_go_beside_the_button_gets_the_news(
    known: Known, host: Client, make_round: MakeRound, phone: Callable[[str], Page]
) -> None:
    make_round()
    leader = streaming(known(host, f"/live/{CODE}/host/"))
    leader.get_by_role("button", name="Ask question 1").hover()
    leader.mouse.down()
    standing = marked(leader)
    phone("Ada")
    leader.wait_for_timeout(EVENTS_COME_TOGETHER)
    expect(standing).to_have_count(1)
    leader.mouse.move(1, 1)
    leader.mouse.up()
    expect(standing).to_have_count(0)


def test_who_has_clicked_elsewhere_in_it_gets_the_news(
    known: Known, host: Client, make_round: MakeRound, phone: Callable[[str], Page]
) -> None:
    round_ = make_round()
    ada = phone("Ada")
    go(host, round_, "predict")
    leader = streaming(known(host, f"/live/{CODE}/host/"))
    leader.get_by_text("What is voted, and what is so").click()
    standing = marked(leader)
    choose(ada, "Lost")
    store(ada)
    expect(standing).to_have_count(0)
    expect(leader.get_by_text("Not for the wall before the reveal.")).to_be_visible()


@pytest.mark.parametrize("fault", ["gone", "away"])
def test_news_that_did_not_come_is_asked_for_again(
    fault: str,
    browser: Browser,
    site: str,
    host: Client,
    make_round: MakeRound,
    phone: Callable[[str], Page],
) -> None:
    def fail(route: Route) -> None:
        if fault == "away":
            route.fulfill(status=503)
        else:
            route.abort("connectionrefused")

    make_round()
    leader = browser.new_page(base_url=site)  # nobody watches: htmx says the fault on the console
    session = host.cookies["sessionid"].value
    leader.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    leader.goto(f"/live/{CODE}/host/")
    streaming(leader).wait_for_load_state("networkidle")
    standing = marked(leader)
    leader.route("**/host/?seen=*", fail, times=1)
    phone("Ada")
    expect(standing).to_have_count(0)
    leader.close()


def test_who_waits_on_a_button_of_the_host_hears_how_many_have_voted(
    known: Known, host: Client, make_round: MakeRound, phone: Callable[[str], Page]
) -> None:
    round_ = make_round()
    phones = [phone(name) for name in ("Ada", "Bo")]
    go(host, round_, "predict")
    leader = streaming(known(host, f"/live/{CODE}/host/"))
    leader.wait_for_load_state("networkidle")
    button = leader.get_by_role("button", name="Close the vote: let them talk")
    button.focus()
    standing = marked(leader)
    for one in phones:
        choose(one, "Lost")
        store(one)
    expect(leader.get_by_role("heading", name="2 of 2 have voted, 0 right")).to_be_visible()
    expect(leader.get_by_text("Few are right")).to_be_visible()
    expect(button).to_be_focused()
    expect(standing).to_have_count(1)


def test_a_vote_is_counted_though_an_older_page_of_the_host_is_on_its_way(
    known: Known, host: Client, make_round: MakeRound, phone: Callable[[str], Page]
) -> None:
    make_round()
    leader = streaming(known(host, f"/live/{CODE}/host/"))
    wall = streaming(known(host, f"/live/{CODE}/screen/"))
    ada, bo = phone("Ada"), phone("Bo")
    expect(leader.get_by_role("heading", name="2 in the room")).to_be_visible()
    leader.get_by_role("button", name="Ask question 1").click()
    expect(leader.get_by_role("heading", name="0 of 2 have voted")).to_be_visible()
    choose(ada, "Lost")
    choose(bo, "Lost")
    leader.wait_for_load_state("networkidle")  # nothing else is on its way
    held: list[tuple[Route, APIResponse]] = []
    leader.route("**/host/?seen=*", lambda route: held.append((route, route.fetch())), times=1)
    store(ada)
    while not held:
        leader.wait_for_timeout(20)
    store(bo)
    expect(wall.get_by_text("2 of 2 have voted")).to_be_visible()
    leader.wait_for_timeout(EVENTS_COME_TOGETHER)
    [(route, older)] = held
    assert "<b data-voted>1</b> of <b data-sitting>2</b> have voted" in older.text()
    route.fulfill(response=older)
    expect(leader.get_by_role("heading", name="2 of 2 have voted")).to_be_visible()
