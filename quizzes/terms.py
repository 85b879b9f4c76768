"""On which terms somebody may try a quiz: how often, how long, until when.

Time is the server's, from the start of an attempt as it is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.template.defaultfilters import pluralize
from django.utils.formats import date_format

from quizzes.models import Attempt

NOTHING_STORED = "Nothing was stored."


class NotAdmitted(LookupError):
    """For this learner there is no such quiz."""


class Refusal(NamedTuple):
    """Why nothing is begun or answered here."""

    heading: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms for one learner; without any, a quiz is free."""

    attempts: int | None = None  # as many as one likes
    time: timedelta | None = None  # for an attempt; no limit
    due: datetime | None = None  # what is answered later is taken, and is late
    closed: str = ""  # why nothing new is begun or answered; "" where it is

    def refusal_to_begin(self, ordinal: int) -> Refusal | None:
        """Why the attempt with this ordinal is not begun."""
        if self.closed:
            return Refusal("This is closed", f"{self.closed} {NOTHING_STORED}")
        if self.attempts is None or ordinal <= self.attempts:
            return None
        had = f"You have had your {self.attempts} attempt{pluralize(self.attempts)}"
        return Refusal(had, f"No more is open to you. What you answered stays. {NOTHING_STORED}")

    def refusal_to_go_on(self, attempt: Attempt, now: datetime) -> Refusal | None:
        """Why no answer is taken in an attempt."""
        if self.closed:
            return Refusal("This is closed", f"{self.closed} {NOTHING_STORED}")
        ends = self.ends_at(attempt)
        if ends is None or now <= ends:
            return None
        clocks = f"It ended at {_clock(ends)} UTC. By our clock it is {_clock(now)} UTC now."
        return Refusal("Your time is over", f"{clocks} {NOTHING_STORED}")

    def ends_at(self, attempt: Attempt) -> datetime | None:
        """When the time of an attempt is over."""
        return attempt.started_at + self.time if self.time else None

    def told(self, ordinal: int, now: datetime, attempt: Attempt | None = None) -> str:
        """What stands above a question: time left, which attempt this is, when it is due."""
        said = (
            self._time_left(attempt, now) if attempt else "",
            f"Attempt {ordinal} of {self.attempts}." if self.attempts else "",
            self._due(now),
        )
        return " ".join(filter(None, said))

    def _time_left(self, attempt: Attempt, now: datetime) -> str:
        ends = self.ends_at(attempt)
        if ends is None:
            return ""
        minutes = max(0, int((ends - now).total_seconds() // 60))
        left = f"{minutes} minute{pluralize(minutes)}" if minutes else "Less than a minute"
        until = date_format(ends, "H:i:s") if ends.date() == now.date() else _clock(ends)
        return f"{left} left, until {until} UTC."

    def _due(self, now: datetime) -> str:
        if self.due is None:
            return ""
        when = f"{date_format(self.due, 'j F Y, H:i')} UTC"
        late = f"This was due {when}. Answers are taken, and marked late."
        return late if now > self.due else f"Due {when}."


FREE = Terms()
LEFT = Terms(closed="It is not yours to try any more.")


def _clock(moment: datetime) -> str:
    return date_format(moment, "j F Y, H:i:s")
