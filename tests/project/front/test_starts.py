"""While Django loads and content is checked: what the front keeps, and what stops it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse
from pytest_django import Settings

from lessons.checks import refuse_broken_content
from lessons.faults import BadContent
from stateguide import front, loading
from stateguide.front import Front
from stateguide.response_cache import ResponseCache
from tests.project.front.asking import Stub, ask, cache

# Django looks after each request whether a connection is too old to keep.
pytestmark = pytest.mark.django_db


def test_what_is_kept_is_there_while_django_loads_and_the_rest_waits(
    tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ask(Front(cache(tmp_path)), "/a/")
    go_on = threading.Event()
    loads = loading.load

    def slow(cache: ResponseCache) -> WSGIHandler:
        go_on.wait(30)
        return loads(cache)

    monkeypatch.setattr(loading, "load", slow)
    answers = Front(cache(tmp_path))
    with ThreadPoolExecutor(2) as pool:
        waits = [pool.submit(ask, answers, *asked) for asked in (("/b/",), ("/a/", "POST"))]
        assert ask(answers, "/a/") == page
        assert not any(wait.done() for wait in waits)
        go_on.set()
        assert {wait.result(30).status for wait in waits} == {"200 OK"}
    assert sorted(stub.asked) == ["GET /a/", "GET /b/", "POST /a/"]


@pytest.mark.parametrize(("debug", "https"), [(True, False), (False, True)])
def test_nothing_is_kept_with_debug_or_https(
    tmp_path: Path, settings: Settings, *, debug: bool, https: bool
) -> None:
    settings.DEBUG, settings.HTTPS = debug, https
    answers, path = Front(cache(tmp_path)), reverse("lessons:index")
    ask(answers, path)
    assert list((tmp_path / "version").glob("%2F*")) == []
    assert cache(tmp_path).sound is https  # the check of the content need not be waited for
    assert not cache(tmp_path).hosts


def test_other_settings_are_never_taken_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "elsewhere.settings")
    Front(cache(tmp_path))
    assert not cache(tmp_path).sound


def test_broken_content_stops_a_first_start_and_leaves_no_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lessons.checks.faults", lambda root: ["a fault"])
    with pytest.raises(BadContent, match="a fault"):
        refuse_broken_content()
    with pytest.raises(BadContent, match="a fault"):
        Front(cache(tmp_path))
    assert not cache(tmp_path).sound


@pytest.mark.parametrize("part", ["load", "look_again"])
def test_a_fault_in_the_background_ends_the_process_and_says_why(
    tmp_path: Path,
    stub: Stub,
    at_fork: list[Callable[[], None]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    part: str,
) -> None:
    Front(cache(tmp_path))
    ended: list[int] = []

    def broken(*given: Any) -> None:
        raise BadContent(["content/lessons/01-a.md:3: a fault"])  # type: ignore[list-item]

    monkeypatch.setattr(loading, part, broken)
    monkeypatch.setattr(front.os, "_exit", ended.append)
    Front(cache(tmp_path))
    at_fork[0]()
    assert ended == [3]
    assert "content/lessons/01-a.md:3: a fault" in capsys.readouterr().err


def test_after_a_start_that_trusts_the_stamp_all_content_is_read_and_checked(
    tmp_path: Path, at_fork: list[Callable[[], None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[Path] = []
    monkeypatch.setattr(front, "FIRST_REQUESTS", 600)
    monkeypatch.setattr("lessons.checks.faults", checked.append)
    Front(cache(tmp_path))
    assert len(checked) == 1
    answers = Front(cache(tmp_path))
    assert ask(answers, reverse("lessons:rules")).status == "200 OK"
    assert len(checked) == 1  # nobody waited for it
    at_fork[0]()
    assert len(checked) == 2
