"""How right a prediction is: one point a piece of state, and one for the users."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """What is true: the fate of each piece by its letter, and of the users where asked."""

    pieces: Mapping[str, str]
    users: str = ""  # "" where not asked


@dataclass(frozen=True, slots=True)
class Marks:
    """What was earned, and where."""

    points: int  # 0 to max_points
    max_points: int  # pieces, and one for the users where asked
    wrong: tuple[str, ...]  # letters, in the order of the key
    users_right: bool | None  # None where not asked


class NotAnswered(ValueError):
    """A prediction does not speak of exactly what was asked."""


def grade(key: Key, picks: Mapping[str, str], users: str = "") -> Marks:
    """Compare a whole prediction with what is true.

    `picks` has a fate for each letter of the key, `users` a word iff the key has one.
    Raises NotAnswered.
    >>> grade(Key({"A": "lost", "B": "survives"}, "some"), {"A": "lost", "B": "lost"}, "some")
    Marks(points=2, max_points=3, wrong=('B',), users_right=True)
    """
    if picks.keys() != key.pieces.keys() or bool(users) != bool(key.users):
        raise NotAnswered(f"asked were {', '.join(key.pieces)}{' and the users' * bool(key.users)}")
    wrong = tuple(letter for letter, fate in key.pieces.items() if picks[letter] != fate)
    users_right = users == key.users if key.users else None
    max_points = len(key.pieces) + (users_right is not None)
    points = len(key.pieces) - len(wrong) + (users_right is True)
    return Marks(points, max_points, wrong, users_right)
