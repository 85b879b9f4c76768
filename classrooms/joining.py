"""Coming into a class by its code: once, under a name of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from accounts.models import User
from classrooms.codes import is_code
from classrooms.models import Classroom, Membership, Role
from classrooms.names import Name

MOST = 10_000  # members of a class


class NoSuchClass(LookupError):
    """The class was closed or archived, or the person removed, since they looked."""


class NameTaken(ValueError):
    """Somebody in the class has this name, or one that looks like it."""


class ClassFull(ValueError):
    """The class has as many members as it can."""


def class_of(code: str, user: User | None) -> Classroom | None:
    """The class that a code opens for somebody.

    Who is in the class already finds it by its code even when it is closed.
    """
    classroom = Classroom.objects.filter(code=code).first() if is_code(code) else None
    return classroom if classroom and _admits(classroom, past(classroom, user)) else None


def past(classroom: Classroom, user: User | None) -> Membership | None:
    """The membership of somebody, ended or not."""
    return classroom.memberships.filter(user=user).first() if user else None


def _admits(classroom: Classroom, before: Membership | None) -> bool:
    if before and before.ended_at is None:
        return True
    return classroom.joinable and classroom.open and not (before and before.removed)


def join(classroom: Classroom, user: User, name: Name) -> Membership:
    """Make somebody a learner of the class; who is in it already stays what they are.

    Raises NoSuchClass where it was closed in the meantime, NameTaken, ClassFull. Runs in a
    transaction of the caller, which a fault ends.
    """
    # Those who join at the same instant wait for each other, so that the count holds.
    classroom = Classroom.objects.select_for_update().get(pk=classroom.pk)
    before = past(classroom, user)
    if not _admits(classroom, before):
        raise NoSuchClass(classroom.code)
    if before and before.ended_at is None:
        return before
    if classroom.memberships.current().count() >= MOST:
        raise ClassFull
    return _enter(before or Membership(classroom=classroom, user=user), name)


def _enter(membership: Membership, name: Name) -> Membership:
    """Who comes back begins anew, whatever their role was."""
    membership.role, membership.ended_at = Role.LEARNER, None
    membership.name, membership.name_key = name
    with unique_name():
        membership.save()
    return membership


@contextmanager
def unique_name() -> Iterator[None]:
    """The block stores a name. Raises NameTaken where the class has it already."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refused:
        if "name_key" not in str(refused):
            raise
        raise NameTaken from refused
