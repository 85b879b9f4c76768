"""Joining a class: a code that is typed, and the page that a link or a QR code leads to."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.codes import typed
from accounts.guests import BadToken, fresh_token, learner_of, remember, welcome
from classrooms.code_pages import CodePage, sent
from classrooms.forms import CodeForm, JoinForm
from classrooms.joining import ClassFull, NameTaken, NoSuchClass, class_of, join, past
from classrooms.models import Classroom, Membership
from classrooms.pages import refuse
from classrooms.tries import WrongCode, opened_by
from classrooms.views import TAKEN, page_with_form
from stateguide.pages import SeeOther

CODE_PAGE = CodePage(
    "classrooms/type_code.html",
    "No class that you can join has this code. Look at it again, or ask your teacher.",
)
FULL = "This class is full. Nothing was stored; ask your teacher."


@page_with_form
@never_cache
def type_code(request: HttpRequest) -> HttpResponse:
    """A field for the code of a class."""
    if request.method != "POST":
        return CODE_PAGE.show(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return CODE_PAGE.show(request, form, 422)
    code = form.cleaned_data["code"]
    try:
        _look_up(request, code)
    except WrongCode as wrong:
        return CODE_PAGE.refuse(request, form, wrong)
    return SeeOther(reverse("classrooms:join", args=[code]))


def _look_up(request: HttpRequest, code: str) -> Classroom:
    """The class of a code. Raises WrongCode."""
    return opened_by(request, lambda: class_of(code, learner_of(request)))


@page_with_form
@never_cache
def show_join(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a name and come in. Who is in the class already goes on to it."""
    try:
        classroom = _look_up(request, typed(code))
    except WrongCode as wrong:
        return CODE_PAGE.refuse(request, sent(code), wrong)
    learner = learner_of(request)
    if (before := past(classroom, learner)) and before.ended_at is None:
        return SeeOther(classroom.get_absolute_url())
    if request.method == "POST":
        return _joined(request, classroom)
    form = JoinForm()
    form.initial = {"name": learner.name if learner else ""}
    return _join_page(request, classroom, form, token="" if learner else fresh_token())


def _join_page(
    request: HttpRequest,
    classroom: Classroom,
    form: JoinForm,
    status: int = 200,
    *,
    token: str,
) -> HttpResponse:
    context = {"classroom": classroom, "form": form, "token": token}
    return render(request, "classrooms/join.html", context, status=status)


def _joined(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    form = JoinForm(request.POST)
    if not form.is_valid():
        token = form.cleaned_data.get("token") or fresh_token()
        return _join_page(request, classroom, form, 422, token=token)
    try:
        membership = _store(request, classroom, form)
    except NoSuchClass:  # it was closed in the meantime
        return CODE_PAGE.refuse(request, sent(classroom.code), WrongCode(None))
    except (BadToken, NameTaken, ClassFull) as fault:
        return _not_joined(request, classroom, form, fault)
    response = SeeOther(classroom.get_absolute_url())
    remember(response, membership.user)
    return response


@transaction.atomic
def _store(request: HttpRequest, classroom: Classroom, form: JoinForm) -> Membership:
    learner = welcome(request, form.cleaned_data["token"])
    return join(classroom, learner, form.cleaned_data["name"])


def _not_joined(
    request: HttpRequest, classroom: Classroom, form: JoinForm, fault: Exception
) -> HttpResponse:
    """The form again, with its token: the guest that it would have made was not stored."""
    token = form.cleaned_data["token"]
    if isinstance(fault, BadToken):
        refuse(form, None, f"{str(fault).capitalize()}.")
        return _join_page(request, classroom, form, 422, token=fresh_token())
    taken = isinstance(fault, NameTaken)
    refuse(form, "name" if taken else None, TAKEN if taken else FULL)
    return _join_page(request, classroom, form, 409, token=token)
