from __future__ import annotations

import time

import pytest

from quizzes.tickets import MAX_AGE, BadTicket, Ticket, sealed, unsealed

TICKET = Ticket("token", "home", 1, 7)


def test_a_ticket_says_what_it_was_made_for() -> None:
    assert unsealed(sealed(TICKET), "home") == TICKET


def test_a_ticket_is_good_for_three_days_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    text, made = sealed(TICKET), time.time()
    monkeypatch.setattr(time, "time", lambda: made + MAX_AGE.total_seconds() - 1)
    assert unsealed(text, "home") == TICKET
    monkeypatch.setattr(time, "time", lambda: made + MAX_AGE.total_seconds() + 2)
    with pytest.raises(BadTicket):
        unsealed(text, "home")


def test_a_ticket_for_another_quiz_is_refused() -> None:
    with pytest.raises(BadTicket):
        unsealed(sealed(TICKET), "what-is-state")


@pytest.mark.parametrize("text", ["", "nothing", "a:b:c", "\0" * 10])
def test_what_we_did_not_sign_is_refused(text: str) -> None:
    with pytest.raises(BadTicket):
        unsealed(text, "home")


def test_a_ticket_that_was_changed_is_refused() -> None:
    body, _, signature = sealed(TICKET).partition(":")
    with pytest.raises(BadTicket):
        unsealed(f"{body}x:{signature}", "home")
