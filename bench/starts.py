"""Starting: how long until the first page is there, beside bare Django on the same server."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from bench.cpu import tree
from bench.rounds import Figure, in_turn
from bench.scale import Scale
from bench.servers import APP, BARE, environment, prepare, serving

TARGET = 1.5
PAGE, HOME = "/lessons/what-is-state/", "/"

Cost = tuple[float, float]  # wall and CPU seconds


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """As operators run it: one worker with eight threads, both sides alike.

    A lesson that was read before is kept from the last start; the home page needs Django loaded;
    after an update nothing is kept and all content is checked first.
    """
    told = environment(folder)
    prepare(told)
    bare = partial(_start, BARE, told, "/")

    def updated() -> Cost:
        shutil.rmtree(folder / "pages", ignore_errors=True)
        return _start(APP, told, PAGE)

    updated()  # keeps the page for what follows
    kept, home = partial(_start, APP, told, PAGE), partial(_start, APP, told, HOME)
    yield from _figures("coldstart_vs_bare", kept, bare, scale.starts, most=TARGET)
    yield from _figures("  the home page", home, bare, scale.starts)
    yield from _figures("  the first after an update", updated, bare, scale.starts)


def _figures(
    name: str,
    ours: Callable[[], Cost],
    bare: Callable[[], Cost],
    count: int,
    most: float | None = None,
) -> Iterator[Figure]:
    pairs = in_turn(ours, bare, count)
    waits = [mine / least for (mine, _), (least, _) in pairs]
    work = [mine / least for (_, mine), (_, least) in pairs]
    notes = f"at best {min(mine for (mine, _), _ in pairs):.2f} s"
    yield Figure(name=name, ratios=waits, most=most, notes=notes)
    yield Figure(name=f"{' ' * (2 + 2 * name.startswith(' '))}the same in CPU time", ratios=work)


def _start(application: str, told: Mapping[str, str], page: str) -> Cost:
    """Seconds from the command to the first 200, and CPU seconds of the server until then."""
    start = time.perf_counter()
    with serving(application, told, page, workers=1, threads=8) as server:
        return time.perf_counter() - start, tree(server.pid)
