"""Logging in and out: what it tells, what it limits, where it leads, and which sessions end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from tests.accounts.entering import (
    A_GUEST,
    EMAIL,
    NOBODY,
    PASSWORD,
    log_in,
    log_out,
    register,
    who,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DeviceOf = Callable[[User | None], Client]


def said(client: Client, email: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, int]:
    """Status, faults, and how many passwords were hashed, of a login that fails."""
    hashed = []
    with monkeypatch.context() as counted:
        really = MD5PasswordHasher.encode
        counted.setattr(
            MD5PasswordHasher, "encode", lambda *given: hashed.append(1) or really(*given)
        )
        reply = log_in(client, email, "a wrong password")
    page = reply.content.decode()
    return reply.status_code, page.split('class="fault"')[1].split("</p>")[0], len(hashed)


def test_an_unknown_address_and_a_wrong_password_are_told_alike_and_cost_the_same(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = said(Client(), EMAIL, monkeypatch)
    assert known == said(Client(), "nobody@example.org", monkeypatch)
    assert known[0] == 422
    assert known[2] == 1


def test_what_was_typed_is_kept_but_for_the_password(alice: User, client: Client) -> None:
    page = log_in(client, password="not this one").content.decode()
    assert f'value="{EMAIL}"' in page
    assert "not this one" not in page


def test_many_wrong_passwords_make_the_right_one_wait_and_lock_out_nobody_else(
    alice: User, client: Client
) -> None:
    wrong = [log_in(client, password="wrong").status_code for _ in range(20)]
    assert wrong == [422] * 5 + [429] * 15
    right = log_in(client)
    assert right.status_code == 429
    assert right["Retry-After"] == "300"
    assert "That was too often" in right.content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert log_in(elsewhere).status_code == 303


def test_what_a_client_says_of_its_address_counts_for_nothing(alice: User) -> None:
    statuses = [
        log_in(Client(headers={"x-forwarded-for": f"198.51.100.{n}"}), password="no").status_code
        for n in range(6)
    ]
    assert statuses[-1] == 429


def test_a_password_of_any_length_is_refused_before_it_is_hashed(
    alice: User, client: Client
) -> None:
    reply = log_in(client, password="x" * 5000)
    assert reply.status_code == 422
    assert "it may have 128" in reply.content.decode()


@pytest.mark.parametrize(
    "evil",
    [
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "\x08//evil.example",
        "http://127.0.0.1/",
        "///evil.example",
    ],
)
def test_a_foreign_next_leads_home(alice: User, client: Client, evil: str) -> None:
    assert log_in(client, next=evil)["Location"] == "/me/"
    assert client.get("/accounts/login/", {"next": evil})["Location"] == "/me/"
    assert client.post("/accounts/logout/", {"next": evil})["Location"] == "/"


def test_a_next_of_ours_is_followed_through_the_form(alice: User, client: Client) -> None:
    page = client.get("/accounts/login/", {"next": "/classes/"}).content.decode()
    assert '<input type="hidden" name="next" value="/classes/">' in page
    assert "/accounts/register/?next=%2Fclasses%2F" in page
    assert log_in(client, next="/classes/")["Location"] == "/classes/"


def test_a_foreign_host_is_refused(client: Client) -> None:
    reply = client.get("/accounts/login/", headers={"host": "evil.example"})
    assert reply.status_code == 400


def test_a_session_that_nobody_has_is_nobody(client: Client) -> None:
    client.cookies["sessionid"] = "x" * 32
    assert who(client) == NOBODY


def test_a_session_from_before_the_login_is_dead_and_after_the_logout_too(
    alice: User, client: Client
) -> None:
    planted = client.session
    planted["known"] = "to a thief"
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    log_in(client)
    inside = client.cookies["sessionid"].value
    assert inside != planted.session_key
    thief = Client()
    thief.cookies["sessionid"] = planted.session_key
    assert who(thief) == NOBODY
    log_out(client)
    thief.cookies["sessionid"] = inside
    assert who(thief) == NOBODY
    assert who(client) == NOBODY
    assert not Session.objects.exists()


def test_registering_gives_a_new_session_too(client: Client) -> None:
    planted = client.session
    planted["known"] = "to a thief"
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    register(client)
    assert client.cookies["sessionid"].value != planted.session_key


def test_another_password_ends_all_other_sessions(alice: User, client: Client) -> None:
    other = Client()
    log_in(client)
    log_in(other)
    new = {"password1": "a new password", "password2": "a new password"}
    reply = client.post("/accounts/password/", {"oldpassword": PASSWORD, **new})
    assert (reply.status_code, reply["Location"]) == (303, "/me/")
    assert who(client) == f"You are {EMAIL}"
    assert who(other) == NOBODY
    assert log_in(other).status_code == 422
    assert log_in(other, password="a new password").status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("wrong", "a new password", "a new password"),
        (PASSWORD, "a new password", "another one"),
        (PASSWORD, "password", "password"),
        (PASSWORD, "x" * 129, "x" * 129),
        ("x" * 5000, "a new password", "a new password"),
    ],
)
def test_a_password_is_changed_by_who_knows_it_and_within_the_rules(
    alice: User, client: Client, old: str, new: str, again: str
) -> None:
    log_in(client)
    sent = {"oldpassword": old, "password1": new, "password2": again}
    assert client.post("/accounts/password/", sent).status_code == 422
    assert User.objects.get().check_password(PASSWORD)


def test_who_has_no_password_is_led_to_a_mail(client: Client) -> None:
    client.force_login(User.objects.create_user(EMAIL))
    assert client.get("/accounts/password/")["Location"] == "/accounts/password/reset/"


def test_a_closed_account_is_told_so(alice: User, client: Client) -> None:
    User.objects.update(is_active=False)
    assert log_in(client)["Location"] == "/accounts/inactive/"
    assert client.get("/accounts/inactive/").status_code == 200
    assert who(client) == NOBODY


def test_who_does_not_want_to_stay_is_forgotten_with_the_window(
    alice: User, client: Client
) -> None:
    log_in(client)
    assert client.cookies["sessionid"]["max-age"] == ""
    log_out(client)
    log_in(client, remember="on")
    assert client.cookies["sessionid"]["max-age"] > 24 * 3600


def test_to_open_the_page_of_the_logout_logs_nobody_out(alice: User, client: Client) -> None:
    log_in(client)
    assert client.get("/accounts/logout/").status_code == 200
    assert who(client) == f"You are {EMAIL}"


def test_without_its_token_no_form_is_taken(alice: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert log_in(strict).status_code == 403
    assert register(strict).status_code == 403


def test_a_guest_who_logs_in_is_the_account_and_the_guest_is_gone(
    alice: User, guest: User, device_of: DeviceOf
) -> None:
    client = device_of(guest)
    assert who(client) == A_GUEST
    assert log_in(client).cookies["guest"].value == ""
    assert who(client) == f"You are {EMAIL}"
    assert list(User.objects.all()) == [alice]
    log_out(client)
    assert who(client) == NOBODY
