"""Wrong beliefs about what an event does to state, each held by real people.

`predict(stack, event, rules=believe(slug))` is what somebody predicts who believes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from whatif.beliefs.belief import HELD, Belief
from whatif.rule import Rules
from whatif.rules import RULES

from whatif.beliefs import (  # noqa: F401  isort: skip  reading enters the beliefs
    containers,
    pods,
    copies,
    sessions,
    work,
)

__all__ = ["BELIEFS", "Belief", "believe"]


# What the engine has no rule about: there are words for it, and no prediction.
_WORDS_ALONE = {
    "logout-ends-a-token": "M23",
    "timeout-means-it-failed": "M30",
    "depends-on-means-ready": "M31",
}


def _place(belief: Belief) -> tuple[int, str]:
    """`M9` comes before `M11a`."""
    digits = belief.number[1:].rstrip("ab")
    return int(digits), belief.number


_ALL = (
    *HELD.beliefs,
    *(Belief(slug, number, computed=False) for slug, number in _WORDS_ALONE.items()),
)
BELIEFS: Mapping[str, Belief] = MappingProxyType(
    {belief.slug: belief for belief in sorted(_ALL, key=_place)}
)


@cache
def believe(slug: str) -> Rules:
    """The rules as somebody holds them who has this belief. Raises KeyError."""
    return BELIEFS[slug].change(RULES)
