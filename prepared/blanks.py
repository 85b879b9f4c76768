"""What a prepared statement leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression


class Blank(Expression):
    """A value that each call brings, of the kind that this field holds."""

    def __init__(self, name: str, field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: object, connection: object) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def filled(self, values: Mapping[str, Any], database: BaseDatabaseWrapper) -> Any:
        """The value as this database compares it."""
        return self.output_field.get_db_prep_value(values[self.name], database)

    def saved(self, values: Mapping[str, Any], database: BaseDatabaseWrapper) -> Any:
        """The value as this database stores it."""
        return self.output_field.get_db_prep_save(values[self.name], database)
