"""Members: the list for staff, and what editors change of one."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from classrooms import members
from classrooms.forms import MemberForm
from classrooms.joining import NameTaken
from classrooms.models import Membership, MembershipQuerySet
from classrooms.pages import class_page, refuse, see, with_clashes
from classrooms.rights import for_editors, for_staff
from classrooms.versions import Stale
from classrooms.views import TAKEN, page_with_form


@require_safe
@for_staff
def show_members(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Staff, then learners, 50 a page, found by a part of their name."""
    classroom, search = membership.classroom, request.GET.get("q", "")
    context = {
        "staff": _managed(membership, members.staff_of(classroom)),
        "page": _paged(request, members.learners_of(classroom, search)),
        "count": classroom.memberships.learners().count(),
        "search": search[: members.LONGEST_SEARCH],
        "here": "members",
    }
    return class_page(request, membership, "members", context)


@require_safe
@for_staff
def show_gone(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Who has left or was removed."""
    return _gone(request, membership)


def _gone(request: HttpRequest, membership: Membership, fault: str = "") -> HttpResponse:
    page = _paged(request, members.gone_from(membership.classroom))
    context = {"page": page, "fault": fault, "here": "members"}
    return class_page(request, membership, "gone", context, 409 if fault else 200)


def _paged(request: HttpRequest, found: MembershipQuerySet) -> Page[Membership]:
    return Paginator(found, members.PAGE).get_page(request.GET.get("page", ""))


def _managed(editor: Membership, found: MembershipQuerySet) -> list[tuple[Membership, bool]]:
    """Each with whether who asks may change them."""
    return [(one, members.may_manage(editor, one)) for one in found]


@page_with_form
@for_editors
def show_member(request: HttpRequest, membership: Membership, pk: int) -> HttpResponse:
    """Rename a member, give them more time or, as the owner, another role."""
    member = _member(membership, pk)
    by_owner = membership.is_owner
    if request.method == "POST":
        return _managed_one(request, membership, member)
    return _page(request, membership, member, form=MemberForm(member, by_owner=by_owner))


def _member(membership: Membership, pk: int) -> Membership:
    """A current member that this editor may change; others do not exist for them."""
    found = membership.classroom.memberships.current().select_related("user").filter(pk=pk).first()
    if found is None or not members.may_manage(membership, found):
        raise Http404
    return found


def _page(
    request: HttpRequest,
    membership: Membership,
    member: Membership,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    context = {"member": member, "here": "members", **more}
    return class_page(request, membership, "member", context, status)


def _managed_one(request: HttpRequest, membership: Membership, member: Membership) -> HttpResponse:
    by_owner = membership.is_owner
    form = MemberForm(member, request.POST, by_owner=by_owner)
    if not form.is_valid():
        return _page(request, membership, member, 422, form=form)
    try:
        members.manage(member, form.cleaned_data["version"], **form.changes)
    except NameTaken:
        refuse(form, "name", TAKEN)
        return _page(request, membership, member, 409, form=form)
    except Stale:
        member.refresh_from_db()
        now = MemberForm(member, request.POST, by_owner=by_owner)
        now.is_valid()
        return _page(request, membership, member, 409, **with_clashes(now))
    return see("members", membership)


@require_POST
@for_editors
def remove(request: HttpRequest, membership: Membership, pk: int) -> HttpResponse:
    """Send a member away."""
    members.remove(_member(membership, pk))
    return see("members", membership)


@require_POST
@for_editors
def take_back(request: HttpRequest, membership: Membership, pk: int) -> HttpResponse:
    """Let somebody in again who was removed."""
    removed = membership.classroom.memberships.filter(pk=pk, removed=True).first()
    if removed is None:
        raise Http404
    try:
        members.take_back(removed)
    except NameTaken:
        fault = f"Somebody in the class is called {removed.name} now. Rename them first."
        return _gone(request, membership, fault)
    return see("members", membership)
