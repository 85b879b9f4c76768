"""What this app keeps of a person: where they are a member, and the classes that they own."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from accounts.belongings import Belongings, Row
from accounts.models import User
from classrooms.models import Classroom, Membership, Role


def _export(user: User) -> Iterator[Row]:
    """Each membership; that of an owner with the question sets of the class."""
    for one in Membership.objects.filter(user=user).select_related("classroom").order_by("pk"):
        sets = one.classroom.sets.order_by("pk").values("title", "keys", "made_at")
        yield {
            "class": one.classroom.name,
            "role": one.role,
            "name": one.name,
            "pace": one.pace,
            "joined_at": one.joined_at,
            "ended_at": one.ended_at,
            "removed": one.removed,
            "question_sets": list(sets) if one.is_owner else [],
        }


def _merge(guest: User, account: User) -> None:
    """Where both are in a class, the account's own membership is kept."""
    own = {one.classroom_id: one for one in Membership.objects.filter(user=account)}
    for one in Membership.objects.filter(user=guest):
        if one.classroom_id not in own:
            one.user = account
            one.save(update_fields=["user"])
        else:
            _join(one, own[one.classroom_id])


def _join(guest: Membership, own: Membership) -> None:
    """Who had left by the account and came back as a guest is in the class again."""
    guest.delete()  # first, since both may have one name
    if guest.ended_at is None and own.ended_at is not None and not own.removed:
        own.name, own.name_key, own.role = guest.name, guest.name_key, Role.LEARNER
        own.ended_at = None
        own.save(update_fields=["name", "name_key", "role", "ended_at"])


def _owned_by(user: User) -> QuerySet[Classroom]:
    return Classroom.objects.filter(memberships__user=user, memberships__role=Role.OWNER)


def _farewell(user: User) -> Iterator[str]:
    for classroom in _owned_by(user).order_by("name", "pk"):
        count = classroom.memberships.learners().count()
        yield (
            f"You own the class “{classroom.name}” with {count} learner{'s' * (count != 1)}. It is "
            "deleted with you, unless you hand it over first; its learners keep their answers."
        )


def _forget(user: User) -> None:
    _owned_by(user).delete()


MEMBERSHIPS = Belongings(
    name="memberships",
    about="The classes that you are or were in, with your role, your name there and your time, "
    "and the question sets of classes that you own.",
    export=_export,
    merge=_merge,
    farewell=_farewell,
    forget=_forget,
)
