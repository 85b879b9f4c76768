"""What a rule of binding answers."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from whatif.rule import BOOK, Decide, Group


class Found(Enum):
    """The replacement finds the copy, and the rule says why."""

    FOUND = "found"


FOUND = Found.FOUND


class Missing(NamedTuple):
    """The copy is there, but out of reach; the text says what a person does about it."""

    way_back: str


Finding = Found | Missing | None


def binding(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.BINDING, sentence, source)
