"""`make bench`: every measure, or those that MEASURES names.

Bounded in time and in count. It writes into a folder of its own that goes when it ends.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from bench import answers, dashboard, engine, live, pages, questions, starts, weight
from bench.rounds import HEADINGS, Figure
from bench.scale import Scale

Measure = Callable[[Path, Scale], Iterator[Figure | str]]
MEASURES: Mapping[str, Measure] = {
    "pages": pages.measure,
    "answers": answers.measure,
    "starts": starts.measure,
    "weight": weight.measure,
    "engine": engine.measure,
    "questions": questions.measure,
    "dashboard": dashboard.measure,
    "live": live.measure,
}


def main() -> int:
    """Measure and print; return 1 where a target is not met."""
    chosen = os.environ.get("MEASURES", "").split() or list(MEASURES)
    if unknown := set(chosen) - set(MEASURES):
        print(f"MEASURES are {' '.join(MEASURES)}, not {' '.join(sorted(unknown))}")
        return 2
    print(HEADINGS)
    met = [found.met for name in chosen for found in _figures(MEASURES[name], _scale())]
    print(f"{met.count(True)} targets are met, {met.count(False)} are not.")
    return 1 if False in met else 0


def _scale() -> Scale:
    """The usual one, but for what ROUNDS and LEARNERS say."""
    scale = Scale()
    if rounds := int(os.environ.get("ROUNDS", "0")):
        scale = replace(scale, rounds=rounds, starts=rounds, turns=rounds)
    if large := int(os.environ.get("LEARNERS", "0")):
        scale = replace(scale, classes=(*scale.classes[:2], large))
    return scale


def _figures(measure: Measure, scale: Scale) -> Iterator[Figure]:
    """Print each figure as it comes."""
    with tempfile.TemporaryDirectory(prefix="stateguide-bench-") as folder:
        for found in measure(Path(folder), scale):
            print(found, flush=True)
            if isinstance(found, Figure):
                yield found


if __name__ == "__main__":
    sys.exit(main())
