"""Every address of the site and every role: who gets what is written in tests/project/rights/."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.project.rights import ROWS
from tests.project.rights.rows import Row
from tests.project.rights.world import CLASSLESS, FOREIGN, ROLES, SECRET, World, build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BY_NAME = {row.name: row for row in ROWS}


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    """The name and the path of every address."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            space = f"{one.namespace}:" if one.namespace else ""
            yield from addresses(one, before + space)
        else:
            assert isinstance(one, URLPattern)
            yield f"{before}{one.name}", str(one.pattern)


ADDRESSES = dict(addresses(get_resolver()))
OF_A_CLASS = [row for row in ROWS if "<uuid:uid>" in ADDRESSES.get(row.name, "")]


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "django.request")


def test_every_address_has_its_row() -> None:
    missing = sorted(ADDRESSES.keys() - BY_NAME.keys())
    assert not missing, (
        f"No row says who may open {missing}: add one to the module of its part in "
        "tests/project/rights/, with what each role gets for GET and for POST"
    )
    assert len(ADDRESSES) == len(list(addresses(get_resolver()))), "two addresses of one name"


def test_every_row_has_its_address_and_says_something_of_every_role() -> None:
    assert sorted(BY_NAME.keys() - ADDRESSES.keys()) == [], "these addresses are no more"
    assert len(BY_NAME) == len(ROWS), "a row stands twice"
    assert [row.name for row in ROWS if {*row.get} != {*ROLES} or {*row.post} != {*ROLES}] == []


def url_of(row: Row, world: World, **others: Any) -> str:
    """The address of a row, with the places that its path asks for."""
    asked = re.findall(r"<(?:\w+:)?(\w+)>", ADDRESSES[row.name])
    places = {**world.places, **row.places(world), **others}
    return reverse(row.name, kwargs={name: places[name] for name in asked})


def request(world: World, role: str, method: str, url: str, data: Any) -> HttpResponse:
    """Send it, and undo what it did."""
    client = world.client(role)
    with transaction.atomic():
        reply: Any = client.post(url, data) if method == "post" else client.get(url)
        transaction.set_rollback(True)
    return reply  # type: ignore[no-any-return]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_role_gets_what_the_table_says_and_nothing_of_others(row: Row, world: World) -> None:
    url, sent = url_of(row, world), row.sent(world)
    got = {role: request(world, role, "get", url, None) for role in ROLES}
    assert {role: reply.status_code for role, reply in got.items()} == row.get
    posted = {role: request(world, role, "post", url, sent) for role in ROLES}
    assert {role: reply.status_code for role, reply in posted.items()} == row.post
    for role in ROLES:
        assert seen(role, got[role]) == [], f"{role} sees what is not theirs"
        assert seen(role, posted[role]) == [], f"{role} is told what is not theirs"


def seen(role: str, reply: HttpResponse) -> list[str]:
    """What a role must not see and does: another class, or a learner that staff alone sees."""
    shown = b"".join(reply) if reply.streaming else reply.content
    hidden = [] if role == "other" else [FOREIGN]
    hidden += [SECRET] if role in {*CLASSLESS, "other", "learner"} else []
    return [canary for canary in hidden if canary.encode() in shown]


def test_the_canaries_sing_where_they_may(world: World) -> None:
    """Else the test above would prove nothing."""
    members = reverse("classrooms:members", args=[world.classroom.uid])
    assert SECRET.encode() in request(world, "assistant", "get", members, None).content
    assert (
        FOREIGN.encode()
        in request(world, "other", "get", reverse("classrooms:index"), None).content
    )


@pytest.mark.parametrize("row", OF_A_CLASS, ids=lambda row: row.name)
def test_a_class_of_others_is_told_apart_from_none_by_nobody(row: Row, world: World) -> None:
    theirs, none = url_of(row, world), url_of(row, world, uid=uuid.uuid4())
    for method in ("get", "post"):
        found = request(world, "other", method, theirs, row.sent(world))
        unknown = request(world, "other", method, none, row.sent(world))
        assert (found.status_code, found.content) == (unknown.status_code, unknown.content)
