"""Pages for what went wrong, each with a way on. They ask nothing of the database."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)
RETRY_AFTER = 5  # seconds
LIMITED_RETRY_AFTER = 60  # seconds, where a limit does not say
TITLES = {
    400: "This request cannot be read",
    403: "This form cannot be taken",
    404: "There is no such page",
    405: "This address is not used that way",
    409: "You are somebody else by now",
    413: "That is too much for one request",
    415: "This kind of content is not taken here",
    429: "That was too often",
    500: "Something broke on our side",
    503: "The database does not answer right now",
}


def page(request: HttpRequest, status: int) -> HttpResponse:
    """Return the page of `status`: templates/errors/<status>.html.

    Where that cannot be rendered, its title as plain text: an error page must not fail.
    """
    context = {"status": status, "title": TITLES[status]}
    try:
        body = render_to_string(f"errors/{status}.html", context, request)
    except Exception:
        logger.exception("The page of error %s cannot be rendered", status)
        text = f"{TITLES[status]}. The way on: /\n"
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(body, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400; the cause may hold what was sent, so it is not repeated."""
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    return page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 for a form without a valid token: reload the page and send it again."""
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404."""
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500; the log has the cause. An outage that no view met (a session read) is a 503."""
    return try_again(request) if is_outage(sys.exception()) else page(request, 500)


def too_often(request: HttpRequest, wait: int = LIMITED_RETRY_AFTER) -> HttpResponse:
    """Answer 429: the same may be tried again after `wait` seconds."""
    response = page(request, 429)
    response.headers["Retry-After"] = str(wait)
    return response


def is_outage(exception: BaseException | None) -> bool:
    """Whether the database is locked or away: a fault that passes by itself."""
    return isinstance(exception, OperationalError | InterfaceError)


def try_again(request: HttpRequest) -> HttpResponse:
    """Answer 503 and say when to come again."""
    response = page(request, 503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
