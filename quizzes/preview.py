"""`/preview/KEY/?seed=N`, while debugging: any question as learners see it, and its key below."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quizzes.asking import Asking
from quizzes.forms import PredictionForm
from quizzes.pools import SEEDS, Quiz, UnknownQuiz, bare, quiz, quizzes
from quizzes.questions import build


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The question that a key of a pool names, in the order of a seed."""
    seed, asked = _seed(request), _quiz_of(key)
    try:
        built = build(key, asked, seed)
    except LookupError:
        raise Http404 from None
    form = PredictionForm(built, by_cut=asked.by_cut)
    asking = Asking(quiz=asked, built=built, form=form, number=1, size=1, url="")
    context = {"asking": asking, "key": built.key, "seed": seed, "name": key}
    return render(request, "quizzes/preview.html", context)


def _seed(request: HttpRequest) -> int:
    said = request.GET.get("seed", "0")
    if not (said.isascii() and said.isdecimal() and len(said) < len(str(SEEDS))):
        raise BadRequest("a seed is a whole number")
    return int(said)


def _quiz_of(key: str) -> Quiz:
    """The first quiz on the way that asks it; a concept question may stand alone."""
    for found in quizzes():
        if bare(key) in found.pool:
            return found
    try:
        return quiz(key)
    except UnknownQuiz:
        raise Http404 from None
