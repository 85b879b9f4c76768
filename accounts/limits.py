"""How often something may be tried: fixed windows, counted in the cache."""

from __future__ import annotations

import hashlib
import logging
import math
import time
from dataclasses import dataclass

from django.core.cache import cache

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` hits of a key in a window of `seconds`.

    Where the cache is away everything is allowed: a limit is lost more cheaply than a class.
    """

    name: str
    most: int
    seconds: int

    def hit(self, key: str) -> int | None:
        """Count one more; the seconds to wait where that is too many, else None."""
        place = self._place(key)
        try:
            cache.add(place, 0, self.seconds)
            count = cache.incr(place)
        except ValueError:  # the window ended between the two
            return None
        except Exception:  # each kind of cache has faults of its own
            logger.exception("The cache cannot count for the limit %s", self.name)
            return None
        return self._left() if count > self.most else None

    def wait(self, key: str) -> int | None:
        """The seconds to wait where one more would be too many, else None. Counts nothing."""
        try:
            count = cache.get(self._place(key), 0)
        except Exception:
            logger.exception("The cache cannot tell of the limit %s", self.name)
            return None
        return self._left() if count >= self.most else None

    def _place(self, key: str) -> str:
        window = int(time.time() // self.seconds)
        # A key may be an address of mail, and longer than a cache takes.
        digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32]
        return f"limit:{self.name}:{window}:{digest}"

    def _left(self) -> int:
        return max(1, math.ceil(self.seconds - time.time() % self.seconds))
