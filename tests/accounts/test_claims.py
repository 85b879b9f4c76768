"""Who gets what a guest did, when several want it at once; and that nothing of it is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts import adapter, belongings, forms, guests
from accounts.merging import NoGuestAnyMore, locked_guest, merge
from accounts.models import User
from lessons.models import Reading
from quizzes import replies
from quizzes.models import Answer, Attempt
from tests.accounts.entering import EMAIL, PASSWORD, log_in, register, who
from tests.quizzes.content import write
from tests.quizzes.sending import answer, filled

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
DeviceOf = Callable[[User | None], Client]
QUIZ = "/quizzes/what-is-state/"
POST = "/quizzes/what-is-state/attempts/"


@pytest.fixture(scope="module")
def small_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("claims") / "content")


@pytest.fixture(autouse=True)
def content(small_content: Path, settings: Settings) -> None:
    settings.CONTENT_DIR = small_content


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """Run each in a thread with a connection of its own."""

    def alone(action: Callable[[], Any]) -> Any:
        try:
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as threads:
        return list(threads.map(alone, actions))


def meet(monkeypatch: pytest.MonkeyPatch, place: object) -> None:
    """Let two threads go on only when both know who their guest is."""
    barrier, really = threading.Barrier(2, timeout=20), guests.learner_of

    def wait(request: HttpRequest) -> User | None:
        found = really(request)
        barrier.wait()
        return found

    monkeypatch.setattr(place, "learner_of", wait)


@pytest.fixture
def bob() -> User:
    return User.objects.create_user("bob@example.org", PASSWORD)


@pytest.fixture
def worked(guest: User, device_of: DeviceOf) -> Client:
    """The browser of a guest who has read a section and answered a question."""
    client = device_of(guest)
    answer(client, QUIZ)
    at = datetime(2026, 11, 25, tzinfo=UTC)
    Reading.objects.create(learner=guest, lesson="what-is-state", section="where", read_at=at)
    return client


def has(person: User) -> tuple[int, int, int]:
    """How many attempts, answers and readings somebody has."""
    readings = Reading.objects.filter(learner=person).count()
    attempts = Attempt.objects.filter(learner=person).count()
    return attempts, Answer.objects.of(person).count(), readings


def test_of_two_who_register_one_guest_at_once_exactly_one_gets_it(
    guest: User, worked: Client, device_of: DeviceOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet(monkeypatch, forms)
    browsers = [worked, device_of(guest)]
    emails = ["one@example.org", "two@example.org"]
    replies = at_once(*(lambda n=n: register(browsers[n], emails[n]) for n in (0, 1)))
    assert sorted(reply.status_code for reply in replies) == [303, 409]
    won = [reply.status_code for reply in replies].index(303)
    account = User.objects.get()
    assert (account.pk, account.email) == (guest.pk, emails[won])
    assert has(account) == (1, 1, 1)
    assert "was not stored" in replies[1 - won].content.decode()
    # Who was too late is a visitor, and may register on their own.
    monkeypatch.undo()
    assert register(browsers[1 - won], emails[1 - won]).status_code == 303
    assert User.objects.count() == 2
    assert has(account) == (1, 1, 1)


def test_of_two_accounts_that_log_in_with_one_guest_at_once_exactly_one_gets_it(
    alice: User,
    bob: User,
    worked: Client,
    guest: User,
    device_of: DeviceOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer(own := Client(), QUIZ)
    log_in(own, bob.email)
    meet(monkeypatch, adapter)
    other = device_of(guest)
    replies = at_once(lambda: log_in(worked), lambda: log_in(other, bob.email))
    assert [reply.status_code for reply in replies] == [303, 303]
    assert sorted([has(alice), has(bob)]) in ([(0, 0, 0), (2, 2, 1)], [(1, 1, 0), (1, 1, 1)])
    assert not User.objects.filter(pk=guest.pk).exists()
    assert (who(worked), who(other)) == (f"You are {EMAIL}", f"You are {bob.email}")


def test_one_account_that_logs_in_twice_at_once_gets_all_of_it_once(
    alice: User, worked: Client, guest: User, device_of: DeviceOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet(monkeypatch, adapter)
    other = device_of(guest)
    replies = at_once(lambda: log_in(worked), lambda: log_in(other))
    assert [reply.status_code for reply in replies] == [303, 303]
    assert has(alice) == (1, 1, 1)
    assert list(User.objects.all()) == [alice]


def test_the_account_keeps_what_it_had_and_the_guests_attempts_follow(
    alice: User, worked: Client
) -> None:
    answer(own := Client(), QUIZ)
    log_in(own)
    log_in(worked)
    assert has(alice) == (2, 2, 1)
    assert sorted(Attempt.objects.values_list("ordinal", flat=True)) == [1, 2]
    log_in(worked)
    assert has(alice) == (2, 2, 1)


@pytest.mark.parametrize("enter", [log_in, register])
def test_what_is_answered_while_a_guest_is_claimed_is_stored_or_refused(
    worked: Client, guest: User, device_of: DeviceOf, enter: Callable[[Client], Any]
) -> None:
    if enter is log_in:
        User.objects.create_user(EMAIL, PASSWORD)
    attempt = Attempt.objects.get()
    url = reverse("quizzes:question", args=[attempt.quiz, attempt.pk, 2])
    sent = filled(worked.get(url))
    late = device_of(guest)
    reply, entered = at_once(lambda: late.post(url, sent), lambda: enter(worked))
    assert entered.status_code == 303
    assert reply.status_code in {303, 404}
    account = User.objects.get()
    stored = 2 if reply.status_code == 303 else 1
    assert has(account) == (1, stored, 1)
    assert Answer.objects.count() == stored


def test_an_attempt_that_begins_while_its_guest_goes_is_refused_with_a_page(
    alice: User, guest: User, device_of: DeviceOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, really = device_of(guest), replies.take
    sent = filled(client.get(QUIZ))

    def late(*given: Any) -> Any:
        merge(guest, alice)
        return really(*given)

    monkeypatch.setattr(replies, "take", late)
    reply = client.post(POST, sent)
    assert reply.status_code == 409
    assert "You are somebody else by now" in reply.content.decode()
    assert (Attempt.objects.count(), Answer.objects.count()) == (0, 0)


def test_a_merge_that_breaks_leaves_everything_as_it_was(
    alice: User, worked: Client, guest: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: Any) -> None:
        raise RuntimeError("the process died here")

    last = belongings.Belongings("last", export=lambda _: (), merge=crash)
    with monkeypatch.context() as broken:
        broken.setitem(belongings._REGISTERED, "last", last)
        worked.raise_request_exception = False
        assert log_in(worked).status_code == 500
    assert (has(guest), has(alice)) == ((1, 1, 1), (0, 0, 0))
    assert log_in(worked).status_code == 303
    assert has(alice) == (1, 1, 1)


def test_only_a_guest_is_merged_and_not_into_themselves(alice: User, bob: User) -> None:
    guest = User.objects.create_user()
    assert merge(guest, guest) is False
    assert merge(bob, alice) is False
    gone = User.objects.create_user()
    User.objects.filter(pk=gone.pk).delete()
    assert merge(guest, gone) is False
    assert merge(gone, guest) is False
    assert merge(guest, alice) is True
    assert set(User.objects.all()) == {alice, bob}


def test_who_has_an_account_is_no_guest_to_lock(alice: User) -> None:
    with transaction.atomic(), pytest.raises(NoGuestAnyMore):
        locked_guest(alice)
