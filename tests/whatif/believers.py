"""What somebody predicts who believes something wrong, beside the truth."""

from __future__ import annotations

from typing import NamedTuple

from tests.whatif.stacks import fates
from whatif.beliefs import believe
from whatif.events import parse
from whatif.model import Stack
from whatif.outcome import Fate, Outcome
from whatif.predict import predict

Fates = dict[str, Fate]
Shares = tuple[float, float, float]  # who stays, who is logged out, which requests miss


class Case(NamedTuple):
    """A belief, a stack and an event that show it, and both predictions."""

    belief: str
    stack: Stack
    event: str
    true: Fates | Shares
    held: Fates | Shares

    def __str__(self) -> str:
        return f"{self.belief}, {self.event}"

    def check(self) -> None:
        """Both are as the case says: fates, or shares of users."""
        outcomes = truth(self.stack, self.event), believed(self.belief, self.stack, self.event)
        if isinstance(self.true, dict):
            assert tuple(map(fates, outcomes)) == (self.true, self.held)
        else:
            assert tuple(outcome.users for outcome in outcomes) == (self.true, self.held)


def truth(stack: Stack, event: str) -> Outcome:
    return predict(stack, parse(event, stack))


def believed(slug: str, stack: Stack, event: str) -> Outcome:
    return predict(stack, parse(event, stack), believe(slug))
