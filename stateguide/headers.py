"""Headers that every response carries, static files and error pages included."""

from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
POLICY = "Content-Security-Policy"


class HeadersMiddleware:
    """Add what Django's own SecurityMiddleware does not know: made once, the same for all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.headers = HEADERS | {POLICY: policy(settings.CONTENT_SECURITY_POLICY)}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Django's own pages for developers have styles and scripts inline.
        explains = settings.DEBUG and response.status_code in {404, 500}
        for name, value in (HEADERS if explains else self.headers).items():
            response.headers.setdefault(name, value)
        return response


def policy(directives: Mapping[str, Iterable[str]]) -> str:
    """The value of the header.

    >>> policy({"default-src": ["'none'"], "img-src": ["'self'", "data:"]})
    "default-src 'none'; img-src 'self' data:"
    """
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())
