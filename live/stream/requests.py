"""What comes to the streams: where it goes, from whom, and whether it comes from a page of ours."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.conf import settings
from django.http import parse_cookie
from django.http.request import split_domain_port, validate_host

from live.stream.protocol import WIRE, Wire

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

VOTE, PHONE, PROJECTOR, HOST = "vote", "phone", "projector", "host"
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_PATH = re.compile(rf"/live/stream/({_UUID})/({VOTE}|{PHONE}|{PROJECTOR}|{HOST})")
LONGEST = 100  # letters; no address of ours is as long, and what is kept in memory is short
_SEQ = re.compile(rb"[0-9]{1,9}")


class Target(NamedTuple):
    """What an address names."""

    round: UUID
    name: str  # VOTE, or the view whose stream it is


class Request:
    """One request; reads of its headers only what is asked for."""

    def __init__(self, scope: Message) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self._scope = scope
        self._headers: dict[bytes, bytes] = dict(scope["headers"])

    @property
    def target(self) -> Target | None:
        """None where the address names nothing of ours."""
        return _target(self.path) if len(self.path) < LONGEST else None

    def header(self, name: bytes) -> bytes:
        """A header, by its name in small letters; empty where there is none."""
        return self._headers.get(name, b"")

    @property
    def wire(self) -> Wire | None:
        """How a stream writes by itself; None where the server has no such way."""
        found: Wire | None = self._scope.get("extensions", {}).get(WIRE)
        return found

    @property
    def host_is_ours(self) -> bool:
        return _is_ours(self.header(b"host"))

    @property
    def is_foreign(self) -> bool:
        """Whether a page of another site sent it. Browsers say so; who says nothing is none."""
        origin = self.header(b"origin")
        return bool(origin) and not _is_same(origin, self.header(b"host"))

    @property
    def seen(self) -> int | None:
        """The `seq` that the browser saw last; None where it says none that could be one."""
        told = self.header(b"last-event-id") or self._query(b"after")
        return int(told) if _SEQ.fullmatch(told) else None

    def _query(self, name: bytes) -> bytes:
        query: bytes = self._scope["query_string"]
        return parse_qs(query).get(name, [b""])[-1]


def cookie_in(cookies: bytes, name: str) -> str:
    """One of them; "" where there is none."""
    return parse_cookie(cookies.decode("latin-1")).get(name, "")


@lru_cache(maxsize=1024)  # all phones of a round vote at one address
def _target(path: str) -> Target | None:
    found = _PATH.fullmatch(path)
    return Target(UUID(found[1]), found[2]) if found else None


@lru_cache(maxsize=64)
def _is_ours(host: bytes) -> bool:
    domain, _ = split_domain_port(host.decode("latin-1").lower())
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


@lru_cache(maxsize=64)
def _is_same(origin: bytes, host: bytes) -> bool:
    try:
        return urlsplit(origin.lower()).netloc == host.lower()
    except ValueError:
        return False
