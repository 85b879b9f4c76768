"""A question as learners see it, for who makes a set. Nothing can be sent, nothing is stored."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from classrooms.models import Membership
from classrooms.pages import class_page
from classrooms.rights import for_staff
from classrooms.sets.offers import can_be_asked
from quizzes.preview import previewed


@require_safe
@for_staff
def show(request: HttpRequest, membership: Membership, key: str) -> HttpResponse:
    """Any question that a set may have, with its key behind a disclosure."""
    if not can_be_asked(key):
        raise Http404
    context = {**previewed(request, key), "here": "sets"}
    return class_page(request, membership, "sets/preview", context)
