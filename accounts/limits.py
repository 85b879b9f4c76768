"""How often something may be tried: fixed windows, counted in the cache."""

from __future__ import annotations

import hashlib
import logging
import math
import time
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

logger = logging.getLogger(__name__)


class LimitReached(Exception):
    """Too many tries. It may go up to the middleware, which answers 429 with Retry-After."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"too many tries; wait {wait} s")
        self.wait = wait  # seconds


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

    def enforce(self, key: str) -> None:
        """Count one more. Raises LimitReached."""
        if wait := self.hit(key):
            raise LimitReached(wait)

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


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as the outermost of our own proxies saw it.

    What a client wrote into X-Forwarded-For stands further left and is not believed. Of IPv6 it
    is the network: one device has as many addresses there as it likes.
    """
    chain = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
    behind = settings.PROXIES and len(chain) >= settings.PROXIES and chain[-settings.PROXIES]
    found: str = behind or request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(found)
    except ValueError:
        return found[:64]
    return str(address if address.version == 4 else ip_network(f"{address}/64", strict=False))
