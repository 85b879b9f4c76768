"""Values of many rows in one column, and many values as rows, on every kind of database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Aggregate, BigIntegerField, Func, JSONField, Value


class JSONArrayAgg(Aggregate):
    """All values of a group as one JSON array, in any order; None for no group at all."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **extra)


class JSONValues(Func):
    """Whole numbers as rows, for `__in`: many of them as the text of one JSON array.

    Django prepares each of a thousand values by itself, which takes as long as to find their rows.
    """

    output_field = BigIntegerField()

    def __init__(self, numbers: Iterable[int]) -> None:
        super().__init__(Value(json.dumps([*numbers])))

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        rows = "(SELECT value FROM JSON_EACH(%(expressions)s))"
        return self.as_sql(compiler, connection, template=rows, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        rows = "(SELECT value::bigint FROM JSON_ARRAY_ELEMENTS_TEXT(%(expressions)s::json))"
        return self.as_sql(compiler, connection, template=rows, **extra)
