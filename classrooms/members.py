"""Who is in a class: found, named, removed and taken back."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils import timezone

from classrooms.joining import unique_name
from classrooms.models import Classroom, Membership, MembershipQuerySet, Role
from classrooms.names import Name, key_of
from classrooms.versions import change

PAGE = 50
LONGEST_SEARCH = 80


def staff_of(classroom: Classroom) -> MembershipQuerySet:
    """Owner, teachers and assistants, by name."""
    found = classroom.memberships.current().exclude(role=Role.LEARNER)
    return found.select_related("user").order_by("name_key")


def learners_of(classroom: Classroom, search: str = "") -> MembershipQuerySet:
    """Learners whose name holds `search`, by name."""
    found = classroom.memberships.learners().select_related("user").order_by("name_key")
    part = key_of(search[:LONGEST_SEARCH].replace("\0", "").strip())
    return found.filter(name_key__contains=part) if part else found


def gone_from(classroom: Classroom) -> MembershipQuerySet:
    """Who has left or was removed, the last first."""
    found = classroom.memberships.exclude(ended_at=None)
    return found.select_related("user").order_by("-ended_at", "-pk")


def may_manage(editor: Membership, other: Membership) -> bool:
    """Whether one may rename and remove the other: owners all others, teachers learners."""
    if editor.is_owner:
        return other.pk != editor.pk
    return editor.role == Role.TEACHER and other.role == Role.LEARNER


def rename(membership: Membership, name: Name) -> None:
    """Take another name of one's own. Raises NameTaken."""
    own = Membership.objects.filter(pk=membership.pk)
    with unique_name():
        own.update(name=name.shown, name_key=name.key, version=F("version") + 1)


def manage(membership: Membership, seen: int, name: Name, **fields: Any) -> None:
    """Change a member as its form says. Raises NameTaken, and versions.Stale."""
    with unique_name():
        change(membership, seen, name=name.shown, name_key=name.key, **fields)


def leave(membership: Membership) -> None:
    """Go; who left may come back by the code."""
    _current(membership).update(ended_at=timezone.now())


def remove(membership: Membership) -> None:
    """Send somebody away; the code opens nothing for them until they are taken back."""
    _current(membership).update(ended_at=timezone.now(), removed=True)


def _current(membership: Membership) -> MembershipQuerySet:
    # The owner stays whatever two forms at once say: a class without one is nobody's.
    return Membership.objects.current().filter(pk=membership.pk).exclude(role=Role.OWNER)


def take_back(membership: Membership) -> None:
    """Let somebody in again who was removed, as a learner. Raises NameTaken."""
    own = Membership.objects.filter(pk=membership.pk)
    with unique_name():
        own.update(ended_at=None, removed=False, role=Role.LEARNER)
