"""Durations as they are written: in our blocks, in compose files, in units."""

from __future__ import annotations

import math
import re

NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
OURS = re.compile(rf"({NUMBER})(ms|s|m|h|d)")
SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}

# of compose (1m30s) and of systemd (5min 20s, or a bare number of seconds)
PART = re.compile(rf"\s*({NUMBER})\s*([a-zµ]*)")
UNITS = {
    **dict.fromkeys(("us", "µs", "usec"), 0.000_001),
    **dict.fromkeys(("ms", "msec"), 0.001),
    **dict.fromkeys(("", "s", "sec", "second", "seconds"), 1.0),
    **dict.fromkeys(("m", "min", "minute", "minutes"), 60.0),
    **dict.fromkeys(("h", "hr", "hour", "hours"), 3600.0),
    **dict.fromkeys(("d", "day", "days"), 86400.0),
}


def seconds(text: str) -> float | None:
    """A duration of our format in seconds; None for anything else.

    >>> seconds("600ms"), seconds("10m"), seconds("10")
    (0.6, 600.0, None)
    """
    match = OURS.fullmatch(text)
    return round(float(match[1]) * SECONDS[match[2]], 9) if match else None


def spelled_out(text: str) -> float | None:
    """A duration as Compose and systemd write it; None for anything else.

    >>> spelled_out("1m30s"), spelled_out("5min 20s"), spelled_out("infinity"), spelled_out("soon")
    (90.0, 320.0, inf, None)
    """
    if text.strip() == "infinity":
        return math.inf
    total, position = 0.0, 0
    for match in PART.finditer(text.strip()):
        if match.start() != position or match[2] not in UNITS:
            return None
        total += float(match[1]) * UNITS[match[2]]
        position = match.end()
    return total if position and position == len(text.strip()) else None
