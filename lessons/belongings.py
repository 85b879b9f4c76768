"""What this app keeps of a person: the sections that they have read."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from accounts.belongings import Belongings, Row
from accounts.models import User
from lessons.models import Reading


def _export(user: User) -> Iterator[Row]:
    rows = Reading.objects.of(user).order_by("read_at", "pk")
    return rows.values("lesson", "section", "read_at").iterator()


def _merge(guest: User, account: User) -> None:
    """Where both have read a section, the earlier time is kept."""
    _date_back(guest, account)
    known = Reading.objects.of(account).filter(
        lesson=OuterRef("lesson"), section=OuterRef("section")
    )
    Reading.objects.of(guest).exclude(Exists(known)).update(learner=account)


def _date_back(guest: User, account: User) -> None:
    first = {(r.lesson, r.section): r.read_at for r in Reading.objects.of(guest)}
    late = [
        reading
        for reading in Reading.objects.of(account)
        if first.get((reading.lesson, reading.section), reading.read_at) < reading.read_at
    ]
    for reading in late:
        reading.read_at = first[reading.lesson, reading.section]
    Reading.objects.bulk_update(late, ["read_at"], batch_size=200)


READINGS = Belongings(
    name="readings",
    about="Which sections of the lessons you have marked as read, and when.",
    export=_export,
    merge=_merge,
)
