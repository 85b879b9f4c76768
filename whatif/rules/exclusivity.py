"""Exclusivity: what happens to state that assumes one writer once there are several (R6).

`decide(item, writers)` answers a Fate, or None where the rule does not apply. `writers`
is the number of instances after the event, or during it where an old and a new one overlap.
"""

from __future__ import annotations

from collections.abc import Callable

from whatif.copies import outside, shared
from whatif.model import Place, StateItem
from whatif.outcome import Fate
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources


def exclusivity(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.EXCLUSIVITY, sentence, source)


@exclusivity(
    "R128",
    "A job inside the program is done once by each instance that runs.",
    sources.K_JOB,
)
def done_by_each(item: StateItem, writers: int) -> Fate | None:
    external = item.location.place is Place.EXTERNAL
    return Fate.DUPLICATED if external and writers > 1 else None


@exclusivity(
    "R48",
    "Two writers in one data directory overwrite each other; no lock file stops them.",
    sources.POSTGRES_SERVER,
)
def two_writers(item: StateItem, writers: int) -> Fate | None:
    same_bytes = shared(item) and not outside(item)
    return Fate.CORRUPTION_RISK if same_bytes and writers > 1 else None


@exclusivity(
    "R72",
    "Each instance writes its own; nothing copies between them.",
    sources.K_STATEFULSET,
)
def each_writes_its_own(item: StateItem, writers: int) -> Fate | None:
    return Fate.DIVERGED if not shared(item) and writers > 1 else None
