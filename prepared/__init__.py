"""Queries whose SQL is made once a process.

To build a queryset and to compile it takes Django five to ten times as long as the database takes
to answer it by an index. So a query that nearly every request asks is written once, with blanks:

    _GUEST = Prepared(lambda: User.objects.filter(uid=Blank("uid", UUIDField())))
    _GUEST.first(uid=uid)

What comes are the queryset's own objects, with what `annotate` adds, without what `defer` leaves
out. Joins may decide what is found; `select_related` is not read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar, cast

from django.db import connection, models
from django.db.models.expressions import Expression

Found = TypeVar("Found", bound=models.Model)


class Blank(Expression):
    """A value that each call brings, of the kind that this field holds."""

    def __init__(self, name: str, field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: object, connection: object) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def filled(self, values: Mapping[str, Any]) -> Any:
        """The value as this database wants it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


class _Plan(NamedTuple):
    """What a kind of database is asked, and how its rows are read."""

    sql: str
    params: tuple[Any, ...]  # values, and blanks
    columns: slice  # of the model in a row
    fields: Sequence[str]
    annotations: Mapping[str, int]
    converters: Mapping[int, tuple[list[Callable[..., Any]], Any]]


class Prepared(Generic[Found]):
    """A query with blanks, compiled when it is first asked."""

    def __init__(self, make: Callable[[], models.QuerySet[Found]]) -> None:
        self._make = make
        self._plans: dict[str, tuple[type[Found], _Plan]] = {}  # by the kind of database

    def rows(self, **values: Any) -> list[Found]:
        """The objects that are found with these values in the blanks."""
        if connection.vendor not in self._plans:
            self._plans[connection.vendor] = self._compiled()
        model, plan = self._plans[connection.vendor]
        told = [one.filled(values) if isinstance(one, Blank) else one for one in plan.params]
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, told)
            return [_read(model, plan, list(row)) for row in cursor.fetchall()]

    def first(self, **values: Any) -> Found | None:
        """The first of them. Cut the queryset where it may find many: `[:1]`."""
        return next(iter(self.rows(**values)), None)

    def _compiled(self) -> tuple[type[Found], _Plan]:
        queryset = self._make()
        compiler = queryset.query.get_compiler(connection=connection)
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
        return queryset.model, plan


def _read(model: type[Found], plan: _Plan, row: list[Any]) -> Found:
    for position, (functions, expression) in plan.converters.items():
        for function in functions:
            row[position] = function(row[position], expression, connection)
    found = model.from_db(connection.alias, plan.fields, row[plan.columns])
    for name, position in plan.annotations.items():
        setattr(found, name, row[position])
    return found
