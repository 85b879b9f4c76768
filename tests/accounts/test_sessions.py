"""Sessions are Django's own; ours only finds them in another way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.sessions import SessionStore
from tests.accounts.entering import NOBODY, who

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def key() -> str:
    """Of a session that Django itself has stored."""
    stored = DatabaseStore()
    stored["said"] = "this"
    stored.save()
    assert stored.session_key
    return stored.session_key


def test_what_django_stored_is_found(key: str) -> None:
    found = SessionStore(key)
    assert (found["said"], found.session_key) == ("this", key)


def test_one_that_has_expired_is_not_found_and_not_used_again(key: str) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    found = SessionStore(key)
    assert (found.get("said"), found.session_key) == (None, None)


@pytest.mark.parametrize(
    "bad", ["x" * 32, "x" * 8, "", "é" * 32, "nul\0" * 8, "x" * 32 + "\0", None]
)
def test_one_that_nobody_has_is_not_found(bad: str | None, key: str) -> None:
    found = SessionStore(bad)
    assert (found.get("said"), found.session_key) == (None, None)


@pytest.mark.parametrize("bad", ["x" * 32, "\\303" * 32, '"nul\\000nul\\000"', "nul\\000nul"])
def test_a_browser_with_a_bad_cookie_is_nobody(bad: str, client: Client) -> None:
    client.defaults["HTTP_COOKIE"] = f"{settings.SESSION_COOKIE_NAME}={bad}"
    assert who(client) == NOBODY
