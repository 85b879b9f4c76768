"""The heading of a dashboard: what a teacher should know first, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from classrooms.dashboard.beliefs import Taught
from classrooms.dashboard.totals import Totals


def finding(totals: Totals, believed: Sequence[Taught]) -> str:
    """The belief that most hold, or else how far the class is."""
    if not totals.learners:
        return "Nobody has joined yet"
    if not totals.tries:
        return f"{_learners(totals.learners)}, and nobody has answered anything yet"
    if believed:
        return _belief(believed[0], totals.learners)
    return (
        f"No wrong belief shows in {totals.tries} first {'try' if totals.tries == 1 else 'tries'}"
    )


def _belief(first: Taught, learners: int) -> str:
    if held := first.believed.held:
        return f"{held} of {learners} {'thinks' if held == 1 else 'think'} that {first.title}"
    perhaps = first.believed.perhaps
    return f"{perhaps} of {learners} may think that {first.title}"


def _learners(count: int) -> str:
    return f"{count} learner{'' if count == 1 else 's'}"
