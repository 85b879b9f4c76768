from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from accounts.models import User
from quizzes.models import Answer, Attempt, Shown
from tests.quizzes.content import write


@pytest.fixture(scope="session")
def small_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("quizzes") / "content")


@pytest.fixture(autouse=True)
def content(small_content: Path, settings: Settings) -> Path:
    """The lessons and scenarios of tests/quizzes/content.py, for every test here."""
    settings.CONTENT_DIR = small_content
    return small_content


@pytest.fixture
def alice(db: None) -> User:
    return User.objects.create(password="!")


@pytest.fixture
def bob(db: None) -> User:
    return User.objects.create(password="!")


@pytest.fixture
def make_attempt(alice: User) -> Callable[..., Attempt]:
    def make(**fields: Any) -> Attempt:
        given = {"learner": alice, "quiz": "what-is-state", "ordinal": 1, "seed": 7, "size": 3}
        return Attempt.objects.create(**{**given, **fields})

    return make


@pytest.fixture
def make_answer(make_attempt: Callable[..., Attempt]) -> Callable[..., Answer]:
    """An answer as the database takes it; what it shows is empty."""

    def make(**fields: Any) -> Answer:
        if "shown" not in fields:
            fields["shown"], _ = Shown.objects.get_or_create(
                digest="d" * 64, seed=0, defaults={"question": {}, "outcome": {}}
            )
        if "attempt" not in fields:
            fields["attempt"] = Attempt.objects.first() or make_attempt()
        given = {
            "submission": uuid.uuid4(),
            "number": 1,
            "question": "restart",
            "response": {"picks": {}},
            "points": 1,
            "max_points": 2,
        }
        return Answer.objects.create(**{**given, **fields})

    return make
