"""Orders drawn from a seed: the same on every machine, and another for each salt."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")


def drawn(things: Iterable[Thing], salt: str, text: Callable[[Thing], str]) -> tuple[Thing, ...]:
    """The things in the order of a salt; `text` tells them apart."""
    return tuple(sorted(things, key=lambda thing: _hash(f"{salt} {text(thing)}")))


def chance(salt: str, of: int) -> int:
    """A number from 0 to below `of`."""
    return int.from_bytes(_hash(salt)[:8], "big") % of


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
