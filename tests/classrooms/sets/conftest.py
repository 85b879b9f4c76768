from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as project
from django.test import Client
from pytest_django import Settings

from classrooms.models import Classroom, Membership, QuestionSet
from tests.classrooms.conftest import ClientOf
from tests.classrooms.sets.giving import give

MakeSet = Callable[..., QuestionSet]
KEYS = ["redis-restarted", "redis-restarted.reboot-host", "q-what-makes-it-state"]


@pytest.fixture(autouse=True)
def content(settings: Settings) -> None:
    """The product's own content."""
    settings.CONTENT_DIR = Path(project.BASE_DIR) / "content"


@pytest.fixture
def make_set(classroom: Classroom) -> MakeSet:
    def make(keys: list[str] = KEYS, **fields: object) -> QuestionSet:
        given = {"classroom": classroom, "title": "Monday", "uid": uuid.uuid4()}
        return QuestionSet.objects.create(keys=keys, **{**given, **fields})

    return make


@pytest.fixture
def monday(make_set: MakeSet) -> QuestionSet:
    """A set that is given to the class without limits."""
    found = make_set()
    give(found)
    return found


@pytest.fixture
def learner(lea: Membership, client_of: ClientOf) -> Client:
    return client_of(lea.user)


@pytest.fixture
def teacher(tom: Membership, client_of: ClientOf) -> Client:
    return client_of(tom.user)
