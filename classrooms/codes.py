"""The code with which somebody joins a class: short, and read aloud without mistakes."""

from __future__ import annotations

import secrets

# Letters and digits that are not taken for each other: no 0 and O, no 1, I and L, no U (as V).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 7


def fresh_code() -> str:
    """A code that nobody can guess from others: 30 ** 7, about 2 * 10 ** 10 of them."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def typed(text: str) -> str:
    """A code as it is stored, from what somebody typed: `abc 2-d3f` is `ABC2D3F`.

    >>> typed(" abc 2-d3f ")
    'ABC2D3F'
    """
    return "".join(text.split()).replace("-", "").upper()
