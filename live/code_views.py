"""The code of a round: typed, or in an address; wrong ones are counted."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from classrooms.forms import CodeForm
from classrooms.join_views import TOO_MANY
from classrooms.pages import refuse
from classrooms.views import page_with_form
from live.models import Round
from live.rights import WrongCode, round_of
from stateguide.pages import SeeOther

UNKNOWN = "No round has this code. Look at it again; it stands on the screen in front."


def by_code(view: Callable[[HttpRequest, Round], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for everybody who has the code: the view gets the round instead."""

    @never_cache
    @wraps(view)
    def found(request: HttpRequest, code: str) -> HttpResponse:
        try:
            round_ = round_of(request, code)
        except WrongCode as wrong:
            sent = QueryDict(urlencode({"code": code[:40].replace("\0", "")}))
            return _wrong(request, CodeForm(sent), wrong)
        return view(request, round_)

    return found


@page_with_form
@never_cache
def type_code(request: HttpRequest) -> HttpResponse:
    """A field for the code of a round."""
    if request.method != "POST":
        return _code_page(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form, 422)
    try:
        found = round_of(request, form.cleaned_data["code"])
    except WrongCode as wrong:
        return _wrong(request, form, wrong)
    return SeeOther(reverse("live:phone", args=[found.code]))


def _code_page(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    return render(request, "live/type_code.html", {"form": form}, status=status)


def _wrong(request: HttpRequest, form: CodeForm, wrong: WrongCode) -> HttpResponse:
    """The page to type a code, with what is wrong: 404, or 429 and when to come again."""
    if wrong.wait is None:
        refuse(form, "code", UNKNOWN)
        return _code_page(request, form, 404)
    refuse(form, "code", TOO_MANY.format(minutes=-(-wrong.wait // 60)))
    response = _code_page(request, form, 429)
    response.headers["Retry-After"] = str(wrong.wait)
    return response
