"""The token of a fragment is one that Django's own middleware takes, or refuses."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.middleware.csrf import CSRF_ALLOWED_CHARS, _unmask_cipher_token
from django.test import Client

from quizzes.form_tokens import masked
from quizzes.models import Answer
from tests.quizzes.sending import filled, form_of

pytestmark = pytest.mark.django_db
URL = "/quizzes/what-is-state/beside/"
SECRET = CSRF_ALLOWED_CHARS[:16] + CSRF_ALLOWED_CHARS[-16:]


@pytest.fixture
def browser() -> Client:
    """Whose forms are checked like those of any browser."""
    return Client(enforce_csrf_checks=True)


def send(client: Client, token: str | None = None) -> int:
    page = client.get(URL)
    form = form_of(page)
    told = {**filled(page), "csrfmiddlewaretoken": token or form.hidden["csrfmiddlewaretoken"]}
    return client.post(form.action, told).status_code


@pytest.mark.parametrize("seen_before", [False, True])
def test_the_form_of_a_fragment_is_taken(browser: Client, *, seen_before: bool) -> None:
    if seen_before:
        browser.get("/quizzes/what-is-state/")
        cookie = browser.cookies["csrftoken"].value
    assert send(browser) == 303
    assert Answer.objects.count() == 1
    assert not seen_before or browser.cookies["csrftoken"].value == cookie


def test_a_token_of_another_secret_is_refused(browser: Client) -> None:
    browser.get(URL)
    assert send(browser, masked(SECRET)) == 403
    assert Answer.objects.count() == 0


def test_every_mask_is_another_and_gives_the_secret_back() -> None:
    tokens = {masked(SECRET) for _ in range(50)}
    assert len({token[:32] for token in tokens}) == 50
    assert {_unmask_cipher_token(token) for token in tokens} == {SECRET}
    assert {*"".join(token[:32] for token in tokens)} == {*CSRF_ALLOWED_CHARS}


def test_a_browser_without_the_cookie_gets_one_and_one_with_it_keeps_its_own() -> None:
    fresh, known = Client(), Client()
    assert "csrftoken" in fresh.get(URL).cookies
    known.cookies[settings.CSRF_COOKIE_NAME] = SECRET
    page = known.get(URL)
    assert not page.cookies
    token = form_of(page).hidden["csrfmiddlewaretoken"]
    assert _unmask_cipher_token(token) == SECRET


def test_a_browser_with_a_broken_cookie_gets_another(browser: Client) -> None:
    browser.cookies[settings.CSRF_COOKIE_NAME] = "broken"
    assert send(browser) == 303
    assert len(browser.cookies[settings.CSRF_COOKIE_NAME].value) == len(SECRET)
