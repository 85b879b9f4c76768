"""A class with its host, somebody else, and a round of three questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from accounts.guests import remember
from accounts.models import User
from classrooms.models import Classroom, Membership, QuestionSet, Role
from classrooms.names import name_of
from live.models import Player, Round

MakeMember = Callable[..., Membership]
MakeRound = Callable[..., Round]
Seat = Callable[..., Player]
ClientOf = Callable[[User], Client]
# Three pieces with beliefs behind wrong picks; pieces and users; one choice.
KEYS = ["blog-down-up", "key-made-at-start", "q-what-stateless-means"]
CODE = "RVE2345"


@pytest.fixture(autouse=True)
def content(settings: Settings) -> None:
    """The product's own content, and no tries of other tests."""
    settings.CONTENT_DIR = Path(project.BASE_DIR) / "content"
    cache.clear()


@pytest.fixture
def classroom(db: None) -> Classroom:
    return Classroom.objects.create(name="DevOps 2", code="ABC2D3F")


@pytest.fixture
def make_member(classroom: Classroom) -> MakeMember:
    """Somebody in the class: `make_member("Ada", Role.TEACHER)`; learners are guests."""

    def make(name: str, role: Role = Role.LEARNER, **fields: object) -> Membership:
        email = "" if role == Role.LEARNER else f"{name.lower()}@example.org"
        user = User.objects.create(email=email, password="!", name=name)
        shown, key = name_of(name)
        given = {"classroom": classroom, "role": role, "name": shown, "name_key": key}
        return Membership.objects.create(**{**given, "user": user, **fields})

    return make


@pytest.fixture
def olga(make_member: MakeMember) -> Membership:
    """The owner, who hosts."""
    return make_member("Olga", Role.OWNER)


@pytest.fixture
def question_set(classroom: Classroom) -> QuestionSet:
    return QuestionSet.objects.create(classroom=classroom, title="Monday", keys=KEYS)


@pytest.fixture
def make_round(classroom: Classroom) -> MakeRound:
    """A round as a row, in any phase; nothing is in its log."""

    def make(**fields: object) -> Round:
        given = {"classroom": classroom, "title": "Monday", "keys": KEYS, "code": CODE}
        return Round.objects.create(**{**given, **fields})

    return make


@pytest.fixture
def seat() -> Seat:
    """A player of a round: `seat(round_, "Ada")`."""

    def make(round_: Round, name: str, **fields: object) -> Player:
        shown, key = name_of(name)
        user = fields.pop("user", None) or User.objects.create(password="!", name=name)
        given = {"round": round_, "user": user, "name": shown, "name_key": key}
        return Player.objects.create(**{**given, **fields})

    return make


@pytest.fixture
def client_of() -> ClientOf:
    """A browser in which somebody is known: by their session, or as a guest by their cookie."""

    def make(user: User) -> Client:
        client = Client()
        if not user.is_guest:
            client.force_login(user)
            return client
        response = HttpResponse()
        remember(response, user)
        client.cookies[project.GUEST_COOKIE_NAME] = response.cookies["guest"].value
        return client

    return make
