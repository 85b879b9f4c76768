"""How pages are answered: shared bodies from memory, and a whole page or the part htmx asked for.

The one module of this package that apps may import.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers

from stateguide.codings import CODINGS, best
from stateguide.response_cache import SHARED

CONDITIONS = {"HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH"}


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A page whose bytes are the same for everyone, in every coding it is sent in."""

    bodies: Mapping[str, bytes]  # coding -> body; "" is the plain one
    digest: str

    @classmethod
    def of(cls, html: str) -> SharedPage:
        plain = html.encode()
        bodies = {"": plain, **{coding: press(plain) for coding, press in CODINGS.items()}}
        return cls(bodies, hashlib.sha256(plain).hexdigest()[:20])

    def response(self, request: HttpRequest) -> HttpResponseBase:
        """The page, or 304 where the browser has it."""
        coding = best(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        body = self.bodies[coding]
        headers = {
            "Content-Length": str(len(body)),
            "ETag": f'"{self.digest}-{coding or "plain"}"',
            **SHARED,
        }
        if coding:
            headers["Content-Encoding"] = coding
        response = HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)
        if CONDITIONS.isdisjoint(request.META):
            return response
        return get_conditional_response(request, headers["ETag"], response=response) or response


class _Memory:
    """Shared pages by what they show, each made once a process even when many ask at once."""

    def __init__(self) -> None:
        self._pages: dict[Hashable, SharedPage] = {}
        self._making = Lock()

    def page(self, key: Hashable, make: Callable[[], str]) -> SharedPage:
        if found := self._pages.get(key):
            return found
        with self._making:
            if key not in self._pages:
                self._pages[key] = SharedPage.of(make())
            return self._pages[key]


_MEMORY = _Memory()


def shared(request: HttpRequest, key: Hashable, make: Callable[[], str]) -> HttpResponseBase:
    """Answer with the page that `make` renders; `key` names its content and its version.

    `make` gets no request, so that nothing of a visitor can come into what all others see. With
    DEBUG on nothing is kept, so that an author sees each change.
    """
    page = SharedPage.of(make()) if settings.DEBUG else _MEMORY.page(key, make)
    return page.response(request)


class SeeOther(HttpResponseRedirect):
    """After a form was taken: the page that shows what came of it, to be fetched with GET."""

    status_code = 303


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
