"""The heading of a verdict: a sentence that says what was found, never only `Result`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whatif.outcome import Fate

_NUMBERS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
_WHOLE = {1: "Right.", 2: "Both right."}

# The worst surprise is told first.
_WEIGHT = (
    Fate.CORRUPTION_RISK,
    Fate.INACCESSIBLE,
    Fate.PARTLY_LOST,
    Fate.DIVERGED,
    Fate.STALE,
    Fate.DUPLICATED,
    Fate.LOST,
    Fate.SURVIVES,
)
_SURPRISE = {
    Fate.SURVIVES: "{piece} is still there, and {newcomer} finds it.",
    Fate.LOST: "{piece} is gone: no copy is left.",
    Fate.PARTLY_LOST: "{piece} is there, but the newest part is missing.",
    Fate.STALE: "{piece} answers, but with an older copy.",
    Fate.INACCESSIBLE: "{piece} is still there, but {newcomer} cannot see it.",
    Fate.DIVERGED: "{piece} exists more than once, and the copies disagree.",
    Fate.DUPLICATED: "{piece} is done more than once.",
    Fate.CORRUPTION_RISK: "{piece} can be read, but not trusted.",
}
_USERS = {
    "all-stay": "All users stay logged in.",
    "some": "Some users are logged out, others stay.",
    "all-out": "All users are logged out.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of one piece, and what happened to it."""

    letter: str
    said: str  # a fate; "" where the piece was not asked
    happened: str

    @property
    def right(self) -> bool:
        return self.said == self.happened


def finding(told: Sequence[Told], newcomer: str, users_said: str = "", users: str = "") -> str:
    """How many are right, and the surprise.

    `newcomer` is what looks for the state afterwards; `users_said` and `users` are "" where not
    asked.
    >>> finding([Told("A", "lost", "lost"), Told("B", "lost", "survives")], "the new pod")
    'One of two. B is still there, and the new pod finds it.'
    """
    asked = [piece for piece in told if piece.said]
    wrong = [piece for piece in asked if not piece.right]
    users_wrong = users_said != users if users_said else False
    count = len(asked) + bool(users_said)
    right = count - len(wrong) - users_wrong
    score = counted(right, count)
    if wrong:
        return f"{score} {_surprise(wrong, newcomer)}"
    if users_wrong:
        return f"{score} {_USERS[users]}"
    return f"{score} {_summary(asked, newcomer)}" if asked else f"{score} {_USERS[users]}"


def summary(points: int, max_points: int, wrong: int, count: int) -> str:
    """The heading of a finished attempt of `count` questions, `wrong` of them not all right.

    >>> summary(4, 9, 2, 3)
    '4 of 9. Two questions had a surprise.'
    """
    score = f"{points} of {max_points}."
    if wrong == 0:
        return f"{score} Nothing surprised you."
    if wrong == count > 1:
        return f"{score} Each question had a surprise."
    return f"{score} {_NUMBERS[wrong]} question{'s' if wrong > 1 else ''} had a surprise."


def counted(right: int, count: int) -> str:
    if right == count:
        return _WHOLE.get(count) or f"All {_NUMBERS[count].lower()} right."
    if right == 0 and count == 1:
        return "Not so."
    return f"{_NUMBERS[right]} of {_NUMBERS[count].lower()}."


def worst(told: Sequence[Told]) -> Told:
    """The piece that the heading tells of: the worst surprise, or the worst fate without one."""
    wrong = [piece for piece in told if piece.said and not piece.right]
    return min(wrong or told, key=lambda piece: _WEIGHT.index(Fate(piece.happened)))


def _surprise(told: Sequence[Told], newcomer: str) -> str:
    piece = worst(told)
    return _SURPRISE[Fate(piece.happened)].format(piece=piece.letter, newcomer=newcomer)


def _summary(asked: Sequence[Told], newcomer: str) -> str:
    """What happened, where there was no surprise."""
    gone = [piece.letter for piece in asked if piece.happened == Fate.LOST]
    stays = [piece.letter for piece in asked if piece.happened == Fate.SURVIVES]
    odd = [piece for piece in asked if piece.happened not in {Fate.LOST, Fate.SURVIVES}]
    if odd:
        return _surprise(odd, newcomer)
    if gone and stays:
        return f"{_several(gone, 'is', 'are')} gone, {_several(stays, 'stays', 'stay')}."
    if gone:
        return f"{_several(gone, 'is', 'are')} gone."
    return f"{_several(stays, 'stays', 'stay')}."


def _several(letters: Sequence[str], one: str, more: str) -> str:
    """The letters as a list in words, with the verb in its number.

    >>> _several("ABC", "is", "are")
    'A, B and C are'
    """
    if len(letters) == 1:
        return f"{letters[0]} {one}"
    return f"{', '.join(letters[:-1])} and {letters[-1]} {more}"
