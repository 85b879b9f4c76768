"""A guest at another device: the code works once, for ten minutes, for whoever enters it first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import device_views
from accounts.devices import LASTS, LENGTH, fresh_code, redeem
from accounts.models import DeviceCode, User
from lessons.models import Reading
from tests.accounts.entering import A_GUEST, NOBODY, log_in, register, who

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DeviceOf = Callable[[User | None], Client]


def enter(client: Client, code: str) -> Any:
    return client.post("/me/device/", {"code": code})


def shown(client: Client) -> str:
    """The code that the page shows in reply."""
    reply = client.post("/me/device/code/")
    assert reply.status_code == 200
    assert "no-store" in reply["Cache-Control"]
    code = reply.content.decode().split('class="device-code">')[1].split("</p>")[0]
    return code.replace("<span>", "").replace("</span>", " ").strip()


def read(person: User, section: str) -> None:
    Reading.objects.create(
        learner=person, lesson="what-is-state", section=section, read_at=timezone.now()
    )


def test_a_code_makes_the_other_browser_the_same_guest(guest: User, device_of: DeviceOf) -> None:
    here, there = device_of(guest), device_of(None)
    assert who(there) == NOBODY
    code = shown(here)
    assert len(code.replace(" ", "")) == LENGTH
    reply = enter(there, code)
    assert (reply.status_code, reply["Location"]) == (303, "/me/")
    assert there.cookies["guest"].value == here.cookies["guest"].value
    assert (who(here), who(there)) == (A_GUEST, A_GUEST)
    assert list(User.objects.all()) == [guest]


def test_what_a_guest_there_had_is_added(guest: User, device_of: DeviceOf) -> None:
    other = User.objects.create_user()
    read(guest, "where")
    read(other, "scope")
    enter(device_of(other), fresh_code(guest))
    assert list(User.objects.all()) == [guest]
    assert set(Reading.objects.values_list("section", "learner")) == {
        ("where", guest.pk),
        ("scope", guest.pk),
    }


@pytest.mark.parametrize("typed", ["{}", " {} ", "{a}-{b}", "{a} {b}", "{lower}"])
def test_a_code_is_taken_as_people_type_it(guest: User, device_of: DeviceOf, typed: str) -> None:
    code = fresh_code(guest)
    text = typed.format(code, a=code[:4], b=code[4:], lower=code.lower())
    assert enter(device_of(None), text).status_code == 303


def fingerprint() -> list[Any]:
    return [list(User.objects.values()), list(DeviceCode.objects.values())]


def refused(client: Client, code: str) -> tuple[int, str]:
    """Status and reason; nothing has changed, and the browser is who it was."""
    before, known = fingerprint(), who(client)
    reply = enter(client, code)
    assert fingerprint() == before
    assert who(client) == known
    assert "guest" not in reply.cookies
    return reply.status_code, reply.content.decode().split('role="alert">')[1].split("</p>")[0]


def test_a_code_that_was_used_is_refused_here_and_there(guest: User, device_of: DeviceOf) -> None:
    code, there = fresh_code(guest), device_of(None)
    enter(there, code)
    for client in (there, device_of(None), device_of(User.objects.create_user())):
        status, says = refused(client, code)
        assert status == 409
        assert "used already" in says


def test_a_code_that_is_too_old_is_refused(guest: User, device_of: DeviceOf) -> None:
    code = fresh_code(guest)
    DeviceCode.objects.update(made_at=timezone.now() - LASTS - timedelta(seconds=1))
    status, says = refused(device_of(None), code)
    assert status == 410
    assert "older than ten minutes" in says


@pytest.mark.parametrize("wrong", ["22222222", "x", "\u202eabc", "%00", "' OR 1=1 --", "é" * 60])
def test_a_code_that_is_none_is_not_found(guest: User, device_of: DeviceOf, wrong: str) -> None:
    fresh_code(guest)
    status, says = refused(device_of(None), wrong)
    assert status == 404
    assert "There is no such code" in says


@pytest.mark.parametrize("bad", ["", "   ", "x" * 65, "\0"])
def test_what_cannot_be_a_code_is_refused_with_the_form(device_of: DeviceOf, bad: str) -> None:
    assert refused(device_of(None), bad)[0] == 422


def test_a_new_code_makes_the_one_before_void(guest: User, device_of: DeviceOf) -> None:
    old, new = fresh_code(guest), fresh_code(guest)
    assert refused(device_of(None), old)[0] == 404
    assert enter(device_of(None), new).status_code == 303
    assert DeviceCode.objects.count() == 1


def test_who_reads_the_database_learns_no_code(guest: User) -> None:
    code = fresh_code(guest)
    assert code not in str(list(DeviceCode.objects.values()))


def test_the_code_of_somebody_who_has_an_account_by_now_is_void(
    guest: User, device_of: DeviceOf
) -> None:
    code = fresh_code(guest)
    register(device_of(guest))
    assert refused(device_of(None), code)[0] == 404


def test_who_is_logged_in_is_told_to_log_out_first(
    alice: User, guest: User, client: Client
) -> None:
    log_in(client)
    status, says = refused(client, fresh_code(guest))
    assert status == 409
    assert "Log out first" in says
    page = client.get("/me/device/").content.decode()
    assert "Log in at your other device" in page
    assert client.post("/me/device/code/").status_code == 302
    assert DeviceCode.objects.filter(used_at=None).count() == 1


def test_a_visitor_has_nothing_to_take_along(client: Client) -> None:
    assert client.post("/me/device/code/")["Location"] == "/me/device/"
    assert client.get("/me/device/code/").status_code == 405


def test_wrong_codes_are_limited_for_an_address_and_right_ones_are_not(
    guest: User, device_of: DeviceOf
) -> None:
    client = device_of(None)
    assert {enter(client, "22222222").status_code for _ in range(100)} == {404}
    reply = enter(client, fresh_code(guest))
    assert reply.status_code == 429
    assert int(reply["Retry-After"]) > 0
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert enter(elsewhere, fresh_code(guest)).status_code == 303


def test_new_codes_are_limited_for_a_guest(guest: User, device_of: DeviceOf) -> None:
    client = device_of(guest)
    statuses = [client.post("/me/device/code/").status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]
    assert device_of(User.objects.create_user()).post("/me/device/code/").status_code == 200


def test_one_code_at_once_on_two_devices_works_on_one(
    transactional_db: None, guest: User, device_of: DeviceOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    barrier, code = threading.Barrier(2, timeout=20), fresh_code(guest)

    def wait(*given: Any) -> User:
        barrier.wait()
        return redeem(*given)

    def alone(client: Client) -> int:
        try:
            return int(enter(client, code).status_code)
        finally:
            connection.close()

    browsers = [device_of(User.objects.create_user()) for _ in range(2)]
    with monkeypatch.context() as together, ThreadPoolExecutor(2) as threads:
        together.setattr(device_views, "redeem", wait)
        statuses = list(threads.map(alone, browsers))
    assert sorted(statuses) == [303, 409]
    assert User.objects.count() == 2, "one guest was merged, the other kept what they had"
