"""Pages of the lessons: shared ones for reading, and the learner's own."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.guests import BadToken, fresh_token, learner_of, remember, welcome
from accounts.models import User
from lessons import catalogue, drawing, sheet
from lessons.catalogue import Lesson, UnknownLesson
from lessons.forms import ReadingForm
from lessons.practice import practices
from lessons.reading import Progress, mark_read, progress_in
from lessons.stock import stock
from stateguide.pages import SeeOther, shared


def _lesson_or_404(slug: str) -> Lesson:
    try:
        return catalogue.lesson(slug)
    except UnknownLesson:
        raise Http404 from None


@require_safe
def show_index(request: HttpRequest) -> HttpResponseBase:
    """The way through the lessons."""

    def make() -> str:
        context = {"lessons": catalogue.lessons(), "practices": practices().values()}
        return render_to_string("lessons/index.html", context)

    return shared(request, ("lessons", settings.CONTENT_DIR), make)


@require_safe
def show_lesson(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A lesson to read: the same bytes for everyone, and no query."""
    lesson = _lesson_or_404(slug)

    def make() -> str:
        context = {
            "lesson": lesson,
            "page": drawing.drawn(lesson, stock()),
            "count": catalogue.lessons()[-1].number,
            "preceding": catalogue.preceding(slug),
            "following": catalogue.following(slug),
        }
        return render_to_string("lessons/lesson.html", context)

    return shared(request, ("lesson", settings.CONTENT_DIR, slug), make)


@require_safe
def show_print(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same lesson for paper, with its questions."""
    lesson = _lesson_or_404(slug)

    def make() -> str:
        return sheet.html_of(sheet.sheet(lesson, stock()), catalogue.lessons()[-1].number)

    return shared(request, ("print", settings.CONTENT_DIR, slug), make)


@never_cache
@require_safe
def show_mine(request: HttpRequest, slug: str) -> HttpResponse:
    """What this learner has read of a lesson, and the form that marks sections as read."""
    lesson = _lesson_or_404(slug)
    return _mine(request, lesson, ReadingForm(lesson))


def _mine(
    request: HttpRequest, lesson: Lesson, form: ReadingForm, status: int = 200
) -> HttpResponse:
    learner = learner_of(request)
    context = {
        "lesson": lesson,
        "progress": progress_in(learner, lesson),
        "form": form,
        "chosen": request.POST.getlist("section"),
        "token": "" if learner else fresh_token(),
        "following": catalogue.following(lesson.slug),
    }
    return render(request, "lessons/mine.html", context, status=status)


@never_cache
@require_POST
def create_readings(request: HttpRequest, slug: str) -> HttpResponse:
    """Mark sections as read, then lead on to what is unread, or to the quiz."""
    lesson = _lesson_or_404(slug)
    form = ReadingForm(lesson, request.POST)
    if not form.is_valid():
        return _mine(request, lesson, form, 422 if request.POST else 400)
    try:
        learner = _store(request, lesson, form)
    except BadToken as bad:
        form.add_error(None, f"{str(bad).capitalize()}.")
        return _mine(request, lesson, form, 422)
    response = _onward(request, progress_in(learner, lesson))
    remember(response, learner)
    return response


@transaction.atomic
def _store(request: HttpRequest, lesson: Lesson, form: ReadingForm) -> User:
    learner = welcome(request, form.cleaned_data["token"])
    mark_read(learner, lesson, form.cleaned_data["anchors"], at=timezone.now())
    return learner


def _onward(request: HttpRequest, progress: Progress) -> HttpResponse:
    """204 for a script that wants no page; else the next unread section, or the quiz."""
    if request.headers.get("Prefer") == "return=minimal":
        return HttpResponse(status=204)
    slug = progress.lesson.slug
    if progress.finished:
        return SeeOther(reverse("quizzes:quiz", args=[slug]))
    address = reverse("lessons:lesson", args=[slug])
    return SeeOther(f"{address}#{progress.unread[0].anchor}")
