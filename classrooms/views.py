"""The classes that somebody is in, and what each of them sees of one."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guests import learner_of
from accounts.models import User
from classrooms import members
from classrooms.classes import UidUsed, open_class
from classrooms.forms import CodeForm, NameForm, OpenForm
from classrooms.joining import NameTaken
from classrooms.mine import classes_of
from classrooms.models import Membership
from classrooms.pages import class_page, refuse, see
from classrooms.rights import for_members
from classrooms.work import tasks_of
from stateguide.pages import SeeOther

page_with_form = require_http_methods(["GET", "HEAD", "POST"])
TAKEN = "Somebody in this class has this name already, or one that looks like it."
OWNER_STAYS = "A class has an owner. Hand it over before you leave; nothing was stored."


@require_safe
@never_cache
def show_index(request: HttpRequest) -> HttpResponse:
    """The classes that I am in, and the ways into another."""
    found = classes_of(learner_of(request), timezone.now())
    return render(request, "classrooms/index.html", {"classes": found, "code": CodeForm()})


@page_with_form
@never_cache
def open_one(request: HttpRequest) -> HttpResponse:
    """Open a class. Who has no account is told how to get one."""
    owner = learner_of(request)
    if owner is None or owner.is_guest:
        status = 403 if request.method == "POST" else 200
        return render(request, "classrooms/open_guest.html", status=status)
    if request.method == "POST":
        return _opened(request, owner)
    form = OpenForm()
    form.initial = {"name": owner.name, "uid": uuid.uuid4()}
    return render(request, "classrooms/open.html", {"form": form})


def _opened(request: HttpRequest, owner: User) -> HttpResponse:
    form = OpenForm(request.POST)
    if form.is_valid():
        uid, title, name = (form.cleaned_data[field] for field in ("uid", "title", "name"))
        try:
            return SeeOther(open_class(owner, uid, title, name).get_absolute_url())
        except UidUsed:
            refuse(form, None, "This form was used before; open the page again.")
    return render(request, "classrooms/open.html", {"form": form}, status=422)


@require_safe
@for_members
def show_class(request: HttpRequest, membership: Membership) -> HttpResponseBase:
    """The first page of a class: what its staff watches, or what a learner is to do."""
    page = "dashboard" if membership.is_staff else "mine"
    return redirect(f"classrooms:{page}", membership.classroom.uid)


@page_with_form
@for_members
def show_mine(request: HttpRequest, membership: Membership) -> HttpResponse:
    """What the class asks of me, and the name that it shows of me."""
    if request.method == "POST":
        return _renamed(request, membership)
    form = NameForm()
    form.initial = {"name": membership.name}
    return _mine(request, membership, form)


def _mine(
    request: HttpRequest, membership: Membership, form: NameForm, status: int = 200
) -> HttpResponse:
    given = list(membership.classroom.assignments.in_order())
    tasks = tasks_of(membership.user_id, given, timezone.now(), membership.pace)
    left = [task for task in tasks if task.open]
    context = {"form": form, "tasks": tasks, "left": left, "here": "mine"}
    return class_page(request, membership, "mine", context, status)


def _renamed(request: HttpRequest, membership: Membership) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        return _mine(request, membership, form, 422)
    try:
        members.rename(membership, form.cleaned_data["name"])
    except NameTaken:
        refuse(form, "name", TAKEN)
        return _mine(request, membership, form, 409)
    return see("mine", membership)


@page_with_form
@for_members
def leave(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Say what leaving means, and leave."""
    if membership.is_owner:
        status = 409 if request.method == "POST" else 200
        return class_page(request, membership, "leave", {"fault": OWNER_STAYS}, status)
    if request.method == "POST":
        members.leave(membership)
        return SeeOther(reverse("classrooms:index"))
    return class_page(request, membership, "leave", {})
