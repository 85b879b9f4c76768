"""A database that is locked or away is a 503 that asks to try again, never a 500."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from stateguide.errors import is_outage, try_again

logger = logging.getLogger(__name__)


class OutageMiddleware:
    """Turn the database errors that pass by themselves into a page with Retry-After."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 503 for an outage; leave every other exception to Django."""
        if not is_outage(exception):
            return None
        logger.error("The database did not answer for %s", request.path, exc_info=exception)
        return try_again(request)
