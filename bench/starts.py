"""Starting: how long until the first page is there, beside bare Django on the same server."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.cpu import tree
from bench.rounds import Figure, in_turn
from bench.scale import Scale
from bench.servers import APP, BARE, environment, prepare, serving

TARGET = 1.5
PAGE = "/lessons/what-is-state/"


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """As operators run it: one worker with eight threads, both sides alike."""
    told = environment(folder)
    prepare(told)
    pairs = in_turn(lambda: _start(APP, told, PAGE), lambda: _start(BARE, told, "/"), scale.starts)
    waits = [ours / bare for (ours, _), (bare, _) in pairs]
    work = [ours / bare for (_, ours), (_, bare) in pairs]
    fastest = min(ours for (ours, _), _ in pairs)
    notes = f"at best {fastest:.2f} s, a lesson's page"
    yield Figure(name="coldstart_vs_bare", ratios=waits, most=TARGET, notes=notes)
    yield Figure(name="  the same in CPU time", ratios=work)


def _start(application: str, told: Mapping[str, str], page: str) -> tuple[float, float]:
    """Seconds from the command to the first 200, and CPU seconds of the server until then."""
    start = time.perf_counter()
    with serving(application, told, page, workers=1, threads=8) as server:
        return time.perf_counter() - start, tree(server.pid)
