from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from accounts.guests import remember
from accounts.models import User
from tests.accounts.entering import EMAIL, PASSWORD

DeviceOf = Callable[[User | None], Client]


@pytest.fixture(autouse=True)
def _quick_and_quiet(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Passwords are hashed in no time, no limit of another test holds, refusals are not logged."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def alice(db: None) -> User:
    """Somebody with an account."""
    return User.objects.create_user(EMAIL, PASSWORD)


@pytest.fixture
def guest(db: None) -> User:
    return User.objects.create_user()


@pytest.fixture
def device_of() -> DeviceOf:
    """A browser with the cookie of a guest, or with none."""

    def make(guest: User | None = None) -> Client:
        client, response = Client(), HttpResponse()
        if guest is not None:
            remember(response, guest)
            client.cookies.update(response.cookies)
        return client

    return make
