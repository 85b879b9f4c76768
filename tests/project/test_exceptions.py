"""Faults that are nobody's mistake get a page that says what to do."""

from __future__ import annotations

import logging

import pytest
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.guests import now_is
from accounts.limits import LimitReached
from accounts.merging import NoGuestAnyMore
from accounts.models import User
from stateguide.exceptions import ExceptionsMiddleware

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


def reply(fault: Exception, learner: User | None = None) -> HttpResponse | None:
    """What the middleware makes of `fault` on a request of `learner`."""
    request = RequestFactory().get("/")
    if learner:
        now_is(request, learner)
    return ExceptionsMiddleware(HttpResponse).process_exception(request, fault)


def test_a_limit_that_is_reached_is_a_429_with_the_seconds_to_wait() -> None:
    found = reply(LimitReached(77))
    assert found is not None
    assert (found.status_code, found["Retry-After"]) == (429, "77")


@pytest.mark.parametrize("fault", [IntegrityError("FOREIGN KEY"), NoGuestAnyMore()])
def test_a_learner_who_went_meanwhile_is_a_409(fault: Exception) -> None:
    gone = User.objects.create_user()
    User.objects.filter(pk=gone.pk).delete()
    found = reply(fault, gone)
    assert found is not None
    assert found.status_code == 409
    assert "was not stored" in found.content.decode()


def test_every_other_fault_of_integrity_is_ours() -> None:
    assert reply(IntegrityError("UNIQUE")) is None
    assert reply(IntegrityError("UNIQUE"), User.objects.create_user()) is None
