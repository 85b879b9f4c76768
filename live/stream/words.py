"""The rows of votes: found by who said them, and stored many at once by one prepared statement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache, partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateTimeField, Field, JSONField
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery

from live.models import Vote
from live.stream.polls import Word
from prepared import Blank, JSONValues

_FIELDS = {field.attname: field for field in Vote._meta.local_concrete_fields}
FIELDS = [_FIELDS[name] for name in Word._fields]  # in the order of a Word
PLACE = [field for field in FIELDS if field.name in {"player", "position", "ballot"}]


def standing(players: Iterable[int], positions: Collection[int]) -> list[Word]:
    """What some players have said on some questions. By the index of one vote a ballot."""
    found = Vote.objects.filter(player__in=JSONValues(players), position__in=positions)
    return [Word(*row) for row in found.values_list(*Word._fields)]


def upsert(words: Sequence[Word]) -> None:
    """Store them; the last word of a player on a ballot takes the place of the one before."""
    if words:
        database = connections[DEFAULT_DB_ALIAS]
        with database.cursor() as cursor:
            cursor.executemany(_sql(database.vendor), _rows(words, database))


def _rows(words: Sequence[Word], database: BaseDatabaseWrapper) -> list[tuple[Any, ...]]:
    """As the database stores them."""
    columns = zip(*words, strict=True)
    return list(zip(*map(partial(_saved, database), FIELDS, columns), strict=True))


def _saved(
    database: BaseDatabaseWrapper, field: Field[Any, Any], column: Sequence[Any]
) -> Sequence[Any]:
    if isinstance(field, JSONField | DateTimeField):  # most share the object with others
        once = {id(value): value for value in column}
        ready = {key: field.get_db_prep_save(value, database) for key, value in once.items()}
        return [ready[id(value)] for value in column]
    if isinstance(column[0], int):
        return column
    return [field.get_db_prep_save(value, database) for value in column]


@lru_cache(maxsize=2)
def _sql(vendor: str) -> str:
    """With a placeholder for each field; compiled once for each kind of database."""
    query = InsertQuery(
        Vote,
        on_conflict=OnConflict.UPDATE,
        unique_fields=PLACE,
        update_fields=[field for field in FIELDS if field not in PLACE],
    )
    blanks = {field.attname: Blank(field.attname, field) for field in FIELDS}
    query.insert_values(FIELDS, [Vote(**blanks)])
    [(sql, _)] = query.get_compiler(connection=connection).as_sql()
    return str(sql)
