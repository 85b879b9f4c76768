"""Who holds a wrong belief: how often somebody picked what a believer says, of how many chances.

The numbers are those under which a simulated diagnosis found 79 % of the holders with three
questions, and was right about 92 % of whom it named (docs/decisions.md, "Classes").
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

PRIOR = 0.2  # of all learners hold a belief, before anything is known
HOLDER_PICKS = 0.7  # a holder answers as the belief says
OTHERS_PICK = 0.08  # so does anybody else
HELD_FROM = 0.8  # probability
FEWEST = 3  # first tries at questions that carry the belief


class Holding(StrEnum):
    """The value is the word on the page."""

    HELD = "holds it"
    PERHAPS = "perhaps"
    NONE = ""

    @property
    def held(self) -> bool:
        return self is Holding.HELD


@dataclass(slots=True)
class Evidence:
    """One learner and one belief."""

    met: int = 0  # first tries at questions that carry it
    picked: int = 0  # of them, those answered as it says

    @property
    def holding(self) -> Holding:
        return holding(self.met, self.picked)


def probability(met: int, picked: int) -> float:
    """That somebody holds a belief who picked it so often.

    >>> round(probability(3, 2), 2), round(probability(3, 1), 2)
    (0.86, 0.19)
    """
    held = PRIOR * HOLDER_PICKS**picked * (1 - HOLDER_PICKS) ** (met - picked)
    other = (1 - PRIOR) * OTHERS_PICK**picked * (1 - OTHERS_PICK) ** (met - picked)
    return held / (held + other)


@lru_cache(maxsize=4096)
def holding(met: int, picked: int) -> Holding:
    """What the evidence allows to say; one pick alone is never more than `perhaps`."""
    if not picked:
        return Holding.NONE
    held = met >= FEWEST and probability(met, picked) >= HELD_FROM
    return Holding.HELD if held else Holding.PERHAPS
