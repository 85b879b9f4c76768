"""A kept connection that speaks as little HTTP/1.1 as a client can, so that it costs little."""

from __future__ import annotations

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *([0-9]+)")
_COOKIE = re.compile(r"(?im)^set-cookie: *([^=\s]+)=([^;\r]*)")
PATIENCE = 60  # seconds for one reply


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, as it was on the wire."""

    status: int
    head: bytes  # the status line and the headers, up to the empty line
    body: bytes

    def header(self, name: str) -> str:
        """The value of a header; "" where there is none."""
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            found, _, value = line.partition(":")
            if found.lower() == name.lower():
                return value.strip()
        return ""

    def cookies(self) -> dict[str, str]:
        return dict(_COOKIE.findall(self.head.decode("latin-1")))


class Connection:
    """One connection to a server of this machine, opened at the first request."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._socket: socket.socket | None = None

    def send(self, request: bytes) -> Reply:
        """Send one request and read the whole reply; a server that closed is called again."""
        if self._socket:
            try:
                return self._exchange(self._socket, request)
            except _Closed:
                self.close()
        self._socket = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._exchange(self._socket, request)

    def close(self) -> None:
        if self._socket:
            self._socket.close()
        self._socket = None

    def _exchange(self, wire: socket.socket, request: bytes) -> Reply:
        try:
            wire.sendall(request)
            got = wire.recv(65536)
        except (BrokenPipeError, ConnectionResetError) as fault:
            raise _Closed from fault
        if not got:
            raise _Closed
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += _more(wire)
        head = got[: end + 4]
        if head.startswith(b"HTTP/1.1 304") or not (told := _LENGTH.search(head)):
            return Reply(int(head[9:12]), head, b"")
        whole = len(head) + int(told[1])
        while len(got) < whole:
            got += _more(wire)
        if b"\r\nConnection: close" in head:
            self.close()
        return Reply(int(head[9:12]), head, got[len(head) :])


class _Closed(Exception):
    """The server had closed the connection before it read the request."""


def _more(wire: socket.socket) -> bytes:
    if not (got := wire.recv(65536)):
        raise ConnectionError("the reply ended in the middle")
    return got


def request(
    path: str,
    form: Mapping[str, str] | None = None,
    cookies: Mapping[str, str] | None = None,
    coding: str = "br",
) -> bytes:
    """The bytes of a GET, or of a POST where there is a form."""
    body = urlencode(form).encode() if form is not None else b""
    lines = [
        f"{'GET' if form is None else 'POST'} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Accept-Encoding: {coding}",
    ]
    if cookies:
        lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()))
    if form is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body
