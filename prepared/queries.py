"""Queries whose SQL is made once a process."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from prepared.blanks import Blank

Found_co = TypeVar("Found_co", bound=models.Model, covariant=True)
Row = Sequence[Any]


class _Plan(NamedTuple):
    """What a kind of database is asked, and how its rows are read."""

    sql: str
    params: tuple[Any, ...]  # values, and blanks
    columns: slice  # of the model in a row
    fields: Sequence[str]
    annotations: Mapping[str, int]
    converters: Mapping[int, tuple[list[Callable[..., Any]], Any]]


class Prepared(Generic[Found_co]):
    """A query with blanks, compiled when it is first asked."""

    def __init__(self, make: Callable[[], models.QuerySet[Found_co]]) -> None:
        self._make = make
        self._plans: dict[str, tuple[type[Found_co], _Plan]] = {}  # by the kind of database

    def rows(self, **values: Any) -> list[Found_co]:
        """The objects that are found with these values in the blanks."""
        database = connections[DEFAULT_DB_ALIAS]
        model, plan = self._plans.get(database.vendor) or self._compiled(database)
        told = [
            one.filled(values, database) if isinstance(one, Blank) else one for one in plan.params
        ]
        with database.cursor() as cursor:
            cursor.execute(plan.sql, told)
            found: Sequence[Row] = cursor.fetchall()
        return [_read(model, plan, database, list(row)) for row in found]

    def first(self, **values: Any) -> Found_co | None:
        """The first of them. Cut the queryset where it may find many: `[:1]`."""
        return next(iter(self.rows(**values)), None)

    def _compiled(self, database: BaseDatabaseWrapper) -> tuple[type[Found_co], _Plan]:
        queryset = self._make()
        compiler = queryset.query.get_compiler(connection=database)
        sql, params = compiler.as_sql()
        selected = [cast(Any, expression) for expression, _, _ in compiler.select]
        own = cast(dict[str, Any], compiler.klass_info)["select_fields"]  # one after the other
        plan = _Plan(
            sql=sql,
            params=tuple(params),
            columns=slice(own[0], own[-1] + 1),
            fields=[selected[position].target.attname for position in own],
            annotations=compiler.annotation_col_map or {},
            converters=compiler.get_converters(selected),
        )
        return self._plans.setdefault(database.vendor, (queryset.model, plan))


def _read(
    model: type[Found_co], plan: _Plan, database: BaseDatabaseWrapper, row: list[Any]
) -> Found_co:
    for position, (functions, expression) in plan.converters.items():
        for function in functions:
            row[position] = function(row[position], expression, database)
    found = model.from_db(database.alias, plan.fields, row[plan.columns])
    for name, position in plan.annotations.items():
        setattr(found, name, row[position])
    return found
