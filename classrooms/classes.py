"""What happens to a class as a whole: opened, handed on, archived."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from classrooms.codes import fresh_code
from classrooms.models import Classroom, Membership, Role
from classrooms.names import Name
from classrooms.versions import Stale


class UidUsed(ValueError):
    """A form's uid names a class of somebody else."""


@transaction.atomic
def open_class(owner: User, uid: UUID, title: str, name: Name) -> Classroom:
    """Open a class; the same form sent twice opens it once. Raises UidUsed."""
    classroom, made = Classroom.objects.get_or_create(uid=uid, defaults={"name": title})
    if made:
        shown, key = name
        classroom.memberships.create(user=owner, role=Role.OWNER, name=shown, name_key=key)
    elif not classroom.memberships.filter(user=owner, role=Role.OWNER).exists():
        raise UidUsed
    return classroom


def renew_code(classroom: Classroom) -> None:
    """Another code; the old one opens nothing any more."""
    Classroom.objects.filter(pk=classroom.pk).update(code=fresh_code())


@transaction.atomic
def hand_over(owner: Membership, to: Membership) -> None:
    """Make a teacher the owner, and the owner a teacher. Raises Stale where one is it no more."""
    for membership, old, new in (
        (owner, Role.OWNER, Role.TEACHER),
        (to, Role.TEACHER, Role.OWNER),
    ):
        same = Membership.objects.current().filter(pk=membership.pk, role=old)
        if not same.update(role=new, version=F("version") + 1):
            raise Stale


def archive(classroom: Classroom) -> None:
    """Nobody joins any more and nothing is given any more; what was done stays."""
    Classroom.objects.filter(pk=classroom.pk, archived_at=None).update(archived_at=timezone.now())


def reopen(classroom: Classroom) -> None:
    """Take an archiving back."""
    Classroom.objects.filter(pk=classroom.pk).update(archived_at=None)
