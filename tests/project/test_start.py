"""A server that starts: with what the last one kept, and never with what is broken."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

from stateguide.response_cache import Key, Response
from verify.ports import free_port
from verify.serving import OTHERS

PAGE = "/lessons/what-is-state/"
LESSON = "content/lessons/01-what-is-state.md"


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A copy of the app, to change; its data is in `data`."""
    root = tmp_path / "app"
    packages = {file.parent.name for file in settings.BASE_DIR.glob("*/__init__.py")} - {"tests"}
    for name in (*packages, "content", "templates", "static", "staticfiles"):
        shutil.copytree(settings.BASE_DIR / name, root / name)
    return root


class Got(NamedTuple):
    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Server:
    """A gunicorn that may still be starting."""

    def __init__(self, app: Path, *options: str) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--threads=4", *options]
        kept = {name: value for name, value in os.environ.items() if name not in OTHERS}
        self.process = subprocess.Popen(
            [*command, f"--bind=127.0.0.1:{self.port}", "stateguide.wsgi"],
            cwd=app,
            env={**kept, "DATA_DIR": str(app / "data")},
            stderr=subprocess.PIPE,
            text=True,
        )

    def get(self, path: str) -> Got:
        for _ in range(600):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                connection.request("GET", path)
                response = connection.getresponse()
                told = [pair for pair in response.getheaders() if pair[0] != "Date"]
                return Got(response.status, told, response.read())
            except ConnectionError:
                assert self.process.poll() is None, "it has ended"
                time.sleep(0.05)
            finally:
                connection.close()
        raise AssertionError("it does not answer")

    def ends(self) -> tuple[int, str]:
        """Its exit code and what it said."""
        said = self.process.communicate(timeout=60)[1]
        return self.process.returncode, said


@contextmanager
def serving(app: Path, *options: str) -> Iterator[Server]:
    server = Server(app, *options)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.communicate(timeout=60)


def mark(app: Path) -> None:
    """Make what is kept of the page tell that it was kept."""
    [file] = (app / "data" / "pages").glob(f"*/{Key(PAGE, '').file}")
    kept = Response.unpacked(file.read_bytes())
    file.write_bytes(kept._replace(body=b"kept".ljust(len(kept.body))).packed())


def test_the_next_start_gives_what_was_kept_until_something_changes(app: Path) -> None:
    with serving(app) as server:
        first = server.get(PAGE)
    with serving(app) as server:
        assert server.get(PAGE) == first
        assert server.get("/healthz").status == 200
    mark(app)
    with serving(app, "--preload", "--workers=2") as server:
        again = server.get(PAGE)
        assert (again.headers, again.body.strip()) == (first.headers, b"kept")
        assert server.get("/healthz").status == 200  # forked only once Django was whole
    text = (app / LESSON).read_text(encoding="utf-8")
    (app / LESSON).write_text(text.replace("title: ", "title: New ", 1), encoding="utf-8")
    with serving(app) as server:
        assert b"New What is state?" in server.get(PAGE).body


def test_content_that_breaks_after_a_sound_start_stops_the_next_one(app: Path) -> None:
    with serving(app) as server:
        assert server.get(PAGE).status == 200
    text = (app / LESSON).read_text(encoding="utf-8")
    (app / LESSON).write_text(text.replace("title: ", "tittle: ", 1), encoding="utf-8")
    with serving(app) as server:
        code, said = server.ends()
    assert code == 3
    assert f"{LESSON}:2: `title` is missing" in said


def test_what_fails_in_the_background_stops_the_server_and_says_why(app: Path) -> None:
    with serving(app) as server:
        assert server.get(PAGE).status == 200
    (app / "data" / "secret-key").write_text("short", encoding="ascii")
    with serving(app) as server:
        code, said = server.ends()
    assert code == 3
    assert "holds no key of at least 50 characters" in said
    assert "Worker failed to boot" in said
