"""The WSGI application for an ASGI server: each request in a thread of a pool.

The threads stay, and with each its connection to the database. (asgiref's and a2wsgi's bridges give
every request a context of its own, in which Django finds no connection and opens one.)
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import FileWrapper

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

THREADS = 8
LINE, FIELD = 4094, 8190  # bytes of an address and of a header, as gunicorn takes them
BODY = 1 << 20  # bytes that are read at all; the app refuses a quarter of that
BLOCK = 1 << 18  # bytes of a file that are sent at once


class Bridge:
    """An ASGI application for HTTP alone."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="page")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request; one whose body is cut off is nobody's."""
        if status := _too_long(scope):
            await _refuse(send, status)
            return
        body = await _body(scope, receive)
        if body is not None:
            loop = asyncio.get_running_loop()
            answering = _Answering(self._application, environment(scope, body), send, loop)
            for message in await loop.run_in_executor(self._threads, answering.run):
                await send(message)


class _Answering:
    """One request in its thread."""

    def __init__(
        self,
        application: WSGIApplication,
        environ: WSGIEnvironment,
        send: Send,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._application, self._environ = application, environ
        self._send, self._loop = send, loop
        self._start: Message = {}

    def run(self) -> list[Message]:
        """Answer; return what is still to be sent: of a whole response all of it."""
        chunks = self._application(self._environ, self._start_response)
        with closing(_Closing(chunks)):
            parts = iter(chunks)
            first, second = next(parts, b""), next(parts, None)
            if second is None:
                return [self._start, _part(first, more=False)]
            self._now(self._start)
            for part in chain((first, second), parts):
                self._now(_part(part, more=True))
        return [_part(b"", more=False)]

    def _start_response(
        self, status: str, headers: Iterable[tuple[str, str]], fault: Any = None, /
    ) -> Callable[[bytes], object]:
        told = [(name.lower().encode("latin-1"), _value(value)) for name, value in headers]
        self._start = {"type": "http.response.start", "status": int(status[:3]), "headers": told}
        return lambda part: self._now(_part(part, more=True))

    def _now(self, message: Message) -> None:
        """Send from this thread, as fast as the client reads."""
        sending = self._send(message)
        asyncio.run_coroutine_threadsafe(_awaited(sending), self._loop).result()


class _Closing:
    """What a response of WSGI may have to be told at its end."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.close: Callable[[], object] = getattr(chunks, "close", lambda: None)


def _value(text: str) -> bytes:
    return text.strip().encode("latin-1")  # Django writes a cookie with a space before it


def _part(body: bytes, *, more: bool) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": more}


async def _awaited(sending: Awaitable[None]) -> None:
    await sending


def _too_long(scope: Message) -> int:
    """The status that refuses an address or a header that is too long; 0 for none."""
    if len(scope["raw_path"]) + len(scope["query_string"]) > LINE:
        return 414
    return 431 if any(len(name) + len(value) > FIELD for name, value in scope["headers"]) else 0


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send(_part(b"", more=False))


async def _body(scope: Message, receive: Receive) -> bytes | None:
    """The body as far as its length was told, as WSGI gives it; None where it is cut off."""
    told = dict(scope["headers"]).get(b"content-length", b"")
    length = int(told) if told.isdigit() and len(told) < 10 else 0
    body = bytearray()
    while length <= BODY and len(body) < length:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message["body"]
    return bytes(body)


def environment(scope: Message, body: bytes) -> WSGIEnvironment:
    """A request as WSGI has it (PEP 3333)."""
    server, client = scope["server"] or ("", 0), scope["client"] or ("", 0)
    return {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.file_wrapper": _blocks,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **dict(_headers(scope["headers"])),
    }


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[str, str]]:
    """The headers by their names in WSGI, those of one name joined."""
    found: dict[bytes, bytes] = {}
    for name, value in pairs:
        if b"_" not in name:  # would pass for the header that has hyphens there
            comma = b"; " if name == b"cookie" else b","
            found[name] = comma.join((found[name], value)) if name in found else value
    for name, value in found.items():
        upper = name.decode("latin-1").upper().replace("-", "_")
        own = upper in {"CONTENT_TYPE", "CONTENT_LENGTH"}
        yield upper if own else f"HTTP_{upper}", value.decode("latin-1")


def _blocks(file: Any, _size: int = 0) -> Iterable[bytes]:
    return FileWrapper(file, BLOCK)
