"""Registering: what is taken, what is refused, and that a guest keeps everything."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.forms import SignupForm
from accounts.models import User
from tests.accounts.entering import (
    A_GUEST,
    EMAIL,
    NOBODY,
    log_in,
    log_out,
    register,
    who,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DeviceOf = Callable[[User | None], Client]


def test_who_registers_is_logged_in_and_led_to_their_page(client: Client) -> None:
    reply = register(client)
    assert (reply.status_code, reply["Location"]) == (303, "/me/")
    assert who(client) == f"You are {EMAIL}"
    assert EmailAddress.objects.get().email == EMAIL


def test_a_guest_becomes_the_account_and_is_the_same_row(guest: User, device_of: DeviceOf) -> None:
    client = device_of(guest)
    assert who(client) == A_GUEST
    reply = register(client)
    assert reply.cookies["guest"].value == ""
    account = User.objects.get()
    assert (account.pk, account.uid, account.email) == (guest.pk, guest.uid, EMAIL)
    assert not account.is_guest
    assert who(client) == f"You are {EMAIL}"


def test_the_cookie_of_who_was_a_guest_opens_no_account(guest: User, device_of: DeviceOf) -> None:
    """Another browser, or a thief, that still has it."""
    late = device_of(guest)
    register(device_of(guest))
    assert who(late) == NOBODY


def test_after_logging_out_the_browser_is_nobody_and_another_guest_sees_none_of_it(
    guest: User, device_of: DeviceOf
) -> None:
    client = device_of(guest)
    register(client)
    log_out(client)
    assert who(client) == NOBODY
    client.cookies.update(device_of(User.objects.create_user()).cookies)
    assert who(client) == A_GUEST
    assert EMAIL not in client.get("/me/").content.decode()


def test_registering_again_changes_nothing(guest: User, device_of: DeviceOf) -> None:
    client = device_of(guest)
    register(client)
    before = User.objects.values().get()
    assert register(client, "other@example.org")["Location"] == "/me/"
    assert User.objects.values().get() == before


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", "required"),
        ("seven77", "at least 8"),
        ("password", "too common"),
        ("x" * 129, "129 characters; it may have 128"),
        ("x" * 5000, "5,000 characters; it may have 128"),
        ("corr\0ect horse", "Null characters"),
    ],
)
def test_a_password_that_is_refused_says_why_and_nothing_is_stored(
    client: Client, password: str, says: str
) -> None:
    reply = register(client, password=password)
    assert reply.status_code == 422
    assert says in reply.content.decode()
    assert f'value="{EMAIL}"' in reply.content.decode()
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    "password",
    ["x" * 127 + "y", "  spaces count  ", "pferd \U0001f40e batterie", "9" * 30 + "1", "ab12cd34"],
)
def test_any_characters_make_a_password_and_none_is_changed(client: Client, password: str) -> None:
    assert register(client, password=password).status_code == 303
    assert User.objects.get().check_password(password)
    log_out(client)
    assert log_in(client, password=password.strip() + "?").status_code == 422
    assert log_in(client, password=password).status_code == 303


def test_passwords_that_differ_are_refused(client: Client) -> None:
    assert register(client, password2="something else").status_code == 422
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    "email", ["", "alice", "a@b", "a b@example.org", "x" * 250 + "@example.org", "a\0@example.org"]
)
def test_what_is_no_address_is_refused(client: Client, email: str) -> None:
    assert register(client, email).status_code == 422
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    "same",
    [
        "ALICE@Example.ORG",
        " alice@example.org ",
        "\uff41lice@example.org",  # a wide letter
        "alice\uff20example.org",
    ],
)
def test_one_address_is_one_account_however_it_is_spelled(client: Client, same: str) -> None:
    register(client, same)
    assert User.objects.get().email == EMAIL
    log_out(client)
    for spelling in (EMAIL, same):
        reply = register(client, spelling)
        assert reply.status_code == 422
        assert "There is an account with this e-mail" in reply.content.decode()
    assert log_in(client, same).status_code == 303
    assert User.objects.count() == 1


def test_kelvin_is_a_k(client: Client) -> None:
    register(client, "kim@example.org")
    log_out(client)
    assert register(client, "\u212aim@example.org").status_code == 422


def test_an_address_that_is_taken_between_check_and_storing_is_refused(
    guest: User, device_of: DeviceOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = SignupForm.save

    def late(form: SignupForm, request: object) -> object:
        User.objects.create_user(EMAIL, "the other one was faster")
        return really(form, request)

    monkeypatch.setattr(SignupForm, "save", late)
    client = device_of(guest)
    reply = register(client)
    assert reply.status_code == 422
    assert "There is an account with this e-mail" in reply.content.decode()
    assert who(client) == A_GUEST
    assert User.objects.get(pk=guest.pk).is_guest


def test_fields_that_the_form_does_not_have_are_without_effect(client: Client) -> None:
    more = {"is_staff": "1", "is_superuser": "1", "uid": "0", "id": "77", "role": "owner"}
    register(client, **more, joined_at="1970-01-01")
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (False, False)
    assert user.pk != 77
    assert user.joined_at.year > 2000


def test_to_open_the_page_makes_nobody_and_no_session(client: Client) -> None:
    assert client.get("/accounts/register/").status_code == 200
    assert "sessionid" not in client.cookies
    assert User.objects.count() == 0


def test_registering_is_limited_for_an_address(client: Client) -> None:
    replies = [client.post("/accounts/register/", {}) for _ in range(101)]
    assert {reply.status_code for reply in replies[:100]} == {422}
    assert replies[100].status_code == 429
    assert int(replies[100]["Retry-After"]) > 0
    assert "That was too often" in replies[100].content.decode()
