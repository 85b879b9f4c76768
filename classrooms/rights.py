"""Who may open which page of a class. What is not yours is as if it were not there: 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.db.models import IntegerField
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache

from accounts.guests import learner_of
from classrooms.models import Membership
from prepared import Blank, Prepared

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Membership, P], HttpResponseBase]
ByUid = Callable[..., HttpResponseBase]  # the same, called with `uid` by the name of the address
_IN = Prepared(
    lambda: Membership.objects.current().filter(
        user_id=Blank("user", IntegerField()), classroom_id=Blank("classroom", IntegerField())
    )
)


def membership_of(request: HttpRequest, uid: UUID) -> Membership:
    """The membership of who asks in the class `uid`, with its classroom: one query.

    Raises Http404 for strangers and visitors, and for who has left or was removed.
    """
    learner = learner_of(request)
    if learner is None:
        raise Http404
    found = Membership.objects.current().filter(user=learner, classroom__uid=uid)
    membership = found.select_related("classroom").first()
    if membership is None:
        raise Http404
    return membership


def membership_in(request: HttpRequest, classroom: int) -> Membership:
    """The same for the key of a class, without its classroom."""
    learner = learner_of(request)
    found = _IN.first(user=learner.pk, classroom=classroom) if learner else None
    if found is None:
        raise Http404
    return found


def for_members(view: View[P]) -> ByUid:
    """A page for everybody in the class: the view gets the membership instead of the uid."""
    return _for(lambda _: True, view)


def for_staff(view: View[P]) -> ByUid:
    """A page for the owner, teachers and assistants: what learners have answered."""
    return _for(lambda membership: membership.is_staff, view)


def for_editors(view: View[P]) -> ByUid:
    """A page for the owner and teachers: what changes the class."""
    return _for(lambda membership: membership.edits, view)


def for_owner(view: View[P]) -> ByUid:
    """A page for the owner alone: handing on, archiving, deleting."""
    return _for(lambda membership: membership.is_owner, view)


def _for(may: Callable[[Membership], bool], view: View[P]) -> ByUid:
    @never_cache
    @wraps(view)
    def found(
        request: HttpRequest, uid: UUID, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        membership = membership_of(request, uid)
        if not may(membership):
            raise Http404
        return view(request, membership, *args, **kwargs)

    return found
