"""How many have voted and who sits: for host and projector alone, never for phones.

It is asked of the database and never added up here: votes come to other processes too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, IntegerField

from live.ballots import Ballot
from live.lobby import names_in, people_in
from live.models import Round
from live.phases import Phase
from live.questions import built_at, next_position
from live.results import Tally, votes_on
from live.stream.frames import frame
from live.stream.requests import HOST, PROJECTOR
from prepared import Blank, Prepared
from quizzes.grading import NotAnswered, grade
from quizzes.questions import Built
from quizzes.responses import Response

_ROUND = Prepared(lambda: Round.objects.filter(pk=Blank("pk", IntegerField())))
COUNT, LOBBY = "count", "lobby"  # kinds of events that are in no log
Told = Mapping[str, Mapping[str, bytes]]  # frames by view and kind


def counted(pk: int) -> Told:
    """What to tell of a round as it stands; nothing of one that is no more."""
    round_ = _ROUND.first(pk=pk)
    if round_ is None:
        return {}
    lobby, votes = _lobby(round_), _votes(round_)
    return {view: {**lobby[view], **votes.get(view, {})} for view in lobby}


def _lobby(round_: Round) -> Told:
    sitting, waiting = people_in(round_)
    names = {"names": names_in(round_)} if round_.phase == Phase.LOBBY else {}
    return {
        HOST: {LOBBY: frame(LOBBY, {"sitting": sitting, "waiting": waiting})},
        PROJECTOR: {LOBBY: frame(LOBBY, {"sitting": sitting, **names})},
    }


def _votes(round_: Round) -> Told:
    """Of the ballot that is open: for the wall how many, for the host also how many are right."""
    if not Ballot.of(round_).number:
        built_at(round_, next_position(round_))  # kept for those who will vote on it all at once
        return {}
    built = built_at(round_, round_.position)
    if built is None:
        return {}
    tally = _tally(round_, built)
    told = {"voted": tally.of, "right": tally.right, "advice": _advice(tally)}
    return {
        HOST: {COUNT: frame(COUNT, told)},
        PROJECTOR: {COUNT: frame(COUNT, {"voted": tally.of})},
    }


def _tally(round_: Round, built: Built) -> Tally:
    """Most say what others said: each saying is graded once."""
    votes = votes_on(round_, round_.position).filter(ballot=Ballot.of(round_).number)
    sayings = votes.order_by().values_list("response").annotate(Count("pk"))
    graded = [(_is_right(built, response), people) for response, people in sayings]
    return Tally(
        sum(people for right, people in graded if right),
        sum(people for right, people in graded if right is not None),
    )


def _is_right(built: Built, stored: Mapping[str, Any]) -> bool | None:
    """None for a vote on what the content asked before it was changed."""
    response = Response.of_json(stored)
    try:
        marks = grade(built.key, response.picks, response.users)
    except NotAnswered:
        return None
    return marks.points == marks.max_points


def _advice(tally: Tally) -> str:
    return str(tally.advice.label) if tally.advice else ""
