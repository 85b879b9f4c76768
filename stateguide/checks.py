"""Own system checks: what would lose answers or open the app, and Django does not look at."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

SQLITE_NEEDS = {
    "journal_mode=WAL": "readers would wait for each writer",
    "synchronous=FULL": "an acknowledged answer could be lost in a power cut",
}


@register(Tags.security)
def is_safe_to_serve(app_configs: object, **options: Any) -> Sequence[CheckMessage]:
    """Return one error for each setting that breaks a promise of the app."""
    return [
        Error(text, id=f"stateguide.{number}")
        for number, text in (*_database(), *_sessions(), *_policy(), *_cookies())
    ]


def _database() -> Iterator[tuple[str, str]]:
    database = settings.DATABASES["default"]
    options = database.get("OPTIONS", {})
    if database["ENGINE"] == "django.db.backends.sqlite3":
        if options.get("transaction_mode") != "IMMEDIATE":
            yield "E4", "SQLite without transaction_mode IMMEDIATE: two writers would fail half-way"
        command = options.get("init_command", "").replace(" ", "")
        for pragma, harm in SQLITE_NEEDS.items():
            if pragma not in command:
                yield "E4", f"SQLite without {pragma}: {harm}"
    elif not database.get("CONN_HEALTH_CHECKS") or not options.get("connect_timeout"):
        yield "E3", "The database needs CONN_HEALTH_CHECKS and connect_timeout to recover by itself"


def _sessions() -> Iterator[tuple[str, str]]:
    if settings.SESSION_ENGINE != "accounts.sessions":
        yield "E2", "Sessions live in the database only: a lost cache must log nobody out"


def _policy() -> Iterator[tuple[str, str]]:
    directives = settings.CONTENT_SECURITY_POLICY
    if "stateguide.headers.HeadersMiddleware" not in settings.MIDDLEWARE or not directives:
        yield "E8", "There is no Content-Security-Policy"
    for name, sources in directives.items():
        if unsafe := [source for source in sources if "unsafe" in source or source == "*"]:
            yield "E8", f"The Content-Security-Policy is open: {name} {' '.join(unsafe)}"


def _cookies() -> Iterator[tuple[str, str]]:
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.GUEST_COOKIE_NAME)
    for name in names:
        if name.startswith("__Host-") is not settings.HTTPS:
            yield "E9", f"The cookie {name}: __Host- is for https, and with https it is needed"
