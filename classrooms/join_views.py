"""Joining a class: a code that is typed, and the page that a link or a QR code leads to."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.guests import BadToken, fresh_token, learner_of, remember, welcome
from classrooms import tries
from classrooms.codes import typed
from classrooms.forms import CodeForm, JoinForm
from classrooms.joining import ClassFull, NameTaken, NoSuchClass, class_of, join, past
from classrooms.models import Classroom, Membership
from classrooms.pages import refuse
from classrooms.views import TAKEN, page_with_form
from stateguide.pages import SeeOther

UNKNOWN = "No class that you can join has this code. Look at it again, or ask your teacher."
TOO_MANY = "Too many codes were wrong. Wait {minutes} min, then try again."
FULL = "This class is full. Nothing was stored; ask your teacher."


@page_with_form
@never_cache
def type_code(request: HttpRequest) -> HttpResponse:
    """A field for the code of a class."""
    if request.method != "POST":
        return _code_page(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form, 422)
    code = form.cleaned_data["code"]
    try:
        _look_up(request, code)
    except _Refused as refused:
        return _refusal(request, form, refused)
    return SeeOther(reverse("classrooms:join", args=[code]))


def _code_page(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    return render(request, "classrooms/type_code.html", {"form": form}, status=status)


class _Refused(Exception):
    """A code opens nothing; `wait` has the seconds where it was one too many."""

    def __init__(self, wait: int | None) -> None:
        super().__init__(wait)
        self.wait = wait


def _look_up(request: HttpRequest, code: str) -> Classroom:
    """The class of a code. Raises _Refused."""
    if wait := tries.wait(request):
        raise _Refused(wait)
    try:
        return class_of(code, learner_of(request))
    except NoSuchClass:
        raise _Refused(tries.count_wrong(request)) from None


def _refusal(request: HttpRequest, form: CodeForm, refused: _Refused) -> HttpResponse:
    """The page to type a code, with what is wrong: 404, or 429 and when to come again."""
    if refused.wait is None:
        refuse(form, "code", UNKNOWN)
        return _code_page(request, form, 404)
    refuse(form, "code", TOO_MANY.format(minutes=-(-refused.wait // 60)))
    response = _code_page(request, form, 429)
    response.headers["Retry-After"] = str(refused.wait)
    return response


@page_with_form
@never_cache
def show_join(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a name and come in. Who is in the class already goes on to it."""
    try:
        classroom = _look_up(request, typed(code))
    except _Refused as refused:
        return _refusal(request, CodeForm(_sent(code)), refused)
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
        return _refusal(request, CodeForm(_sent(classroom.code)), _Refused(None))
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


def _sent(code: str) -> QueryDict:
    """A code that came in an address, as its form would send it."""
    data = QueryDict(mutable=True)
    data["code"] = code[:40].replace("\0", "")
    return data
