"""What no view has to think of: the database is away, a limit is reached, a learner is gone."""

import logging
from collections.abc import Callable

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse

from accounts.guests import is_gone
from accounts.limits import LimitReached
from accounts.merging import NoGuestAnyMore
from stateguide.errors import is_outage, page, too_often, try_again

logger = logging.getLogger(__name__)


class ExceptionsMiddleware:
    """Turn faults that are nobody's mistake into pages that say what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 503, 429 or 409 for such a fault; leave every other exception to Django."""
        if is_outage(exception):
            logger.error("The database did not answer for %s", request.path, exc_info=exception)
            return try_again(request)
        if isinstance(exception, LimitReached):
            return too_often(request, exception.wait)
        if _is_overtaken(request, exception):
            return page(request, 409)
        return None


def _is_overtaken(request: HttpRequest, exception: Exception) -> bool:
    """Whether the learner registered, logged in or was forgotten while the form was on its way."""
    if isinstance(exception, IntegrityError):
        return is_gone(request)
    return isinstance(exception, NoGuestAnyMore)
