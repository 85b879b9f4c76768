"""What answers before Django does: pages that are the same for everyone, kept from the last start.

To load Django and to look through the content takes most of a second. A server that finds such
pages of its own version gives them at once and loads meanwhile. Every other request waits, then
goes through Django, as all do where nothing is kept: with DEBUG, with HTTPS, after any change.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Container, Iterable
from contextlib import closing
from functools import lru_cache
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from stateguide.codings import best
from stateguide.response_cache import Key, Response, ResponseCache, is_shared

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from django.core.handlers.wsgi import WSGIHandler

EMPTY = ("QUERY_STRING", "SCRIPT_NAME", "CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING")
CONDITIONS = {
    "HTTP_IF_MATCH",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE",
}
_HOST = re.compile(r"([a-z0-9.-]+|\[[a-f0-9:.]+\])(?::[0-9]+)?")
FIRST_REQUESTS = 2.0  # seconds after loading that are theirs alone
BOOT_FAILED = 3  # a gunicorn whose worker ends with this stops, as where one cannot begin


class Front:
    """The WSGI application of the project: Django, and a cache before it."""

    def __init__(self, cache: ResponseCache) -> None:
        self._cache = cache
        self._loaded, self._hurry = Event(), Event()
        self._django: WSGIHandler
        self._loading = Thread(target=self._load_or_end, name="loading", daemon=True)
        if cache.sound:
            self._loading.start()
            # A child forked half-way would wait for locks of a thread that it does not have.
            os.register_at_fork(before=self._finish)
        else:
            self._load()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Give what is kept; else wait for Django, and keep what it says to everyone."""
        key = _key(environ, self._cache.hosts)
        if key and (kept := self._cache.get(key)):
            start_response(kept.status, [*kept.headers])  # a server may change its list
            return [kept.body]
        self._loaded.wait()
        if key:
            return self._keeping(key, environ, start_response)
        return self._django(environ, start_response)

    def wait(self) -> None:
        """Return once Django has loaded."""
        self._loaded.wait()

    def _keeping(
        self, key: Key, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def note(status: str, headers: list[tuple[str, str]], fault: Any = None, /) -> Any:
            told.append((status, [*headers]))
            return start_response(status, headers, fault)

        body = self._django(environ, note)
        if is_shared(*told[-1], key.coding):
            with closing(body):
                whole = b"".join(body)
            self._cache.keep(key, Response(*told[-1], whole))
            return [whole]
        return body

    def _load(self) -> None:
        from stateguide.loading import load  # noqa: PLC0415  brings Django

        self._django = load(self._cache)
        self._loaded.set()

    def _load_or_end(self) -> None:
        """Load in the background; a server must not stay where only half of it came up."""
        try:
            self._load()
            from stateguide.loading import look_again  # noqa: PLC0415

            self._hurry.wait(FIRST_REQUESTS)
            look_again()
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(BOOT_FAILED)

    def _finish(self) -> None:
        self._hurry.set()
        self._loading.join()


def _key(environ: WSGIEnvironment, hosts: Container[str]) -> Key | None:
    """What a plain GET asks for; None where only Django can tell what to answer."""
    if (
        environ["REQUEST_METHOD"] != "GET"
        or not CONDITIONS.isdisjoint(environ)
        or any(map(environ.get, EMPTY))
        or _host_name(environ.get("HTTP_HOST", "")) not in hosts
    ):
        return None
    return Key(environ["PATH_INFO"], best(environ.get("HTTP_ACCEPT_ENCODING", "")))


@lru_cache(maxsize=64)
def _host_name(host: str) -> str:
    """The name in a Host header, without its port; "" where it is none.

    >>> _host_name("LocalHost:8000"), _host_name("[::1]"), _host_name("a b")
    ('localhost', '[::1]', '')
    """
    found = _HOST.fullmatch(host.lower())
    return found[1] if found else ""
