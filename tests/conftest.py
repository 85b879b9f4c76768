"""What tests of every folder share: collected static files, a served site, a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.gate import Application, Gate
from tests.watching import watch
from verify import chromium


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):  # the workers of xdist come later
        from stateguide.collected import collect_if_changed

        collect_if_changed()


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    # Playwright's own event loop stands in this thread; Django would refuse the database for it.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    """The Chromium of this machine, without a window."""
    path = chromium.installed() or shutil.which(_playwright.chromium.executable_path)
    if path is None:
        pytest.skip(chromium.HOW)
    browser = _playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def _server(django_db_setup: None) -> Iterator[tuple[str, Gate]]:
    from django.test.testcases import LiveServerThread

    gates: list[Gate] = []

    def behind_gate(application: Application) -> Gate:
        # Static files come through WhiteNoise, as in production: under their hashed names.
        gates.append(Gate(application))
        return gates[-1]

    thread = LiveServerThread("127.0.0.1", static_handler=behind_gate)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}", gates[0]
    thread.terminate()


@pytest.fixture
def site(_server: tuple[str, Gate], transactional_db: None) -> Iterator[str]:
    """The address of the app on the test database, which is emptied after each test."""
    address, gate = _server
    with gate.opened():
        yield address


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open a path in a browser of its own: `open_page("/", java_script_enabled=False)`.

    A second page with the same cookies: `page.context.new_page()`. The test fails if any page
    broke the Content-Security-Policy, raised an error in a script, missed one of its files, or
    asked anybody but us for something.
    """
    contexts = []
    faults: list[str] = []

    def open_path(path: str = "/", **options: Any) -> Page:
        context = browser.new_context(base_url=site, **options)
        contexts.append(context)
        watch(context, site, faults)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_path
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)
