"""The classes that somebody is in, and what each of them sees of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.guests import learner_of
from classrooms.models import Membership
from classrooms.rights import for_members


@require_safe
@never_cache
def show_index(request: HttpRequest) -> HttpResponse:
    """The classes that I am in."""
    learner = learner_of(request)
    found = Membership.objects.current().filter(user=learner) if learner else ()
    return render(request, "classrooms/index.html", {"memberships": found})


@require_safe
@for_members
def show_class(request: HttpRequest, membership: Membership) -> HttpResponse:
    """The first page of a class: what its staff watches, or what a learner is to do."""
    return redirect("classrooms:mine", membership.classroom.uid)


@require_safe
@for_members
def show_mine(request: HttpRequest, membership: Membership) -> HttpResponse:
    """What the class asks of me."""
    return render(request, "classrooms/mine.html", {"membership": membership})
