"""Points for speed and the board of the best: only where the host has asked for them.

They are computed from the votes and stored nowhere. Accuracy stays the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from classrooms.models import Pace
from live.lobby import sitting_in
from live.log import PHASE
from live.models import Player, Round, Vote
from live.phases import TELLING
from live.questions import built_at
from live.results import results_at, votes_on

MOST = 1000  # points for a vote that is right at once; half of it at the end of the time
WINDOW = 30  # seconds in which points fall where the round has no limit
SHOWN = 5  # rows of a board


class Score(NamedTuple):
    """A player or a team, and their points."""

    name: str
    points: int


def points(elapsed: timedelta, seconds: float) -> int:
    """For a right vote `elapsed` after its ballot was opened, which was to last `seconds`.

    >>> points(timedelta(seconds=0), 30), points(timedelta(seconds=15), 30)
    (1000, 750)
    """
    part = Fraction(max(timedelta(0), elapsed) / timedelta(seconds=seconds))
    return MOST - round(min(Fraction(1), part) * MOST / 2)


def board_of(round_: Round) -> list[Score]:
    """The best players, or the teams by their mean; empty where the round has no points."""
    if not round_.speed:
        return []
    earned = _earned(round_)
    players = list(sitting_in(round_))
    found = _teams(players, earned) if round_.teams else _alone(players, earned)
    return sorted(found, key=lambda score: (-score.points, score.name))[:SHOWN]


def _alone(players: Iterable[Player], earned: Mapping[int, int]) -> Iterator[Score]:
    return (Score(player.name, earned[player.pk]) for player in players if earned[player.pk])


def _teams(players: Iterable[Player], earned: Mapping[int, int]) -> Iterator[Score]:
    teams: dict[int, list[int]] = defaultdict(list)
    for player in players:
        teams[player.team].append(earned[player.pk])
    return (Score(f"Team {team}", sum(all_) // len(all_)) for team, all_ in teams.items())


def _earned(round_: Round) -> Mapping[int, int]:
    """The points of each player for right votes on the first ballot, which each gives alone."""
    opened = _opened(round_)
    total: dict[int, int] = defaultdict(int)
    for position in range(round_.position + (round_.phase in TELLING)):
        for vote in _right(round_, position) if position in opened else ():
            total[vote.player_id] += points(*_time(vote, opened[position], round_))
    return total


def _right(round_: Round, position: int) -> list[Vote]:
    """The right votes of the first ballot, with their players."""
    built = built_at(round_, position)
    said = results_at(round_, position, built).ballots[0] if built else {}
    votes = votes_on(round_, position).filter(ballot=1).select_related("player")
    return [vote for vote in votes if vote.player_id in said and said[vote.player_id].right]


def _time(vote: Vote, opened: datetime, round_: Round) -> tuple[timedelta, float]:
    """How long somebody took, and how long they had."""
    pace = 1.0 if vote.player.pace == Pace.UNLIMITED else float(vote.player.pace)
    return vote.voted_at - opened, (round_.seconds or WINDOW) * pace


def _opened(round_: Round) -> Mapping[int, datetime]:
    """When the first ballot on each question was opened."""
    phases = round_.events.filter(kind=PHASE, data__ballot=1)
    return {event.data["position"]: event.happened_at for event in phases}
