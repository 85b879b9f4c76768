"""A guest goes on at another device: a code that is shown once and works once, for ten minutes."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.codes import fresh
from accounts.merging import locked_guest, merge
from accounts.models import DeviceCode, User

LENGTH = 8  # 30 ** 8, about 6 * 10 ** 11
LASTS = timedelta(minutes=10)


class UnknownCode(Exception):
    """There is no such code."""


class UsedCode(Exception):
    """Somebody has entered this code already."""


class ExpiredCode(Exception):
    """The code was shown longer ago than it lasts."""


def fresh_code(guest: User) -> str:
    """Return a new code; the guest's code before it is void. Raises NoGuestAnyMore.

    Only a keyed hash is stored: who reads the database learns no code.
    """
    code = fresh(LENGTH)
    with transaction.atomic():
        DeviceCode.objects.update_or_create(
            guest=locked_guest(guest),
            defaults={"digest": _digest(code), "made_at": timezone.now(), "used_at": None},
        )
    return code


@transaction.atomic
def redeem(code: str, here: User | None) -> User:
    """Return the guest whose code this is; what a guest has `here` goes to them.

    Raises UnknownCode, UsedCode and ExpiredCode; then nothing has changed.
    """
    guest = _guest_of(code)
    DeviceCode.objects.filter(guest=guest).update(used_at=timezone.now())
    if here is not None:
        merge(here, guest)
    return guest


def _guest_of(code: str) -> User:
    """The guest of a code that is good, both rows locked until the transaction ends."""
    codes = DeviceCode.objects.select_for_update()
    found = codes.filter(digest=_digest(code)).select_related("guest").first()
    if found is None or not found.guest.is_guest:
        raise UnknownCode
    if found.used_at:
        raise UsedCode
    if timezone.now() - found.made_at > LASTS:
        raise ExpiredCode
    return found.guest


def _digest(code: str) -> str:
    return salted_hmac("accounts.devices", code, algorithm="sha256").hexdigest()
