"""How much of the processors our processes used, and how much everybody else (Linux: /proc)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")  # a second
PROC = Path("/proc")


@dataclass(slots=True)
class Usage:
    """What was used while a block ran; all zero where there is no /proc."""

    seconds: float = 0.0
    server: float = 0.0  # CPU seconds of the measured processes
    client: float = 0.0  # and of this one
    others: float = 0.0  # cores that everybody else kept busy


@contextmanager
def metered(root: int | None = None) -> Iterator[Usage]:
    """Meter the process `root` and its children while the block runs."""
    usage = Usage()
    start, busy = time.perf_counter(), _machine()
    server, client = tree(root), time.process_time()
    yield usage
    usage.seconds = time.perf_counter() - start
    usage.server = tree(root) - server
    usage.client = time.process_time() - client
    rest = _machine() - busy - usage.server - usage.client
    usage.others = max(0.0, rest / usage.seconds)


def tree(root: int | None) -> float:
    """CPU seconds of a process and all its living children, those reaped included."""
    if root is None:
        return 0.0
    parents, used = {}, {}
    for folder in PROC.glob("[0-9]*"):
        if fields := _fields(folder):
            process = int(folder.name)
            parents[process] = int(fields[1])
            used[process] = sum(map(int, fields[11:15])) / TICK
    family = {root}
    for process in sorted(parents):  # children have higher numbers, but for a wrap
        if parents[process] in family:
            family.add(process)
    return sum(used.get(process, 0.0) for process in family)


def parent(process: int) -> int | None:
    """Of a process; None where there is no /proc."""
    fields = _fields(PROC / str(process))
    return int(fields[1]) if fields else None


def pss_kb(process: int) -> int:
    """Memory of a process, what it shares counted in parts; 0 where there is no /proc."""
    try:
        rollup = (PROC / str(process) / "smaps_rollup").read_text()
    except OSError:
        return 0
    return int(rollup.partition("\nPss:")[2].split()[0])


def _fields(folder: Path) -> list[str]:
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has ended meanwhile
        return []


def _machine() -> float:
    """CPU seconds of all cores since the machine was started."""
    try:
        line = (PROC / "stat").read_text().partition("\n")[0]
    except OSError:
        return 0.0
    user, nice, system, _idle, _wait, *interrupts = map(int, line.split()[1:8])
    return (user + nice + system + sum(interrupts)) / TICK
