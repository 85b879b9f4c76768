"""The learners of a class: who is a learner now, whatever they answered and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

from accounts.models import User
from classrooms.dashboard.tries import CHUNK
from classrooms.models import Classroom, Membership, Role

PAGE = 50


def page_of(classroom: Classroom, number: str) -> Page[Membership]:
    """So many learners by name; what is no number is the first page, too high is the last."""
    return Paginator(classroom.memberships.learners().order_by("name_key"), PAGE).get_page(number)


def learner(classroom: Classroom, pk: int) -> Membership:
    """A current learner of this class. Raises Http404 for everybody else."""
    found = classroom.memberships.learners().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def named(classroom: Classroom, users: Iterable[int]) -> Mapping[int, Membership]:
    """The learners among these users, by their keys. One query."""
    found = classroom.memberships.learners().filter(user__in={*users})
    return {one.user_id: one for one in found}


def users_of(classroom: Classroom) -> list[int]:
    """All of them by name, as keys of users."""
    members = classroom.memberships.learners().order_by("name_key")
    return list(members.values_list("user", flat=True))


def learning_in(classroom: Classroom) -> QuerySet[User, int]:
    """The same as a query, however many there are."""
    own = {"memberships__classroom": classroom, "memberships__role": Role.LEARNER}
    return User.objects.filter(**own, memberships__ended_at=None).values_list("pk", flat=True)


class Who(NamedTuple):
    """A learner in a table."""

    number: int  # of the membership, which is also that of their page
    name: str
    user: int


def everybody(classroom: Classroom, size: int = CHUNK) -> Iterator[list[Who]]:
    """All learners by name, so many at a time."""
    members = classroom.memberships.learners().order_by("name_key")
    found = [Who(*row) for row in members.values_list("pk", "name", "user")]
    for start in range(0, len(found), size):
        yield found[start : start + size]
