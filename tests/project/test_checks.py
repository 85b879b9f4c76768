import os
import subprocess
import sys

import pytest
from django.conf import settings as configured

from stateguide.checks import is_safe_to_serve
from stateguide.database import configuration


def found():
    return [message.id.removeprefix("stateguide.") for message in is_safe_to_serve(None)]


def test_our_own_settings_keep_every_promise():
    assert found() == []


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;"},
        {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
    ],
)
def test_sqlite_that_may_lose_answers_is_refused(settings, monkeypatch, options):
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": "x", "OPTIONS": options}
    monkeypatch.setitem(settings.DATABASES, "default", database)
    assert "E4" in found()


def test_postgresql_as_we_set_it_up_is_fine_and_without_its_limits_refused(
    settings, monkeypatch, tmp_path
):
    database = configuration("postgres://alice:secret@db.example/stateguide", tmp_path)
    monkeypatch.setitem(settings.DATABASES, "default", database)
    assert found() == []
    monkeypatch.setitem(settings.DATABASES, "default", {**database, "CONN_HEALTH_CHECKS": False})
    assert found() == ["E3"]


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("SESSION_ENGINE", "django.contrib.sessions.backends.cache", "E2"),
        ("CONTENT_SECURITY_POLICY", {}, "E8"),
        ("CONTENT_SECURITY_POLICY", {"script-src": ["'unsafe-inline'"]}, "E8"),
        ("MIDDLEWARE", configured.MIDDLEWARE[:1], "E8"),
        ("GUEST_COOKIE_NAME", "__Host-guest", "E9"),
    ],
)
def test_a_setting_that_opens_the_app_is_refused(settings, name, value, number):
    setattr(settings, name, value)
    assert number in found()


def test_with_https_the_deployment_check_finds_nothing():
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    env = {**os.environ, "HTTPS": "1"}
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # set by the browser tests
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
