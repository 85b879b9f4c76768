"""The options of a question that asks why: what happens and its reason, in texts of like length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lessons.templatetags.figures import word
from quizzes.believers import OF_USERS, Believer
from quizzes.draws import chance
from quizzes.words import USERS


class Reason(NamedTuple):
    """An option."""

    says: str
    pick: str  # a fate, or a word for the users
    belief: str  # "" for the right one


def reasons(
    name: str, true: str, decides: str, held: Sequence[Believer], salt: str
) -> list[Reason]:
    """The right option first, then one for each believer.

    Rules have longer sentences than people have reasons. So a believer says as much as comes
    nearest to the right option; and where that is the longest still, one of them says more, but
    for the share of the draws in which chance would have it so.
    """
    right = Reason(_says(name, true, decides), true, "")
    wrong = [min(_said(one, name), key=lambda said: _apart(said, right)) for one in held]
    longer = [
        (len(full.says), place)
        for place, one in enumerate(held)
        for full in _said(one, name)
        if len(full.says) > len(right.says)
    ]
    outdone = any(len(one.says) > len(right.says) for one in wrong)
    if longer and not outdone and chance(salt, 1 + len(wrong)):
        _, place = min(longer)
        wrong[place] = _said(held[place], name)[-1]
    return [right, *wrong]


def _said(one: Believer, name: str) -> tuple[Reason, Reason]:
    """What a believer says: with the reason, and with the belief before it."""
    pick, because = one.picks[name], one.words.because
    texts = (because, f"{one.words.title}: {because}")
    short, full = (_says(name, pick, f"{text[0].upper()}{text[1:]}") for text in texts)
    return Reason(short, pick, one.belief), Reason(full, pick, one.belief)


def _says(name: str, pick: str, reason: str) -> str:
    """What happens and why, as two sentences."""
    return f"{USERS[pick] if name == OF_USERS else word(pick)}. {reason.rstrip('.')}."


def _apart(one: Reason, other: Reason) -> int:
    return abs(len(one.says) - len(other.says))
