"""Whether a vote is taken, and what one may say: rules without a database, by the server's clock.

A vote is taken while its ballot is open: of the question that is asked, in the phase that asks it,
before its time is over. The time of a player is that of the round times their pace.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from classrooms.models import Pace
from live.phases import BALLOTS, Phase
from quizzes.responses import Response

if TYPE_CHECKING:
    from live.models import Round
    from quizzes.questions import Asks

USERS = "users"  # the name of the word for the users, beside the letters of the pieces


class Refused(ValueError):
    """A vote comes to a ballot that is not open; says why in a sentence."""


class BadVote(ValueError):
    """A vote does not say exactly what was asked; says why in a sentence."""


class Place(NamedTuple):
    """Where a vote belongs."""

    position: int  # of the question, from 0
    ballot: int  # 1 or 2


@dataclass(frozen=True, slots=True)
class Ballot:
    """What is voted on in a round at a moment: as its row says, so that nothing else is asked."""

    phase: Phase
    position: int
    opened_at: datetime
    seconds: int | None  # None: no limit

    @classmethod
    def of(cls, round_: Round) -> Ballot:
        return cls(Phase(round_.phase), round_.position, round_.phase_at, round_.seconds)

    @property
    def number(self) -> int:
        """1 alone, 2 after the talk; 0 where nobody votes."""
        return BALLOTS.get(self.phase, 0)

    def closes_at(self, pace: str) -> datetime | None:
        """When the time of a player is over; None: when the host says so, or where nobody votes."""
        if not self.number or self.seconds is None or pace == Pace.UNLIMITED:
            return None
        return self.opened_at + timedelta(seconds=self.seconds * float(pace))

    def left_ms(self, pace: str, now: datetime) -> int | None:
        """Milliseconds until then, never below 0."""
        closes = self.closes_at(pace)
        return max(0, round((closes - now).total_seconds() * 1000)) if closes else None

    def check(self, place: Place, pace: str, now: datetime) -> None:
        """Raises Refused where the vote is not taken."""
        if not self.number or place != (self.position, self.number):
            raise Refused("This ballot is closed. Nothing was stored.")
        closes = self.closes_at(pace)
        if closes and now > closes:
            raise Refused(f"Your time was over at {closes:%H:%M:%S} UTC. Nothing was stored.")


@dataclass(frozen=True, slots=True)
class Options:
    """What may be said about one question: computed once when its ballot opens."""

    values: Mapping[str, Collection[str]]  # by letter, and by `users` where they are asked

    @classmethod
    def of(cls, question: Asks, users: Collection[str]) -> Options:
        """Those of a question; `users` are the words where it asks for the users."""
        pieces = {piece.letter: frozenset(piece.offered) for piece in question.asked}
        asked = {USERS: frozenset(users)} if question.asks_users else {}
        return cls({**pieces, **asked})

    def response(self, picks: Mapping[str, str]) -> dict[str, Any]:
        """Picks as a vote and an answer keep them. Raises BadVote."""
        if not self.values:
            raise BadVote("This question is gone. Nothing was stored.")
        if unknown := sorted(picks.keys() - self.values.keys()):
            raise BadVote(f"This question does not ask for {unknown[0][:40]}.")
        if missing := [name for name in self.values if name not in picks]:
            raise BadVote(f"Still open: {', '.join(missing)}. Nothing was stored.")
        if wrong := [name for name in picks if picks[name] not in self.values[name]]:
            raise BadVote(f"{wrong[0]}: this is not an option of this question.")
        fates = {name: pick for name, pick in picks.items() if name != USERS}
        return Response(fates, users=picks.get(USERS, "")).as_json()
