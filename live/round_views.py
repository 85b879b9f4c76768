"""The rounds of a class: open one from a set, look at those that were, read what came of them."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from classrooms.dashboard.csv_rows import lines
from classrooms.models import Membership
from classrooms.pages import ARCHIVED, refuse
from classrooms.rights import for_staff as for_staff_of_class
from classrooms.views import page_with_form
from live import tables
from live.forms import OpenForm
from live.lobby import sitting_in
from live.models import Round
from live.reports import report_of
from live.rights import for_staff
from live.rounds import NothingToAsk, UidUsed, open_round
from stateguide.pages import SeeOther

PAST = 50  # rounds listed, the newest first
USED = "This form was used before; open the page again."
EMPTY = "This set has no question that can be asked. Choose questions for it first."


@page_with_form
@for_staff_of_class
def show_rounds(request: HttpRequest, membership: Membership) -> HttpResponse:
    """The rounds of a class; for who may lead one, a form to open it."""
    if request.method == "POST":
        if not membership.edits:
            raise Http404
        return _opened(request, membership)
    form = OpenForm(membership.classroom)
    form.initial = {"uid": uuid.uuid4()}
    return _list(request, membership, form)


def _list(
    request: HttpRequest, membership: Membership, form: OpenForm, status: int = 200
) -> HttpResponse:
    found = membership.classroom.rounds.order_by("-opened_at", "-pk")[:PAST]
    context = {"rounds": list(found), "form": form, "here": "rounds", "membership": membership}
    return render(request, "live/rounds.html", context, status=status)


def _opened(request: HttpRequest, membership: Membership) -> HttpResponse:
    form = OpenForm(membership.classroom, request.POST)
    if not form.is_valid():
        return _list(request, membership, form, 422)
    if not membership.classroom.open:
        refuse(form, None, ARCHIVED)
        return _list(request, membership, form, 409)
    try:
        found = _open(request, membership, form)
    except (NothingToAsk, UidUsed) as fault:
        refuse(form, None, EMPTY if isinstance(fault, NothingToAsk) else USED)
        return _list(request, membership, form, 409)
    return SeeOther(reverse("live:host", args=[found.code]))


def _open(request: HttpRequest, membership: Membership, form: OpenForm) -> Round:
    said = form.cleaned_data
    address = request.build_absolute_uri("/")
    return open_round(membership.classroom, said["uid"], said["asked"], form.settings, address)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def show_report(request: HttpRequest, membership: Membership, round_: Round) -> HttpResponse:
    """What came of a round; its questions can be given to those who were away."""
    if request.method == "POST":
        return _give(request, membership, round_)
    return _report(request, membership, round_)


def _report(
    request: HttpRequest,
    membership: Membership,
    round_: Round,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    asked = round_.question_set
    given = asked and membership.classroom.assignments.filter(question_set=asked).first()
    context = {
        "round": round_,
        "report": report_of(round_),
        "players": sitting_in(round_).count(),
        "given": given,
        "may_give": membership.edits and asked and not asked.archived_at and not given,
        "notice": notice,
        "here": "rounds",
        "membership": membership,
    }
    return render(request, "live/report.html", context, status=status)


def _give(request: HttpRequest, membership: Membership, round_: Round) -> HttpResponse:
    """Give the set to the class, where it is not given yet."""
    asked = round_.question_set
    if not membership.edits or asked is None:
        raise Http404
    if not membership.classroom.open or asked.archived_at:
        return _report(request, membership, round_, ARCHIVED, 409)
    membership.classroom.assignments.get_or_create(question_set=asked)
    return SeeOther(reverse("live:report", args=[round_.code]))


@require_safe
@for_staff
def give_votes(request: HttpRequest, membership: Membership, round_: Round) -> HttpResponse:
    """The votes as CSV."""
    body = "".join(lines(tables.votes(round_)))
    named = {"Content-Disposition": f'attachment; filename="round-{round_.code}.csv"'}
    return HttpResponse(body, content_type="text/csv; charset=utf-8", headers=named)
