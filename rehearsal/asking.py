"""One request over one connection, without an exception: what breaks has status 0."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

PATIENCE = 20.0  # seconds for one answer
FORM = "application/x-www-form-urlencoded"
_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *([0-9]+)")


class Answer(NamedTuple):
    """What came back."""

    status: int  # 0: nothing, or not the whole of it
    head: str = ""
    body: bytes = b""

    @property
    def cookies(self) -> dict[str, str]:
        return dict(re.findall(r"(?im)^set-cookie: *([^=\s]+)=([^;\r]*)", self.head))


NOTHING = Answer(0)


def wait(tries: int) -> float:
    """Seconds until the next try, as the scripts of the pages count them."""
    return min(0.5 * 2.0**tries, 5.0) * random.uniform(0.5, 1)  # noqa: S311  spreads, no secret


def get(path: str, cookies: Mapping[str, str], **headers: str) -> bytes:
    """The bytes of a GET."""
    return _head("GET", path, cookies, headers)


def post(path: str, form: Mapping[str, str], cookies: Mapping[str, str]) -> bytes:
    """The bytes of a form."""
    body = urlencode(form).encode()
    told = {"Content-Type": FORM, "Content-Length": str(len(body)), "Connection": "close"}
    return _head("POST", path, cookies, told) + body


def _head(method: str, path: str, cookies: Mapping[str, str], headers: Mapping[str, str]) -> bytes:
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    told = {"Host": "127.0.0.1", **({"Cookie": cookie} if cookie else {}), **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode()


async def ask(port: int, request: bytes) -> Answer:
    """Send what asks for the connection to be closed, and read to the end."""
    try:
        async with asyncio.timeout(PATIENCE):
            return _read(await _exchange(port, request))
    except (OSError, TimeoutError):
        return NOTHING


async def _exchange(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        return await reader.read(-1)
    finally:
        writer.close()


def _read(got: bytes) -> Answer:
    head, end, body = got.partition(b"\r\n\r\n")
    told = _LENGTH.search(head)
    if not end or (told and len(body) < int(told[1])):
        return NOTHING
    return Answer(int(head[9:12]), head.decode("latin-1"), body)
