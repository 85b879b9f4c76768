"""How the database is reached: SQLite in the data folder, or PostgreSQL by DATABASE_URL."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

# A graded answer is acknowledged after its commit. IMMEDIATE takes the write lock when a
# transaction starts, so that two writers queue instead of failing half-way; FULL makes a commit
# outlive a power cut; WAL lets readers go on while one writes.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,  # seconds for the first statement; then write_lock.py counts them
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}
POSTGRESQL_OPTIONS = {
    "connect_timeout": 3,  # seconds
    # Reading out of order costs a disk without arms hardly more; told otherwise, the planner reads
    # all answers there are for those of a class.
    "options": "-c statement_timeout=10s -c lock_timeout=5s -c random_page_cost=1.1",
    # To plan a statement takes the server three times as long as to run it: it does so once a
    # connection for what is asked again and again.
    "server_side_binding": True,
    "prepare_threshold": 5,  # times
}


def configuration(url: str, data_dir: Path) -> dict[str, Any]:
    """Return Django's settings of the one database; an empty `url` means SQLite."""
    if not url:
        return _sqlite(data_dir / "stateguide.sqlite3", data_dir)
    if not url.startswith(("postgres://", "postgresql://", "sqlite://")):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite://")
    parsed = dict(environ.Env.db_url_config(url))
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        return _sqlite(parsed["NAME"], data_dir)
    parsed["OPTIONS"] = {**POSTGRESQL_OPTIONS, **parsed.get("OPTIONS", {})}
    return {**parsed, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


def _sqlite(name: str | Path, data_dir: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": SQLITE_OPTIONS,
        # To open the file, set it up and close it again costs more than most requests.
        "CONN_MAX_AGE": None,
        # A file and not memory: tests meet the same locks as the app.
        "TEST": {"NAME": data_dir / "test.sqlite3"},
    }


def sqlite_file() -> Path | None:
    """Return the file of the database in use, or None where it is PostgreSQL."""
    return Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None
