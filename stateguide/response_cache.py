"""Whole responses of pages that are the same for everyone, kept from one start to the next.

They lie below the data folder, under the fingerprint of all they were made from, so that any change
leaves them behind. The stamp of such a folder says that the content of this version is sound.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

# Browsers keep the page but ask each time whether it is still the same: a deploy shows at once.
SHARED = {"Cache-Control": "public, max-age=0, must-revalidate", "Vary": "Accept-Encoding"}
STAMP = "hosts.json"
VERSIONS = 3  # that stay: of instances whose settings differ, of an update that is taken back


def is_shared(status: str, headers: Iterable[tuple[str, str]], coding: str) -> bool:
    """Whether a response is a page for everyone in this coding ("" for none); it sets no cookie."""
    told = dict(headers)
    return (
        status == "200 OK"
        and told.items() >= SHARED.items()
        and told.get("Content-Encoding", "") == coding
        and "Set-Cookie" not in told
    )


class Key(NamedTuple):
    """Which page, in which coding ("" for none)."""

    path: str
    coding: str

    @property
    def file(self) -> str:
        return f"{quote(self.path, safe='')}.{self.coding or 'plain'}"

    @classmethod
    def of(cls, file: str) -> Key:
        path, _, coding = file.rpartition(".")
        return cls(unquote(path), "" if coding == "plain" else coding)


class Response(NamedTuple):
    """What a WSGI server is given."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes

    def packed(self) -> bytes:
        """The bytes of its file: a hash of the rest, a line of JSON, the body."""
        head = json.dumps([self.status, self.headers]).encode()
        return b"\n".join((_hash(head, self.body), head, self.body))

    @classmethod
    def unpacked(cls, packed: bytes) -> Response:
        """Raises ValueError where the file is not what was written."""
        told, head, body = packed.split(b"\n", 2)
        if told != _hash(head, body):
            raise ValueError("cut off or damaged")
        status, headers = json.loads(head)
        return cls(status, [(name, value) for name, value in headers], body)


class ResponseCache:
    """The responses of one version of the app, in memory and on the disk.

    Processes may share the folder: a file appears whole, and two of one name have the same bytes.
    What cannot be read or written is done without.
    """

    def __init__(self, folder: Path, fingerprint: Callable[[], str]) -> None:
        self._fingerprint = fingerprint
        self._version = self._now()
        self._folder = folder / self._version
        self._responses: dict[Key, Response | None] = {}  # None: not read yet
        self.hosts: frozenset[str] = frozenset()  # under which the responses may be given
        self.sound = self._keeps = self._found()

    def _found(self) -> bool:
        """Whether a process of this very version has opened it before."""
        try:
            self.hosts = frozenset(json.loads((self._folder / STAMP).read_bytes()))
        except (OSError, ValueError):
            return False
        self._responses = dict.fromkeys(Key.of(path.name) for path in self._folder.glob("%2F*"))
        return True

    def open(self, hosts: Iterable[str]) -> None:
        """Keep from now on what answers these Host names: the content was found sound."""
        self.hosts = frozenset(hosts)
        self._keeps = self._unchanged()
        if self._keeps:
            with suppress(OSError):
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._write(STAMP, json.dumps(sorted(self.hosts)).encode())
                self._forget_old()

    def get(self, key: Key) -> Response | None:
        """The response, where it is kept."""
        if key not in self._responses:
            return None
        return self._responses[key] or self._read(key)

    def keep(self, key: Key, response: Response) -> None:
        """Keep a response, unless the files that it came from are no longer those of the start."""
        self._keeps = self._keeps and self._unchanged()
        if self._keeps:
            self._responses[key] = response
            with suppress(OSError):
                self._write(key.file, response.packed())

    def _unchanged(self) -> bool:
        return bool(self._version) and self._now() == self._version

    def _now(self) -> str:
        try:
            return self._fingerprint()
        except OSError:
            return ""  # a file came or went meanwhile: no version that could come again

    def _read(self, key: Key) -> Response | None:
        try:
            found = Response.unpacked((self._folder / key.file).read_bytes())
        except (OSError, ValueError):
            return None  # Django makes it anew
        self._responses[key] = found
        return found

    def _write(self, name: str, content: bytes) -> None:
        handle, draft = tempfile.mkstemp(dir=self._folder, prefix=".draft-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(draft).replace(self._folder / name)
        finally:
            Path(draft).unlink(missing_ok=True)

    def _forget_old(self) -> None:
        others = {path for path in self._folder.parent.iterdir() if path != self._folder}
        newest_first = sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)
        for old in newest_first[VERSIONS - 1 :]:
            shutil.rmtree(old, ignore_errors=True)


def _hash(*parts: bytes) -> bytes:
    return hashlib.sha256(b"\n".join(parts)).hexdigest().encode()
