"""Asking the front as a server would, and a Django in its place."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, NamedTuple

from django.test import RequestFactory

from stateguide.response_cache import SHARED, ResponseCache


class Got(NamedTuple):
    status: str
    headers: list[tuple[str, str]]
    body: bytes


def ask(application: Any, path: str, method: str = "GET", **environ: Any) -> Got:
    """The answer to a request as a server would hand it on."""
    told: list[Any] = []
    given = RequestFactory().generic(method, path).environ
    given |= {"HTTP_HOST": "localhost:8000", "wsgi.input": io.BytesIO(), **environ}
    body = application(given, lambda status, headers, fault=None: told.append((status, headers)))
    whole = b"".join(body)
    getattr(body, "close", lambda: None)()
    return Got(*told[-1], whole)


def cache(folder: Path) -> ResponseCache:
    return ResponseCache(folder, lambda: "version")


class Stub:
    """A Django that says what it was asked, and that everyone may see it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, environ: Any, start_response: Any) -> list[bytes]:
        self.asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        start_response("200 OK", [*SHARED.items()])
        return ListBody([b"made by ", b"Django"])


class ListBody(list[bytes]):
    """A body that a server closes."""

    closed = False

    def close(self) -> None:
        self.closed = True
