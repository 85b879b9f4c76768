"""The blocks of an event stream, out of the chunks that HTTP carries them in."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, NamedTuple


class Block(NamedTuple):
    """An event, or what only says how far the log is."""

    kind: str  # "" for what is no event
    data: bytes
    seq: int | None
    retry: int | None  # ms

    @property
    def said(self) -> dict[str, Any]:
        return _parsed(self.data)


@lru_cache(maxsize=256)
def _parsed(data: bytes) -> dict[str, Any]:
    """All phones get the same bytes."""
    return dict(json.loads(data))


@lru_cache(maxsize=256)
def _block(told: bytes) -> Block:
    lines = (line.partition(b":") for line in told.split(b"\n"))
    fields = {name: value.removeprefix(b" ") for name, _, value in lines if name}
    return Block(
        fields.get(b"event", b"").decode(),
        fields.get(b"data", b""),
        int(fields[b"id"]) if b"id" in fields else None,
        int(fields[b"retry"]) if b"retry" in fields else None,
    )


class Blocks:
    """Fed with bytes as they come after the head of an answer."""

    def __init__(self) -> None:
        self._chunks, self._text = b"", b""
        self.ended = False

    def feed(self, data: bytes) -> list[Block]:
        """The blocks that are whole now."""
        self._chunks += data
        while chunk := self._next_chunk():
            self._text += chunk
        *whole, self._text = self._text.split(b"\n\n")
        return [_block(one) for one in whole]

    def _next_chunk(self) -> bytes:
        size, line, rest = self._chunks.partition(b"\r\n")
        if not line:
            return b""
        length = int(size, 16)
        self.ended |= length == 0
        if not length or len(rest) < length + 2:
            return b""
        self._chunks = rest[length + 2 :]
        return rest[:length]
