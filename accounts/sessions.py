"""Sessions of who has logged in, as Django keeps them; found by a prepared query."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from prepared import Blank, Prepared

_KEY = re.compile(r"[a-z0-9]{32}")  # as Django makes them
_CURRENT = Prepared(
    lambda: Session.objects.filter(
        session_key=Blank("key", CharField()), expire_date__gt=Blank("now", DateTimeField())
    )
)


class SessionStore(DatabaseStore):
    """Every page of who has logged in reads one."""

    def load(self) -> dict[str, Any]:
        """What a session holds; of one that has expired or never was, nothing, and not its key."""
        found = self._found(self.session_key or "")
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found.session_data)

    def _found(self, key: str) -> Session | None:
        """A cookie may bring any key, also one of letters that no database takes."""
        return _CURRENT.first(key=key, now=timezone.now()) if _KEY.fullmatch(key) else None
