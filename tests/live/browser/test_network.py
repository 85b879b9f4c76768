"""A round over plain http under a name, as in a classroom's own network: no secure context."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from django.test import Client
from playwright.sync_api import Page, expect

from live.models import Vote
from tests.browser.crawl import NARROW
from tests.live.browser.conftest import Process
from tests.live.browser.phones import choose, seated, store, streaming
from tests.live.conftest import CODE, MakeRound
from verify.chromium import NETWORK_NAME

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(port: int, transactional_db: None, settings: LazySettings) -> Iterator[str]:
    settings.ALLOWED_HOSTS = [NETWORK_NAME]
    with Process(port).serving():
        yield f"http://{NETWORK_NAME}:{port}"


def test_a_whole_round_without_a_secure_context(
    known: Callable[..., Page], host: Client, make_round: MakeRound, open_page: Callable[..., Page]
) -> None:
    make_round()
    leader = streaming(known(host, f"/live/{CODE}/host/"))
    wall = streaming(open_page(f"/live/{CODE}/screen/"))
    expect(wall.get_by_alt_text(f"{NETWORK_NAME}:")).to_be_visible()
    ada = seated(open_page(f"/live/{CODE}/", viewport=NARROW), "Ada")
    assert ada.evaluate("isSecureContext") is False
    leader.get_by_role("button", name="Ask question 1").click()
    choose(ada, "Lost")
    store(ada)
    expect(ada.locator(".stored")).to_contain_text("Your vote is stored")
    expect(wall.get_by_text("1 of 1 have voted")).to_be_visible()
    leader.get_by_role("button", name="Close the vote: let them talk").click()
    leader.get_by_role("button", name="Open the second vote").click()
    choose(ada, "Survives")
    store(ada)
    expect(ada.locator(".stored")).to_contain_text("A survives")
    leader.get_by_role("button", name="Close the vote: show what is so").click()
    expect(ada.get_by_role("heading", name="0 right, then 0")).to_be_visible()
    leader.get_by_role("button", name="Run it on the screen").click()
    expect(wall.locator("run-steps")).to_be_visible()
    leader.get_by_role("button", name="End the round").click()
    expect(ada.get_by_role("heading", name="The round is over")).to_be_visible()
    assert Vote.objects.count() == 2
