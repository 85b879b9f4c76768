"""What only mail can do: a new password, a confirmed address, a code to log in with."""

from __future__ import annotations

import logging
import re
import smtplib
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.accounts import urls_with_mail
from tests.accounts.entering import EMAIL, NOBODY, PASSWORD, log_in, register, who

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NEW = {"password1": "a new password", "password2": "a new password"}
Outbox = list[EmailMessage]


@pytest.fixture
def with_mail(settings: Settings) -> None:
    """As with EMAIL_URL=smtp://..."""
    settings.ACCOUNT_EMAIL_VERIFICATION = "optional"
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = True
    settings.ROOT_URLCONF = urls_with_mail.__name__


@pytest.fixture
def mandatory(with_mail: None, settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def ask(client: Client, email: str) -> Any:
    return client.post("/accounts/password/reset/", {"email": email})


def link(message: EmailMessage) -> str:
    """The path of the link in a mail; plain text, and no other kind beside."""
    assert not getattr(message, "alternatives", None)
    found = re.search(r"http://testserver(/\S+)", str(message.body))
    assert found, message.body
    return found[1]


def test_a_link_by_mail_gives_a_new_password_once(
    alice: User, client: Client, mailoutbox: Outbox
) -> None:
    inside = Client()
    log_in(inside)
    assert ask(client, EMAIL.upper())["Location"] == "/accounts/password/reset/sent/"
    [message] = mailoutbox
    assert message.to == [EMAIL]
    path = link(message)
    form = client.get(path)["Location"]
    assert form.endswith("-set-password/"), "the key is in no address that a page could tell"
    assert client.post(form, NEW | {"password2": "other"}).status_code == 422
    reply = client.post(form, NEW)
    assert (reply.status_code, reply["Location"]) == (303, "/accounts/password/reset/done/")
    assert who(inside) == NOBODY
    assert log_in(client, password=NEW["password1"]).status_code == 303
    again = Client().get(path)
    assert again.status_code == 410
    assert "used or too old" in again.content.decode()


@pytest.mark.parametrize("path", ["1-abc", "0-set-password", "zzzzzzzzzzzzzzzz-1-2", "1-é", "-x"])
def test_a_link_that_nobody_sent_opens_nothing(client: Client, path: str) -> None:
    assert client.get(f"/accounts/password/reset/{path}/").status_code in {404, 410}
    assert client.post(f"/accounts/password/reset/{path}/", NEW).status_code in {404, 410}


def test_known_and_unknown_addresses_are_told_alike_and_both_get_a_mail(
    alice: User, mailoutbox: Outbox
) -> None:
    known, unknown = ask(Client(), EMAIL), ask(Client(), "nobody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mailoutbox] == [[EMAIL], ["nobody@example.org"]]
    assert "There is none" in str(mailoutbox[1].body)
    assert "password/reset" not in str(mailoutbox[1].body)


def test_asking_for_mail_is_limited_for_an_address(
    alice: User, client: Client, mailoutbox: Outbox
) -> None:
    statuses = [ask(client, EMAIL).status_code for _ in range(6)]
    assert statuses == [303] * 5 + [429]
    assert len(mailoutbox) == 5


def test_where_mail_must_be_confirmed_nobody_learns_who_has_an_account(
    mandatory: None, alice: User, mailoutbox: Outbox
) -> None:
    known, unknown = register(Client()), register(Client(), "bob@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert known["Location"] == "/accounts/confirm/"
    assert {*known.cookies} == {*unknown.cookies}
    assert "has an account already" in str(mailoutbox[0].body)
    assert alice.check_password(PASSWORD)


def test_where_mail_must_be_confirmed_the_link_opens_the_account(
    mandatory: None, client: Client, mailoutbox: Outbox
) -> None:
    register(client)
    assert who(client) == NOBODY
    assert log_in(Client())["Location"] == "/accounts/confirm/"
    path = link(mailoutbox[0])
    assert client.get(path).status_code == 200
    assert not EmailAddress.objects.get().verified, "programs follow links too"
    assert client.post(path).status_code == 303
    assert EmailAddress.objects.get().verified
    assert log_in(Client())["Location"] == "/me/"
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 404


def test_where_mail_may_be_confirmed_who_registers_is_in_at_once(
    with_mail: None, client: Client, mailoutbox: Outbox
) -> None:
    assert register(client)["Location"] == "/me/"
    assert link(mailoutbox[0]).startswith("/accounts/confirm/")


def test_without_a_mail_server_no_mail_is_needed_to_register(
    client: Client, mailoutbox: Outbox
) -> None:
    assert register(client)["Location"] == "/me/"
    assert mailoutbox == []
    assert client.get("/accounts/code/").status_code == 404
    assert "/accounts/code/" not in client.get("/accounts/login/").content.decode()


def test_a_code_by_mail_logs_in(with_mail: None, alice: User, mailoutbox: Outbox) -> None:
    client = Client()
    assert "/accounts/code/" in client.get("/accounts/login/").content.decode()
    reply = client.post("/accounts/code/", {"email": EMAIL})
    assert (reply.status_code, reply["Location"]) == (303, "/accounts/code/enter/")
    assert EMAIL in client.get("/accounts/code/enter/").content.decode()
    assert client.post("/accounts/code/enter/", {"code": "nonsense"}).status_code == 422
    code = str(mailoutbox[0].body).split("\n\n")[1]
    assert client.post("/accounts/code/enter/", {"code": code})["Location"] == "/me/"
    assert who(client) == f"You are {EMAIL}"


def test_a_code_for_nobody_is_told_alike(with_mail: None, mailoutbox: Outbox) -> None:
    client = Client()
    reply = client.post("/accounts/code/", {"email": "nobody@example.org"})
    assert (reply.status_code, reply["Location"]) == (303, "/accounts/code/enter/")
    assert client.get("/accounts/code/enter/").status_code == 200
    assert "There is none" in str(mailoutbox[0].body)


@pytest.mark.parametrize("fault", [ConnectionRefusedError(), smtplib.SMTPDataError(451, b"later")])
def test_a_mail_server_that_is_away_breaks_no_page(
    with_mail: None,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fault: Exception,
) -> None:
    def away(*_: object) -> None:
        raise fault

    caplog.set_level(logging.ERROR)
    monkeypatch.setattr(mail.EmailMessage, "send", away)
    assert register(client).status_code == 303
    assert ask(Client(), EMAIL).status_code == 303
    assert caplog.text.count("A mail could not be sent") == 2
    assert EMAIL not in "".join(record.getMessage() for record in caplog.records)


def test_the_adapter_never_answers_in_json(client: Client) -> None:
    reply = client.post("/accounts/login/", {}, headers={"x-requested-with": "XMLHttpRequest"})
    assert reply.status_code == 422
    assert reply["Content-Type"].startswith("text/html")
