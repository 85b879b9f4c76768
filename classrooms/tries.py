"""How often somebody may try codes: wrong ones count, right ones never do.

A class sits behind one address, so a device is known by its learner or by the cookie of its
forms, and the right code works from any device that has tries left.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest

from accounts.guests import learner_of
from accounts.limits import Limit, address_of

DEVICE = Limit("join-device", most=10, seconds=600)
ADDRESS = Limit("join-address", most=200, seconds=600)
Found = TypeVar("Found")


class WrongCode(Exception):
    """A code opens nothing; `wait` has the seconds where it was one too many."""

    def __init__(self, wait: int | None) -> None:
        super().__init__(wait)
        self.wait = wait


def opened_by(request: HttpRequest, find: Callable[[], Found | None]) -> Found:
    """What `find` finds for the code that a request brings. Raises WrongCode."""
    if wait := _wait(request):
        raise WrongCode(wait)
    found = find()
    if found is None:
        raise WrongCode(_count_wrong(request))
    return found


def _wait(request: HttpRequest) -> int | None:
    """The seconds that a device must wait before any code is looked up; None for most."""
    device = _device(request)
    return DEVICE.wait(device) if device else ADDRESS.wait(address_of(request))


def _count_wrong(request: HttpRequest) -> int | None:
    """Count a wrong code; the seconds to wait where that was one too many."""
    device = _device(request)
    waits = [ADDRESS.hit(address_of(request)), DEVICE.hit(device) if device else None]
    return max((wait for wait in waits if wait), default=None)


def _device(request: HttpRequest) -> str:
    """What a browser is known by; empty for its first request."""
    if learner := learner_of(request):
        return str(learner.uid)
    return request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
