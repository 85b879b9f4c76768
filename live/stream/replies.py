"""Answers that end at once, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any, NamedTuple
from uuid import UUID

from live.ballots import Place
from live.stream.requests import Send

SAFE = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
Headers = tuple[tuple[bytes, bytes], ...]


class Reply(NamedTuple):
    """A whole answer."""

    status: int
    body: bytes
    headers: Headers = ()
    kind: bytes = b"application/problem+json"

    @property
    def all_headers(self) -> Headers:
        return _all_headers(self.kind, len(self.body), self.headers)

    @property
    def header_lines(self) -> bytes:
        """The same as HTTP/1.1 has them."""
        return _lines(self.all_headers)


class Refused(Exception):
    """A request that is answered with a problem."""

    def __init__(self, status: int, detail: str, headers: Headers = ()) -> None:
        super().__init__(detail)
        self.reply = problem(status, detail, headers)


def problem(status: int, detail: str, headers: Headers = ()) -> Reply:
    """What is wrong, in a sentence, as RFC 9457 has it."""
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    return Reply(status, _json({**told, "detail": detail}), headers)


def stored(submission: UUID, place: Place, said: str) -> Reply:
    """Which vote was stored, and what it says in words."""
    body = b'{"submission": "%b", %b' % (str(submission).encode(), _vote(place, said))
    return Reply(200, body, kind=b"application/json")


@lru_cache(maxsize=1024)  # most say what others said
def _vote(place: Place, said: str) -> bytes:
    """The rest of that object."""
    return _json({"stored": True, **place._asdict(), "said": said})[1:]


@lru_cache(maxsize=256)  # most answers are as long as others
def _all_headers(kind: bytes, length: int, more: Headers) -> Headers:
    return ((b"content-type", kind), (b"content-length", b"%d" % length), *SAFE, *more)


@lru_cache(maxsize=256)
def _lines(headers: Headers) -> bytes:
    return b"".join(b"%b: %b\r\n" % header for header in headers)


def _json(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields).encode()


async def answer(send: Send, reply: Reply) -> None:
    """Send the whole of it."""
    headers = reply.all_headers
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})
