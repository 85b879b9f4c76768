"""Requests belong to one test.

A browser may still wait for a fragment when its test ends, and the next test has other content or
another database. So a test ends only when nothing is being answered any more, and what comes
between two tests is turned away.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Gate:
    """A WSGI application in front of another one: open only inside `with gate.opened()`."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._change = threading.Condition()
        self._open = False
        self._inside = 0

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if not self._enter():
            start("503 Service Unavailable", [("Content-Length", "0"), ("Connection", "close")])
            return []
        try:
            return self._application(environ, start)
        finally:
            self._leave()

    @contextmanager
    def opened(self) -> Iterator[None]:
        with self._change:
            self._open = True
        try:
            yield
        finally:
            with self._change:
                self._open = False
                self._change.wait_for(lambda: not self._inside)

    def _enter(self) -> bool:
        with self._change:
            self._inside += self._open
            return self._open

    def _leave(self) -> None:
        with self._change:
            self._inside -= 1
            self._change.notify_all()
