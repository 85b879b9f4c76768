"""A whole page, or the part of it that htmx asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def part_or_page(
    request: HttpRequest, part: str, page: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Give htmx the part; give everyone else, history restores too, the page that includes it."""
    wants_part = request.headers.get("HX-Request") == "true"
    restores = request.headers.get("HX-History-Restore-Request") == "true"
    template = part if wants_part and not restores else page
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response
