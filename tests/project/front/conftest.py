"""What is in the place of forks and of Django."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler

from stateguide import front, loading, pages
from stateguide.response_cache import ResponseCache
from tests.project.front.asking import Stub


@pytest.fixture(autouse=True)
def at_fork(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Callable[[], None]]]:
    """What would be done before a fork: it waits for the background, as the next test must."""
    hooks: list[Callable[[], None]] = []
    monkeypatch.setattr(front.os, "register_at_fork", lambda *, before: hooks.append(before))
    # The tests' Django is set up; to do it again would take their logging away.
    monkeypatch.setattr(loading, "get_wsgi_application", WSGIHandler)
    monkeypatch.setattr(pages, "_MEMORY", pages._Memory())
    yield hooks
    for hook in hooks:
        hook()


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Stub:
    made = Stub()

    def load(cache: ResponseCache) -> Stub:
        if not cache.sound:
            cache.open(["localhost", "[::1]"])
        return made

    monkeypatch.setattr(loading, "load", load)
    monkeypatch.setattr(loading, "look_again", lambda: None)
    return made
