"""The code of a round: typed, or in an address; wrong ones are counted."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from classrooms.code_pages import CodePage, sent
from classrooms.forms import CodeForm
from classrooms.tries import WrongCode
from classrooms.views import page_with_form
from live.models import Round
from live.rights import gone_is_404, round_of
from stateguide.pages import SeeOther

CODE_PAGE = CodePage(
    "live/type_code.html",
    "No round has this code. Look at it again; it stands on the screen in front.",
)


def by_code(view: Callable[[HttpRequest, Round], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for everybody who has the code: the view gets the round instead."""

    @never_cache
    @wraps(view)
    def found(request: HttpRequest, code: str) -> HttpResponse:
        try:
            round_ = round_of(request, code)
        except WrongCode as wrong:
            return CODE_PAGE.refuse(request, sent(code), wrong)
        with gone_is_404():
            return view(request, round_)

    return found


@page_with_form
@never_cache
def type_code(request: HttpRequest) -> HttpResponse:
    """A field for the code of a round."""
    if request.method != "POST":
        return CODE_PAGE.show(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return CODE_PAGE.show(request, form, 422)
    try:
        found = round_of(request, form.cleaned_data["code"])
    except WrongCode as wrong:
        return CODE_PAGE.refuse(request, form, wrong)
    return SeeOther(reverse("live:phone", args=[found.code]))
