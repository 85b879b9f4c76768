"""A round that its caller holds: nobody else moves it, sits down in it or votes meanwhile.

Until the caller's transaction ends.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models import BigAutoField, UUIDField

from live.models import Round
from prepared import Blank, Prepared

_BY_KEY = Prepared(lambda: Round.objects.select_for_update().filter(pk=Blank("pk", BigAutoField())))
_BY_UID = Prepared(lambda: Round.objects.select_for_update().filter(uid=Blank("uid", UUIDField())))


def locked(pk: int) -> Round:
    """The round as it stands now. Raises Round.DoesNotExist."""
    assert connection.in_atomic_block, "a lock ends with the transaction that took it"
    found = _BY_KEY.first(pk=pk)
    if found is None:
        raise Round.DoesNotExist
    return found


def locked_by_uid(uid: UUID) -> Round | None:
    """The same by the name that browsers know; None where there is no such round."""
    return _BY_UID.first(uid=uid)
