"""Codes that people read aloud and type: short, and without signs that are taken for each other."""

from __future__ import annotations

import secrets

# No 0 and O, no 1, I and L, no U (as V).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def fresh(length: int) -> str:
    """A code that nobody can guess from others: one of 30 ** `length`."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def typed(text: str) -> str:
    """A code as it was shown, from what somebody typed.

    >>> typed(" abc 2-d3f ")
    'ABC2D3F'
    """
    return "".join(text.split()).replace("-", "").upper()


def may_be(code: str, length: int) -> bool:
    """Whether a code of this length can look so, before anybody looks it up."""
    return len(code) == length and set(code) <= set(ALPHABET)
