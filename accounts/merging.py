"""A guest becomes an account, or what a guest has goes to an account that is there already."""

from __future__ import annotations

from django.db import transaction

from accounts.belongings import registered
from accounts.models import User


class NoGuestAnyMore(Exception):
    """The guest's row has an account by now, or is gone: somebody else was first."""


def locked_guest(guest: User) -> User:
    """The row of `guest`, for the rest of this transaction nobody else's. Raises NoGuestAnyMore."""
    found = User.objects.guests().select_for_update().filter(pk=guest.pk).first()
    if found is None:
        raise NoGuestAnyMore
    return found


@transaction.atomic
def merge(guest: User, into: User) -> bool:
    """Give all that `guest` has to another person and delete the guest; say whether that was done.

    A guest who is gone, or has an account of their own by now, has nothing to give.
    """
    # Both rows are locked in one order, so that two who merge each other do not wait for ever.
    rows = User.objects.get_queryset().select_for_update().filter(pk__in=(guest.pk, into.pk))
    found = {user.pk: user for user in rows.order_by("pk")}
    mine, theirs = found.get(guest.pk), found.get(into.pk)
    if mine is None or theirs is None or mine == theirs or not mine.is_guest:
        return False
    for belongings in registered():
        belongings.merge(mine, theirs)
    mine.delete()
    return True
