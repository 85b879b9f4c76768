"""When votes come, by the server's clock."""

from __future__ import annotations

import time
from datetime import datetime

from django.utils import timezone

LENGTH = 0.001  # seconds


class Moments:
    """Votes of one moment share its time, so that a rush of them has few to store."""

    def __init__(self) -> None:
        self._at, self._until = timezone.now(), 0.0

    def now(self) -> datetime:
        """The time, at most a moment old."""
        ticks = time.monotonic()
        if ticks > self._until:
            self._at, self._until = timezone.now(), ticks + LENGTH
        return self._at
