"""`/preview/KEY/?seed=N`, while debugging: any question as learners see it, and its key below."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quizzes.asking import Asking
from quizzes.forms import PredictionForm
from quizzes.pools import SEEDS, asked_in
from quizzes.questions import build


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The question that a key of a pool names, in the order of a seed."""
    return render(request, "quizzes/preview.html", previewed(request, key))


def previewed(request: HttpRequest, key: str) -> dict[str, Any]:
    """What a page needs to show it: `asking`, `key`, `seed` (of `?seed=`) and `name`.

    Raises Http404 where nothing is called so.
    """
    seed = _seed(request)
    try:
        asked = asked_in(key)
        built = build(key, asked, seed)
    except LookupError:
        raise Http404 from None
    form = PredictionForm(built, by_cut=asked.by_cut)
    asking = Asking(quiz=asked, built=built, form=form, number=1, size=1, url="")
    return {"asking": asking, "key": built.key, "seed": seed, "name": key}


def _seed(request: HttpRequest) -> int:
    said = request.GET.get("seed", "0")
    if not (said.isascii() and said.isdecimal() and len(said) < len(str(SEEDS))):
        raise BadRequest("a seed is a whole number")
    return int(said)
