"""Which fates a question offers for a piece of state."""

from __future__ import annotations

import hashlib

from lessons.catalogue import Lesson
from whatif.outcome import Fate

FEWEST, MOST = 3, 5


class NotIntroduced(ValueError):
    """The true fate has not been taught up to this lesson."""


def offered(lesson: Lesson, truth: Fate, salt: str = "") -> tuple[Fate, ...]:
    """Three to five fates in the order of `Fate`: survives, lost, the true one, and others.

    All others come from this lesson or earlier ones. Where more than five are known, `salt` (the
    piece that is asked) chooses among the others, so that the choice itself tells nothing.
    Raises NotIntroduced.
    """
    if truth not in lesson.fates:
        raise NotIntroduced(f"{truth} is not introduced up to the lesson {lesson.slug}")
    always = {Fate.SURVIVES, Fate.LOST, truth}
    others = [fate for fate in lesson.fates if fate not in always]
    others.sort(key=lambda fate: hashlib.sha256(f"{salt} {fate}".encode()).digest())
    chosen = {*always, *others[: MOST - len(always)]}
    return tuple(fate for fate in Fate if fate in chosen)
