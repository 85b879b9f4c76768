"""Replies for one learner alone: no cache on the way may keep them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])
NEVER_KEPT = "max-age=0, no-cache, no-store, must-revalidate, private"


def personal(view: View) -> View:
    """Django's never_cache with headers made once, and without Expires, which adds nothing."""

    @wraps(view)
    def never_kept(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response.headers["Cache-Control"] = NEVER_KEPT
        return response

    return cast(View, never_kept)
