"""The code of a class or of a live round, with which somebody comes in."""

from __future__ import annotations

from accounts.codes import fresh, may_be

LENGTH = 7  # 30 ** 7, about 2 * 10 ** 10


def fresh_code() -> str:
    """A code for a new class or round."""
    return fresh(LENGTH)


def is_code(text: str) -> bool:
    """Whether something may be such a code."""
    return may_be(text, LENGTH)
