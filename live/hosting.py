"""What the host's page says: the vote as it stands, who sits, and what may come next."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from classrooms.names import key_of
from live.ballots import Ballot
from live.lobby import sitting_in
from live.models import Player, Round
from live.phases import Phase
from live.questions import built_at
from live.results import Advice, Results, results_at
from live.rounds import ways_on
from quizzes.questions import Asks

USUAL = (Phase.RUN, Phase.AGAIN, Phase.DISCUSS, Phase.REVEAL, Phase.PREDICT, Phase.DONE)
LISTED = 100  # players; a search finds the others
ADVISED = {  # what to do first after the first ballot
    Advice.EXPLAIN: Phase.REVEAL,
    Advice.DISCUSS: Phase.DISCUSS,
    Advice.GO_ON: Phase.REVEAL,
}
SAYS = {
    Phase.PREDICT: "Ask question {number}",
    Phase.DISCUSS: "Close the vote: let them talk",
    Phase.AGAIN: "Open the second vote",
    Phase.REVEAL: "Close the vote: show what is so",
    Phase.RUN: "Run it on the screen",
    Phase.DONE: "End the round",
}


@dataclass(frozen=True, slots=True)
class Way:
    """A button of the host."""

    phase: str
    says: str
    first: bool  # the one to press, as a rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Leading:
    """All that the host's page shows beside the round's own row."""

    ways: tuple[Way, ...]
    question: Asks | None  # that stands; None in the lobby and at the end
    results: Results | None
    voted: int  # on the ballot that is open, or was last
    ballot: int
    sitting: int
    waiting: tuple[Player, ...]
    listed: tuple[Player, ...]
    search: str


def leading(round_: Round, search: str = "") -> Leading:
    """What the host sees now."""
    asked = round_.phase not in {Phase.LOBBY, Phase.DONE}
    built = built_at(round_, round_.position) if asked else None
    results = results_at(round_, round_.position, built) if built else None
    here = sitting_in(round_).order_by("name_key")
    waiting = round_.players.filter(kicked=False, approved=False).order_by("pk")
    return Leading(
        ways=_ways(round_, results),
        question=built.question if built else None,
        results=results,
        voted=results.last.of if results else 0,
        ballot=Ballot.of(round_).number,
        sitting=here.count(),
        waiting=tuple(waiting[:LISTED]),
        listed=tuple(_named(here, search)[:LISTED]),
        search=search,
    )


def _named(players: QuerySet[Player], search: str) -> QuerySet[Player]:
    part = key_of(search[:80].replace("\0", "").strip())
    return players.filter(name_key__contains=part) if part else players


def _ways(round_: Round, results: Results | None) -> tuple[Way, ...]:
    found = ways_on(round_)
    first = _advised(round_, found, results)
    return tuple(Way(phase, _says(round_, phase), phase == first) for phase in found)


def _says(round_: Round, phase: Phase) -> str:
    number = 1 if round_.phase == Phase.LOBBY else round_.position + 2
    return SAYS[phase].format(number=number)


def _advised(round_: Round, found: tuple[Phase, ...], results: Results | None) -> Phase | None:
    """The way that is usual from here; after the first vote it depends on how many are right."""
    advice = results.first.advice if results and round_.phase == Phase.PREDICT else None
    if advice:
        return ADVISED[advice]
    return next(iter(sorted(found, key=_usual)), None)


def _usual(phase: Phase) -> int:
    return USUAL.index(phase)
