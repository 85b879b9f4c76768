"""Rows that are stored by one statement, whose SQL is made once a process."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.constants import OnConflict
from django.db.models.expressions import Combinable
from django.db.models.sql import InsertQuery

from prepared.blanks import Blank

Stored = TypeVar("Stored", bound=models.Model)


class _Plan(NamedTuple):
    """What a kind of database is told."""

    sql: str
    params: tuple[Any, ...]  # values, and blanks


class Insert(Generic[Stored]):
    """How objects of a model are stored: all fields but a key that the database counts itself.

    Where no transaction is open the statement is one of its own, and durable once it has run. What
    the database computes is given as an expression, whose blanks are named like the others:

        _INSERT = Insert(Answer, shown_id=Subquery(...))
        _INSERT.run(answer, digest=digest)
    """

    def __init__(
        self, model: type[Stored], *, ignore_conflicts: bool = False, **computed: Combinable
    ) -> None:
        """With `ignore_conflicts` a row that is there already stays, and nothing is raised."""
        self._model, self._computed = model, computed
        self._on_conflict = OnConflict.IGNORE if ignore_conflicts else None
        self._plans: dict[str, _Plan] = {}  # by the kind of database

    def run(self, row: Stored, **values: object) -> None:
        """Store the object; it does not learn its key.

        Raises IntegrityError, after which a transaction around it goes on as if nothing was tried.
        """
        database = connections[DEFAULT_DB_ALIAS]
        plan = self._plans.get(database.vendor) or self._compiled(database)
        told = {**vars(row), **values}
        params = [
            one.saved(told, database) if isinstance(one, Blank) else one for one in plan.params
        ]
        savepoint = database.in_atomic_block and not self._on_conflict
        alone = transaction.atomic() if savepoint else nullcontext()
        with alone, database.cursor() as cursor:
            cursor.execute(plan.sql, params)

    def _compiled(self, database: BaseDatabaseWrapper) -> _Plan:
        fields = [
            field
            for field in self._model._meta.local_concrete_fields
            if not isinstance(field, models.AutoField)
        ]
        blanks = {field.attname: Blank(field.attname, field) for field in fields}
        query = InsertQuery(self._model, on_conflict=self._on_conflict)
        query.insert_values(fields, [self._model(**{**blanks, **self._computed})])
        [(sql, params)] = query.get_compiler(connection=database).as_sql()
        return self._plans.setdefault(database.vendor, _Plan(sql, params))
