"""A browser that listens to a stream and votes, as plainly as sockets allow."""

from __future__ import annotations

import json
import socket
import uuid
from collections.abc import Iterable, Mapping
from http.client import HTTPConnection
from typing import Any, NamedTuple
from urllib.parse import urlencode

PATIENCE = 10  # seconds for what must come


class Heard(NamedTuple):
    """One event."""

    id: int | None
    kind: str  # "" for what only says the number
    data: Any
    raw: bytes


class Ear:
    """A stream that is open; closes with the block."""

    def __init__(self, port: int, path: str, cookies: Mapping[str, str], **headers: str) -> None:
        self._wire = socket.create_connection(("127.0.0.1", port), PATIENCE)
        told = {"Host": "127.0.0.1", "Cookie": _cookie(cookies), **headers}
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items())
        self._wire.sendall(f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode())
        self._file = self._wire.makefile("rb")
        self.status = int(self._file.readline().split()[1])
        self.headers = dict(iter(self._header, None))
        self.bytes = b""

    def __enter__(self) -> Ear:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._wire.close()

    def _header(self) -> tuple[str, str] | None:
        name, colon, value = self._file.readline().decode().partition(":")
        return (name.lower(), value.strip()) if colon else None

    def _chunk(self) -> bytes:
        size = int(self._file.readline() or b"0", 16)
        chunk = self._file.read(size)
        self._file.readline()
        return chunk

    def block(self) -> list[bytes]:
        """The lines of the next block; empty at the end of the stream."""
        while b"\n\n" not in self.bytes:
            chunk = self._chunk()
            if not chunk:
                return []
            self.bytes += chunk
        block, _, self.bytes = self.bytes.partition(b"\n\n")
        return block.split(b"\n")

    def next(self, kind: str = "") -> Heard | None:
        """The next event or number, or the next event of a kind; None at the end."""
        while lines := self.block():
            told = dict(line.split(b": ", 1) for line in lines if b": " in line)
            name = told.get(b"event", b"").decode()
            number = int(told[b"id"]) if b"id" in told else None
            if kind in {"", name} and (name or number is not None):
                data = json.loads(told[b"data"]) if b"data" in told else None
                return Heard(number, name, data, b"\n".join(lines))
        return None


class Said(NamedTuple):
    """An answer to a vote."""

    status: int
    body: dict[str, Any]
    headers: Mapping[str, str]


def send(
    port: int,
    path: str,
    body: bytes,
    cookies: Mapping[str, str],
    method: str = "POST",
    **headers: str,
) -> Said:
    """Send one request."""
    server = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    told = {"Cookie": _cookie(cookies), **headers}
    server.request(
        method, path, body, {name.replace("_", "-"): value for name, value in told.items()}
    )
    reply = server.getresponse()
    said = Said(reply.status, json.loads(reply.read() or b"{}"), _small(reply.getheaders()))
    server.close()
    return said


def _small(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Without the date: the same reply in the next second is the same reply."""
    small = {name.lower(): value for name, value in headers}
    small.pop("date", None)
    return small


FORM = "application/x-www-form-urlencoded"


def form(picks: Mapping[str, str], **fields: object) -> bytes:
    """A vote as the form of a phone says it."""
    own = {"submission": uuid.uuid4(), "position": 0, "ballot": 1, **fields}
    said = {name if name == "users" else f"pick-{name}": pick for name, pick in picks.items()}
    return urlencode({**own, **said}).encode()


def _cookie(cookies: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())
