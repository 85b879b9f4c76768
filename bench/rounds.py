"""Ratios that survive a busy machine: two sides measured in turn, ABBA, again and again."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bench.load import Burst

Ours = TypeVar("Ours")
Yardstick = TypeVar("Yardstick")
HEADINGS = f"{'measure':31}{'median (range)':27}target"


@dataclass(frozen=True, slots=True)
class Sample:
    """One side in one round."""

    per_second: float
    cpu_ms: float  # of the server, for one; 0 where nobody looked
    p99_ms: float
    others: float  # cores that others kept busy meanwhile

    @classmethod
    def of(cls, bursts: Sequence[Burst]) -> Sample:
        """All of some bursts, as if they were one."""
        waits = sorted(wait for burst in bursts for wait in burst.waits)
        usages = [burst.usage for burst in bursts]
        seconds = sum(usage.seconds for usage in usages)
        return cls(
            per_second=len(waits) / seconds,
            cpu_ms=sum(usage.server for usage in usages) * 1000 / len(waits),
            p99_ms=waits[min(len(waits) - 1, len(waits) * 99 // 100)] * 1000,
            others=sum(usage.others * usage.seconds for usage in usages) / seconds,
        )


@dataclass(frozen=True, slots=True)
class Round:
    """Both sides, measured one right after the other."""

    ours: Sample
    yardstick: Sample

    @property
    def ratio(self) -> float:
        """How much of the yardstick's rate we reach."""
        return self.ours.per_second / self.yardstick.per_second


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measure with what came of it."""

    name: str
    ratios: Sequence[float]
    least: float | None = None  # the target: at least, or at most
    most: float | None = None
    unit: str = ""
    notes: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.ratios)

    @property
    def met(self) -> bool | None:
        """Whether the median meets the target; None where there is none."""
        if self.least is not None:
            return self.median >= self.least
        return self.median <= self.most if self.most is not None else None

    def __str__(self) -> str:
        low, high = min(self.ratios), max(self.ratios)
        target = (
            f"at least {self.least:g}"
            if self.least is not None
            else f"at most {self.most:g}"
            if self.most is not None
            else "no target"
        )
        verdict = {True: "met", False: "NOT MET", None: ""}[self.met]
        figure = f"{self.median:.3g}{self.unit} ({low:.3g} to {high:.3g})"
        return f"{self.name:31}{figure:27}{target:14}{verdict:9}{self.notes}"


def in_turn(
    ours: Callable[[], Ours], yardstick: Callable[[], Yardstick], count: int
) -> list[tuple[Ours, Yardstick]]:
    """Measure both sides `count` times, so that neither is always first: ABBA."""
    pairs = []
    for number in range(count):
        if number % 2:
            floor = yardstick()
            pairs.append((ours(), floor))
        else:
            pairs.append((ours(), yardstick()))
    return pairs


def compared(
    name: str, rounds: Sequence[Round], *, least: float | None = None, notes: str = ""
) -> Figure:
    """The figure of some rounds: their ratios, CPU time, waits, and how busy others were."""
    ours = [found.ours for found in rounds]
    bare = [found.yardstick for found in rounds]
    told = [
        f"{_middle(ours, 'per_second'):.0f} of {_middle(bare, 'per_second'):.0f} a second",
        f"CPU {_middle(ours, 'cpu_ms'):.2f} ms{_beside(_middle(bare, 'cpu_ms'))}",
        f"p99 {_middle(ours, 'p99_ms'):.0f} ms",
        f"others up to {max(sample.others for sample in (*ours, *bare)):.1f} cores",
        *filter(None, [notes]),
    ]
    ratios = [found.ratio for found in rounds]
    return Figure(name=name, ratios=ratios, least=least, notes="; ".join(told))


def _middle(samples: Sequence[Sample], name: str) -> float:
    values: list[float] = [getattr(sample, name) for sample in samples]
    return statistics.median(values)


def _beside(cpu_ms: float) -> str:
    return f" to {cpu_ms:.2f} ms" if cpu_ms else ""
