"""How sure a learner is of an answer: asked with it, never graded."""

from __future__ import annotations

FIELD = "certainty"  # of the form
GUESS, THINK, SURE = "guess", "think", "sure"
CERTAINTY = {GUESS: "A guess", THINK: "I think so", SURE: "I am sure"}


def calibrated(certainty: str, *, whole: bool) -> str:
    """What being so sure teaches now that the outcome is known; "" where it teaches nothing.

    >>> calibrated("sure", whole=False)
    'You were sure: worth a second look.'
    """
    if certainty == SURE and not whole:
        return "You were sure: worth a second look."
    if certainty == GUESS and whole:
        return "You called it a guess, and it is so. The reason makes it yours."
    return ""
