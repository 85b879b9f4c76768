"""Dashboards: what the page of a class costs as the class grows, and what an export keeps."""

from __future__ import annotations

import json
import math
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.rounds import Figure
from bench.scale import Scale
from bench.servers import environment, prepare
from verify import postgresql
from verify.serving import ROOT

NO_SERVER = "dashboard (PostgreSQL)         no server is installed (Debian's package: postgresql)"
MOST_MS, MOST_RATIO, MOST_MB = 300, 5, 16
PAGE_EXPONENT, QUESTIONS_EXPONENT = 0.3, 1.0


@dataclass(frozen=True, slots=True)
class Looks:
    """What one class took; each look as wall and CPU seconds."""

    learners: int
    taken: Mapping[str, Any]

    def cpu(self, look: str) -> list[float]:
        """CPU seconds of the app and its database: neighbours hardly change them."""
        return [cpu for _, cpu in self.taken[look]]

    def wall(self, look: str) -> float:
        """Seconds from the request to the reply."""
        walls: list[float] = [wall for wall, _ in self.taken[look]]
        return statistics.median(walls)


def measure(folder: Path, scale: Scale) -> Iterator[Figure | str]:
    """On SQLite the class of 200; on PostgreSQL a small and a large one in one database."""
    usual, small, large = scale.classes
    told = environment(folder)
    prepare(told)
    yield from _usual(_looks(told, usual, scale.rounds))
    if (programs := postgresql.programs()) is None:
        yield NO_SERVER
        return
    with postgresql.server(programs) as url:
        told = environment(folder, DATABASE_URL=url)
        prepare(told)
        first = _looks(told, small, scale.rounds)
        yield from _grown(first, _looks(told, large, scale.rounds))


def _looks(told: Mapping[str, str], learners: int, rounds: int) -> Looks:
    """Make a class and look at it, in a process of its own."""
    code = (
        f"import django; django.setup(); from bench.looks import main; main({learners}, {rounds})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**told, "DJANGO_SETTINGS_MODULE": "stateguide.settings"},
        stdout=subprocess.PIPE,
        check=True,
    )
    return Looks(learners, json.loads(done.stdout))


def _usual(looks: Looks) -> Iterator[Figure]:
    for name, look, most in (
        (f"dashboard ({looks.learners} learners)", "anew", MOST_MS),
        ("  counted a moment ago", "page", None),
    ):
        ms = [cpu * 1000 for cpu in looks.cpu(look)]
        yield Figure(name=name, ratios=ms, most=most, unit=" ms", notes=_waits(looks, look))


def _waits(looks: Looks, look: str) -> str:
    return f"CPU; {looks.wall(look):.2f} s from request to reply"


def _grown(small: Looks, large: Looks) -> Iterator[Figure]:
    """How the numbers of the large class stand to those of the small, and to bare SQL."""
    bare = statistics.median(large.cpu("sql"))
    for name, look, ratio in (
        ("dashboard_vs_sql", "page", MOST_RATIO),
        ("  counted anew", "anew", None),
    ):
        ratios = [cpu / bare for cpu in large.cpu(look)]
        yield Figure(name=name, ratios=ratios, most=ratio, notes=_waits(large, look))
    sizes = f"{small.learners} to {large.learners} learners"
    for name, look, power in (
        ("dashboard_exponent", "page", PAGE_EXPONENT),
        ("questions_exponent", "questions", QUESTIONS_EXPONENT),
        ("  counted anew", "questions anew", None),
    ):
        yield Figure(name=name, ratios=[_exponent(small, large, look)], most=power, notes=sizes)
    export = large.taken["export"]
    notes = f"{export['rows']} answers in {export['seconds']:.0f} s"
    yield Figure(name="export", ratios=[export["mb"]], most=MOST_MB, unit=" MB", notes=notes)


def _exponent(small: Looks, large: Looks, look: str) -> float:
    """The power of the number of answers with which a look grows."""
    times = [statistics.median(looks.cpu(look)) for looks in (small, large)]
    return math.log(times[1] / times[0]) / math.log(large.learners / small.learners)
