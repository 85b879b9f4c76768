"""Pages for what went wrong, each with a way on. They ask nothing of the database."""

from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string

RETRY_AFTER = 5  # seconds
TITLES = {
    400: "This request cannot be read",
    403: "This form is no longer valid",
    404: "There is no such page",
    413: "That is too much for one request",
    415: "This kind of content is not taken here",
    500: "Something broke on our side",
    503: "The database does not answer right now",
}


def page(request: HttpRequest, status: int) -> HttpResponse:
    """Return the page of `status`: templates/errors/<status>.html, or its title as plain text."""
    context = {"status": status, "title": TITLES[status]}
    try:
        body = render_to_string(f"errors/{status}.html", context, request)
    except TemplateDoesNotExist:
        text = f"{TITLES[status]}. The way on: {request.build_absolute_uri('/')}\n"
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
    """Answer 500; the log has the cause."""
    return page(request, 500)


def try_again(request: HttpRequest) -> HttpResponse:
    """Answer 503 and say when to come again."""
    response = page(request, 503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
