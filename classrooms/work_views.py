"""What a class is given to do: the list, giving more, changing and withdrawing."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from classrooms.models import Assignment, Classroom, Membership
from classrooms.pages import ARCHIVED, class_page, refuse, see, with_clashes
from classrooms.rights import for_editors, for_staff
from classrooms.versions import Stale, change
from classrooms.views import page_with_form
from classrooms.work import Task, done_at
from classrooms.work_forms import AssignmentForm, GiveForm, things_for

GIVEN = "Somebody else has just given one of these. Look at what is left."


@require_safe
@for_staff
def show_work(request: HttpRequest, membership: Membership) -> HttpResponse:
    """What is given, and how many have done it."""
    classroom = membership.classroom
    given = list(classroom.assignments.in_order())
    learners = classroom.memberships.learners()
    done = done_at(given, learners.values_list("user", flat=True))
    counts = Counter(cell.assignment for cell in done)
    context = {
        "rows": [(Task(one), counts[one.pk]) for one in given],
        "learners": learners.count(),
        "now": timezone.now(),
        "here": "work",
    }
    return class_page(request, membership, "work", context)


@page_with_form
@for_editors
def give(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Tick what to give, with one due date."""
    classroom = membership.classroom
    if request.method != "POST":
        return _give_page(request, membership, _give_form(classroom))
    form = _give_form(classroom, request)
    if not form.is_valid():
        return _give_page(request, membership, form, 422)
    if not classroom.open:
        refuse(form, None, ARCHIVED)
        return _give_page(request, membership, form, 409)
    try:
        _store(classroom, form)
    except IntegrityError:
        refuse(form, None, GIVEN)
        return _give_page(request, membership, form, 409)
    return see("work", membership)


def _give_form(classroom: Classroom, request: HttpRequest | None = None) -> GiveForm:
    given = classroom.assignments.in_order()
    sent = request.POST if request else None
    return GiveForm(things_for(classroom), {_field(one) for one in given}, sent)


def _field(assignment: Assignment) -> str:
    """The tick that gives the same thing."""
    if assignment.question_set:
        return f"question_set-{assignment.question_set.uid.hex}"
    lesson = bool(assignment.lesson)
    return f"lesson-{assignment.lesson}" if lesson else f"quiz-{assignment.quiz}"


def _give_page(
    request: HttpRequest, membership: Membership, form: GiveForm, status: int = 200
) -> HttpResponse:
    return class_page(request, membership, "give", {"form": form, "here": "work"}, status)


@transaction.atomic
def _store(classroom: Classroom, form: GiveForm) -> None:
    """All of it or nothing."""
    for fields in form.assignments():
        classroom.assignments.create(**fields)


@page_with_form
@for_editors
def show_assignment(request: HttpRequest, membership: Membership, assignment: UUID) -> HttpResponse:
    """Change when something is due and, for a set, its limits."""
    found = _assignment(membership, assignment)
    if request.method == "POST":
        return _changed(request, membership, found)
    return _page(request, membership, found, form=AssignmentForm(found))


def _assignment(membership: Membership, uid: UUID) -> Assignment:
    found = membership.classroom.assignments.select_related("question_set").filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    membership: Membership,
    assignment: Assignment,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    context = {"task": Task(assignment), "here": "work", **more}
    return class_page(request, membership, "assignment", context, status)


def _changed(request: HttpRequest, membership: Membership, assignment: Assignment) -> HttpResponse:
    form = AssignmentForm(assignment, request.POST)
    if not form.is_valid():
        return _page(request, membership, assignment, 422, form=form)
    if not membership.classroom.open:
        refuse(form, None, ARCHIVED)
        return _page(request, membership, assignment, 409, form=form)
    try:
        change(assignment, form.cleaned_data["version"], **form.changes)
    except Stale:
        assignment.refresh_from_db()
        now = AssignmentForm(assignment, request.POST)
        now.is_valid()
        return _page(request, membership, assignment, 409, **with_clashes(now))
    return see("work", membership)


@require_POST
@for_editors
def withdraw(request: HttpRequest, membership: Membership, assignment: UUID) -> HttpResponse:
    """Ask it of the class no more; what learners did stays theirs."""
    _assignment(membership, assignment).delete()
    return see("work", membership)
