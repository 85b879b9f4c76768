"""How often a round is counted: two at once, and then one in a while."""

from __future__ import annotations

PAUSE = 0.125  # seconds after news; with two at once these are ten in the busiest second
IDLE = 0.02  # seconds after a count without news; each more in a row takes twice as long
SETTLE = 0.02  # seconds after a phase: a thousand phones come first


class Tempo:
    """The count that ends a rush need not wait for an idle one before it. Times in seconds."""

    def __init__(self) -> None:
        self._due = 0.0  # when the next would come if all were as far apart as they should be
        self._idle = IDLE
        self._held_until = 0.0

    def wait(self, now: float) -> float:
        """How long to wait for the next count."""
        return max(0.0, self._due - PAUSE - now, self._held_until - now)

    def hold(self, now: float) -> None:
        """Let what is just being written to everybody arrive."""
        self._held_until = now + SETTLE

    def counted(self, now: float, *, news: bool) -> None:
        """Note a count, and whether anybody was told of it."""
        self._due = max(self._due, now) + (PAUSE if news else self._idle)
        self._idle = IDLE if news else min(2 * self._idle, PAUSE)
