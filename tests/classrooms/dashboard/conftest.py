from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from classrooms.dashboard import subjects
from classrooms.models import Membership
from tests.classrooms.conftest import ClientOf

Get = Callable[..., str]


@pytest.fixture(autouse=True)
def no_subjects_of_other_tests() -> None:
    subjects.forget()


@pytest.fixture
def teacher(tom: Membership, client_of: ClientOf) -> Client:
    """The browser of a teacher of the class."""
    return client_of(tom.user)


@pytest.fixture
def get(teacher: Client, tom: Membership) -> Get:
    """A page of the class as its teacher sees it: `get("dashboard/", status=200)`."""

    def get_page(path: str, status: int = 200, **query: str) -> str:
        cache.clear()  # a class of a test is kept for longer than its next look takes
        reply = teacher.get(f"/classes/{tom.classroom.uid}/{path}", query)
        assert reply.status_code == status
        return str(reply.content.decode())

    return get_page
