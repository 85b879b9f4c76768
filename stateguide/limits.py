"""What a request may bring: checked before anything reads its body."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from stateguide.errors import page

FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}
UNSAFE_METHODS = {"POST", "PUT", "PATCH", "DELETE"}


class LimitsMiddleware:
    """Refuse a body that is too large (413) or is no form in UTF-8 (415)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or ""
        size = int(length) if length.isdecimal() else 0  # as Django reads it
        if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return self._refuse(request, 413)
        if request.method in UNSAFE_METHODS and size and not self._is_form(request):
            return self._refuse(request, 415)
        return self.get_response(request)

    def _is_form(self, request: HttpRequest) -> bool:
        charset = (request.content_params or {}).get("charset", "utf-8").lower()
        return request.content_type in FORM_TYPES and charset in {"utf-8", "utf8"}

    def _refuse(self, request: HttpRequest, status: int) -> HttpResponse:
        response = page(request, status)
        response.headers["Connection"] = "close"  # the body was not read
        return response
