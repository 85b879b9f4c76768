"""Question sets: the list, one to change, and what is done with it as a whole."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from classrooms.models import Membership, QuestionSet
from classrooms.pages import ARCHIVED, class_page, refuse, see, with_clashes
from classrooms.rights import for_editors, for_staff
from classrooms.sets.changes import Begun, UidUsed, begun_by, classes_for_copies, make, store
from classrooms.sets.forms import CopyForm, NewSetForm, SetForm
from classrooms.sets.offers import offer_of, parts, shelf
from classrooms.versions import Stale
from classrooms.views import page_with_form
from stateguide.pages import SeeOther

BEGUN = "Learners have begun this set, so its questions stay as they are. Copy it to change them."
USED = "This form was used before; open the page again."


@page_with_form
@for_staff
def show_sets(request: HttpRequest, membership: Membership) -> HttpResponse:
    """The sets of a class, and a form for a new one."""
    if request.method == "POST":
        return _made(request, _editor(membership))
    return _list_page(request, membership, _new_form())


def _editor(membership: Membership) -> Membership:
    """Assistants see what editors change."""
    if not membership.edits:
        raise Http404
    return membership


def _new_form() -> NewSetForm:
    form = NewSetForm()
    form.initial = {"uid": uuid.uuid4()}
    return form


def _list_page(
    request: HttpRequest, membership: Membership, form: NewSetForm, status: int = 200
) -> HttpResponse:
    sets = list(membership.classroom.sets.select_related("classroom").order_by("title", "pk"))
    begun = begun_by(sets)
    given = {one.question_set_id: one for one in membership.classroom.assignments.all()}
    rows = [(one, begun.get(one.pk, 0), given.get(one.pk)) for one in sets]
    context = {
        "rows": [row for row in rows if row[0].archived_at is None],
        "archived": [row for row in rows if row[0].archived_at],
        "form": form,
        "here": "sets",
    }
    return class_page(request, membership, "sets/sets", context, status)


def _made(request: HttpRequest, membership: Membership) -> HttpResponse:
    form = NewSetForm(request.POST)
    if not form.is_valid():
        return _list_page(request, membership, form, 422)
    if not membership.classroom.open:
        refuse(form, None, ARCHIVED)
        return _list_page(request, membership, form, 409)
    try:
        found = make(membership.classroom, form.cleaned_data["uid"], form.cleaned_data["title"])
    except UidUsed:
        refuse(form, None, USED)
        return _list_page(request, membership, form, 409)
    return see("set", membership, found.uid)


@page_with_form
@for_staff
def show_set(request: HttpRequest, membership: Membership, found: UUID) -> HttpResponse:
    """The questions of a set in order, and a list to add more from."""
    one = _set(membership, found)
    if request.method == "POST":
        return _changed(request, _editor(membership), one)
    return _set_page(request, membership, one, form=SetForm(one))


def _set(membership: Membership, uid: UUID) -> QuestionSet:
    found = membership.classroom.sets.filter(uid=uid).first()
    if found is None:
        raise Http404
    found.classroom = membership.classroom
    return found


def _changed(request: HttpRequest, membership: Membership, found: QuestionSet) -> HttpResponse:
    form = SetForm(found, request.POST)
    if not form.is_valid():
        return _set_page(request, membership, found, 422, form=form)
    if not membership.classroom.open:
        refuse(form, None, ARCHIVED)
        return _set_page(request, membership, found, 409, form=form)
    try:
        store(found, form.cleaned_data["version"], form.changes)
    except Begun:
        refuse(form, None, BEGUN)
        return _set_page(request, membership, found, 409, form=form)
    except Stale:
        found.refresh_from_db(fields=["title", "keys", "version"])
        now = SetForm(found, request.POST)
        now.is_valid()
        return _set_page(request, membership, found, 409, **with_clashes(now))
    return _on_from(form, membership, found)


def _on_from(form: SetForm, membership: Membership, found: QuestionSet) -> HttpResponse:
    """Back to the place on the page where the button was."""
    said = form.cleaned_data
    url = reverse("classrooms:set", args=[membership.classroom.uid, found.uid])
    shown = urlencode({name: said[name] for name in ("part", "q") if said[name]})
    moved = said["up"] or said["down"]
    place = f"#row-{moved}" if moved else "#more" if shown else ""
    return SeeOther(f"{url}?{shown}{place}" if shown else f"{url}{place}")


def _set_page(
    request: HttpRequest,
    membership: Membership,
    found: QuestionSet,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    form: SetForm = more["form"]
    begun = begun_by([found]).get(found.pk, 0)
    said = form.posted if form.is_bound else request.GET
    words = said.get("q", "")[:100]
    part = said.get("part", "" if words else parts()[0].slug)
    if part and part not in {one.slug for one in parts()}:
        raise Http404
    context = {
        "set": found,
        "rows": [offer_of(key) for key in form.kept],
        "chosen": {*form.kept},
        "ticked": form.ticked,
        "begun": begun,
        "parts": parts(),
        "part": part,
        "q": words,
        "shelf": shelf(part, words),
        "copy": _copy_form(membership),
        "here": "sets",
        **more,
    }
    return class_page(request, membership, "sets/set", context, status)


def _copy_form(membership: Membership) -> CopyForm:
    form = CopyForm(classes_for_copies(membership.user_id))
    form.initial = {"uid": uuid.uuid4(), "to": str(membership.classroom.uid)}
    return form


@require_POST
@for_editors
def archive(request: HttpRequest, membership: Membership, found: UUID) -> HttpResponse:
    """Ask a set no more; what was answered stays. It is never deleted."""
    return _archived(membership, found, archived=True)


@require_POST
@for_editors
def take_back(request: HttpRequest, membership: Membership, found: UUID) -> HttpResponse:
    """Take an archiving back."""
    return _archived(membership, found, archived=False)


def _archived(membership: Membership, uid: UUID, *, archived: bool) -> HttpResponse:
    found = _set(membership, uid)
    membership.classroom.sets.filter(pk=found.pk, archived_at__isnull=archived).update(
        archived_at=timezone.now() if archived else None
    )
    return see("sets", membership)


@require_POST
@for_staff
def copy(request: HttpRequest, membership: Membership, found: UUID) -> HttpResponse:
    """The same questions as a set of their own, for a class that I may change."""
    one, classes = _set(membership, found), classes_for_copies(membership.user_id)
    form = CopyForm(classes, request.POST)
    if not form.is_valid():
        return _set_page(request, membership, one, 422, form=SetForm(one), copy=form)
    to = next(each for each in classes if str(each.uid) == form.cleaned_data["to"])
    try:
        made = make(to, form.cleaned_data["uid"], one.title, one.keys)
    except UidUsed:
        refuse(form, None, USED)
        return _set_page(request, membership, one, 409, form=SetForm(one), copy=form)
    return SeeOther(reverse("classrooms:set", args=[to.uid, made.uid]))
