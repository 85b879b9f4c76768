"""The engine: what one event costs, and how that grows with the stack."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Template

from bench.rounds import Figure
from bench.scale import Scale
from whatif import events
from whatif.model import Stack
from whatif.predict import predict
from whatif.readers import SourceFile, read

TARGET, STEEPEST = 2.0, 1.1  # ms of CPU; the power with which the time may grow
SERVICE = Template("""\
  web$number:
    image: shop:1
    restart: unless-stopped
    volumes: ["data$number:/data"]
    x-state:
      sessions $number: {at: process memory, use: session}
      drafts $number: {at: /app/drafts}
      orders $number: {at: /data}
""")


def measure(folder: Path, scale: Scale) -> Iterator[Figure]:
    """Ten services, then a hundred and a thousand; the stack is read before the clock runs."""
    cost = {size: _cost(size, scale) for size in (10, 100, 1000)}
    yield Figure(name="engine: 10 services", ratios=cost[10], most=TARGET, unit=" ms")
    growth = [math.log10(large / small) for small, large in zip(cost[100], cost[1000], strict=True)]
    notes = "the power of the time from 100 to 1,000 services"
    yield Figure(name="engine: growth", ratios=growth, most=STEEPEST, notes=notes)


def stack(services: int) -> Stack:
    """A compose file in which each service keeps three items of state."""
    told = "".join(SERVICE.substitute(number=number) for number in range(services))
    volumes = "".join(f"  data{number}: {{}}\n" for number in range(services))
    text = f"services:\n{told}volumes:\n{volumes}"
    return read([SourceFile("compose.yaml", text)])


def _cost(services: int, scale: Scale) -> list[float]:
    """CPU ms of one event, in each round."""
    whole = stack(services)
    event = events.parse("recreate web0", whole)
    times = max(1, 200 // services)
    predict(whole, event)
    return [_cpu_ms(lambda: predict(whole, event), times) for _ in range(scale.rounds)]


def _cpu_ms(do: Callable[[], object], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        do()
    return (time.process_time() - start) * 1000 / times
