from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from accounts import guests
from accounts.models import User
from lessons import catalogue
from lessons.catalogue import Lesson
from tests.lessons.content import write

Changes = dict[str, str | None]


@pytest.fixture
def make_content(tmp_path: Path) -> Callable[[Changes], Path]:
    """Writes the small content, changed, and gives its root, a new one each time."""
    numbers = count()
    return lambda changes: write(tmp_path / str(next(numbers)) / "content", changes)


@pytest.fixture
def small_content(
    make_content: Callable[[Changes], Path], settings: LazySettings
) -> Callable[..., Path]:
    """The app has the small content; call it with changes to have it changed."""

    def use(changes: Changes | None = None) -> Path:
        settings.CONTENT_DIR = make_content(changes or {})
        return Path(settings.CONTENT_DIR)

    use()
    return use


@pytest.fixture
def lesson(small_content: object) -> Lesson:
    return catalogue.lesson("what-is-state")


@pytest.fixture
def alice(db: None) -> User:
    return User.objects.create_user(name="Alice")


@pytest.fixture
def charlie(db: None) -> User:
    return User.objects.create_user(name="Charlie")


@pytest.fixture
def client_of(settings: LazySettings) -> Callable[[User], Client]:
    """A browser that has the guest cookie of somebody."""

    def make(user: User) -> Client:
        response = HttpResponse()
        guests.remember(response, user)
        client = Client()
        client.cookies[settings.GUEST_COOKIE_NAME] = response.cookies[
            settings.GUEST_COOKIE_NAME
        ].value
        return client

    return make
