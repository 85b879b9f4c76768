"""Weight: what a first view of each lesson brings before it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bench.connections import Connection, Reply, request
from bench.rounds import Figure
from bench.scale import Scale
from bench.servers import APP, environment, prepare, serving
from bench.slugs import lesson_slugs

TARGET = 14.0  # KB: what the first window of a TCP connection carries
SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """Page and stylesheet, compressed, with all headers; the heaviest lesson decides."""
    told = environment(folder)
    prepare(told)
    with serving(APP, told) as server:
        connection = Connection(server.port)
        views = {slug: _view(connection, slug) / 1024 for slug in lesson_slugs()}
        connection.close()
    notes = ", ".join(f"{slug} {size:.1f}" for slug, size in views.items())
    heaviest = max(views.values())
    yield Figure(name="weight", ratios=[heaviest], most=TARGET, unit=" KB", notes=notes)


def _view(connection: Connection, slug: str) -> int:
    path = f"/lessons/{slug}/"
    page = connection.send(request(path))
    plain = connection.send(request(path, coding="identity")).body.decode()
    sheets = SHEET.findall(plain.partition("<body")[0])
    return _size(page) + sum(_size(connection.send(request(sheet))) for sheet in sheets)


def _size(reply: Reply) -> int:
    if reply.status != 200:
        raise RuntimeError(f"a part of a first view answered {reply.status}")
    return len(reply.head) + len(reply.body)
