"""Changing what two people may have open at once: who comes second is told, nothing is lost."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F


class Stale(Exception):
    """Somebody else has changed it since the form was made."""


def change(row: models.Model, seen: int, **fields: Any) -> None:
    """Store `fields` where the row still has the version that was `seen`. Raises Stale.

    Of two changes at the same instant one wins, since the version is part of the question.
    """
    same = type(row)._default_manager.filter(pk=row.pk, version=seen)
    if not same.update(version=F("version") + 1, **fields):
        raise Stale
