"""A request of the wrong method, as when an address for forms is opened as a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from stateguide.errors import page


class MethodsMiddleware:
    """Give the empty 405 of Django's decorators a page; its Allow header stays.

    People meet it when they open the address bar of a form that came back with faults.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        explained = page(request, 405)
        explained.headers["Allow"] = response.headers["Allow"]
        return explained
