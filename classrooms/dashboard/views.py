"""The pages of a dashboard, all for staff: of a class, a question, a learner, an answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from classrooms.dashboard import histories, people
from classrooms.dashboard.csv_rows import lines
from classrooms.dashboard.exports import TABLES
from classrooms.dashboard.overviews import overview
from classrooms.dashboard.portraits import portrait
from classrooms.dashboard.questions import asked, discriminations_in, looked_at
from classrooms.dashboard.totals import totals_of
from classrooms.models import Membership
from classrooms.pages import class_page
from classrooms.rights import for_staff
from quizzes.models import Answer
from quizzes.pages import verdict_context


@require_safe
@for_staff
def show_dashboard(request: HttpRequest, membership: Membership) -> HttpResponse:
    """What a class believes, can do, and has done. Nothing (204) where a page is up to date."""
    told = overview(membership.classroom, request.GET.get("page", ""))
    if request.GET.get("seen") == told.state:
        return HttpResponse(status=204)
    return class_page(
        request, membership, "dashboard/dashboard", {"told": told, "here": "dashboard"}
    )


@require_safe
@for_staff
def show_report(request: HttpRequest, membership: Membership) -> HttpResponse:
    """The same for paper, without what is said of each learner."""
    told = overview(membership.classroom)
    return class_page(request, membership, "dashboard/report", {"told": told, "here": "dashboard"})


@require_safe
@for_staff
def show_questions(request: HttpRequest, membership: Membership) -> HttpResponse:
    """All questions that the class has met, as items of a test."""
    totals = totals_of(membership.classroom)
    known = discriminations_in(membership.classroom)
    context = {"questions": asked(totals.value, known.value), "at": min(totals.at, known.at)}
    return class_page(request, membership, "dashboard/questions", context)


@require_safe
@for_staff
def show_question(request: HttpRequest, membership: Membership, key: str) -> HttpResponse:
    """One question: what was picked, and what leads there."""
    found = looked_at(membership.classroom, key)
    if found is None:
        raise Http404
    return class_page(request, membership, "dashboard/question", {"found": found})


@require_safe
@for_staff
def show_learner(request: HttpRequest, membership: Membership, pk: int) -> HttpResponse:
    """One learner: skills, beliefs, work, and all answers."""
    member = people.learner(membership.classroom, pk)
    page, answers = histories.page_of(member.user, request.GET.get("page", ""))
    context = {"told": portrait(member), "page": page, "answers": answers}
    return class_page(request, membership, "dashboard/learner", context)


@require_safe
@for_staff
def show_answer(request: HttpRequest, membership: Membership, pk: int) -> HttpResponse:
    """One answer, with exactly what its learner was shown."""
    answer = Answer.objects.select_related("attempt", "shown").filter(pk=pk).first()
    if answer is None:
        raise Http404
    own = people.named(membership.classroom, [answer.attempt.learner_id])
    if not own:
        raise Http404
    [member] = own.values()
    back = reverse("classrooms:learner", args=[membership.classroom.uid, member.pk])
    context = {
        **verdict_context(answer),
        "answer": answer,
        "member": member,
        "next": {"url": back, "says": f"All answers of {member.name}"},
    }
    return class_page(request, membership, "dashboard/answer", context)


@require_safe
@for_staff
def export(request: HttpRequest, membership: Membership, name: str) -> HttpResponseBase:
    """One table as CSV, row by row as the database gives them."""
    if name not in TABLES:
        raise Http404
    rows = TABLES[name](membership.classroom)
    found = StreamingHttpResponse(lines(rows), content_type="text/csv; charset=utf-8")
    found["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return found
