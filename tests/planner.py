"""PostgreSQL's planner, where a test has just filled tables."""

from __future__ import annotations

from django.db import connection


def look() -> None:
    """Let it look at them, as autovacuum does a minute later.

    Where that came when the tables were empty, it plans for empty tables, and a query takes
    minutes.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
