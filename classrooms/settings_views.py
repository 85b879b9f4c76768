"""What editors change of a class as a whole, and the card that shows its code."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from classrooms import classes
from classrooms.cards import card
from classrooms.forms import ConfirmForm, HandOverForm, SettingsForm
from classrooms.models import Membership, MembershipQuerySet, Role
from classrooms.pages import class_page, refuse, see, with_clashes
from classrooms.rights import for_editors, for_owner, for_staff
from classrooms.versions import Stale, change
from classrooms.views import page_with_form
from stateguide.pages import SeeOther

NO_TEACHER = "This member is no teacher any more. Nothing was stored."


@require_safe
@for_staff
def show_join_card(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Code, link and QR code, to show or to print."""
    path = reverse("classrooms:join", args=[membership.classroom.code])
    found = card(request.build_absolute_uri(path), request.get_host())
    return class_page(request, membership, "join_card", {"card": found, "here": "join_card"})


@page_with_form
@for_editors
def show_settings(request: HttpRequest, membership: Membership) -> HttpResponse:
    """The name of the class, and who may come in."""
    if request.method == "POST":
        return _changed(request, membership)
    return _page(request, membership, form=SettingsForm(membership.classroom))


def _page(
    request: HttpRequest, membership: Membership, status: int = 200, **more: object
) -> HttpResponse:
    return class_page(request, membership, "settings", {"here": "settings", **more}, status)


def _changed(request: HttpRequest, membership: Membership) -> HttpResponse:
    classroom = membership.classroom
    form = SettingsForm(classroom, request.POST)
    if not form.is_valid():
        return _page(request, membership, 422, form=form)
    try:
        change(classroom, form.cleaned_data["version"], **form.changes)
    except Stale:
        classroom.refresh_from_db()
        now = SettingsForm(classroom, request.POST)
        now.is_valid()
        return _page(request, membership, 409, **with_clashes(now))
    return see("settings", membership)


@require_POST
@for_editors
def renew_code(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Draw another code; the old one opens nothing any more."""
    classes.renew_code(membership.classroom)
    return see("join_card", membership)


@page_with_form
@for_owner
def hand_over(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Make a teacher of the class its owner."""
    teachers = _teachers(membership)
    if request.method != "POST":
        return class_page(request, membership, "hand_over", {"form": HandOverForm(teachers)})
    form = HandOverForm(teachers, request.POST)
    if not form.is_valid():
        return class_page(request, membership, "hand_over", {"form": form}, 422)
    try:
        classes.hand_over(membership, form.cleaned_data["to"])
    except Stale:
        refuse(form, None, NO_TEACHER)
        return class_page(request, membership, "hand_over", {"form": form}, 409)
    return see("settings", membership)


def _teachers(membership: Membership) -> MembershipQuerySet:
    found = membership.classroom.memberships.current().filter(role=Role.TEACHER)
    return found.order_by("name_key")


@require_POST
@for_owner
def archive(request: HttpRequest, membership: Membership) -> HttpResponse:
    """End the class; all that was done stays."""
    classes.archive(membership.classroom)
    return see("settings", membership)


@require_POST
@for_owner
def reopen(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Take an archiving back."""
    classes.reopen(membership.classroom)
    return see("settings", membership)


@page_with_form
@for_owner
def delete(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Delete the class for good; learners keep their answers."""
    form = ConfirmForm(request.POST) if request.method == "POST" else ConfirmForm()
    if form.is_valid():
        membership.classroom.delete()
        return SeeOther(reverse("classrooms:index"))
    count = membership.classroom.memberships.learners().count()
    status = 422 if form.is_bound else 200
    return class_page(request, membership, "delete", {"form": form, "count": count}, status)
