"""A class with somebody in each role, and people who are not in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from accounts.guests import remember
from accounts.models import User
from classrooms.models import Classroom, Membership, Role
from classrooms.names import name_of

MakeMember = Callable[..., Membership]
ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def no_limits_of_other_tests() -> None:
    cache.clear()


@pytest.fixture
def classroom(db: None) -> Classroom:
    return Classroom.objects.create(name="DevOps 2", code="ABC2D3F")


@pytest.fixture
def make_member(classroom: Classroom) -> MakeMember:
    """Somebody in the class: `make_member("Ada", Role.TEACHER)`; learners are guests."""

    def make(name: str, role: Role = Role.LEARNER, **fields: object) -> Membership:
        if "user" not in fields:
            email = "" if role == Role.LEARNER else f"{name.lower()}@example.org"
            fields["user"] = User.objects.create(email=email, password="!", name=name)
        shown, key = name_of(name)
        given = {"classroom": classroom, "role": role, "name": shown, "name_key": key}
        return Membership.objects.create(**{**given, **fields})

    return make


@pytest.fixture
def olga(make_member: MakeMember) -> Membership:
    """The owner."""
    return make_member("Olga", Role.OWNER)


@pytest.fixture
def tom(make_member: MakeMember) -> Membership:
    """A teacher."""
    return make_member("Tom", Role.TEACHER)


@pytest.fixture
def ann(make_member: MakeMember) -> Membership:
    """An assistant."""
    return make_member("Ann", Role.ASSISTANT)


@pytest.fixture
def lea(make_member: MakeMember) -> Membership:
    """A learner, who is a guest."""
    return make_member("Lea")


@pytest.fixture
def registered(db: None) -> User:
    """Somebody with an account who is in no class."""
    return User.objects.create_user("rita@example.org", "correct horse battery", name="Rita")


@pytest.fixture
def client_of() -> ClientOf:
    """A browser in which somebody is known: by their session, or as a guest by their cookie."""

    def make(user: User) -> Client:
        client = Client()
        if user.is_guest:
            response = HttpResponse()
            remember(response, user)
            client.cookies[settings.GUEST_COOKIE_NAME] = response.cookies["guest"].value
        else:
            client.force_login(user)
        return client

    return make
