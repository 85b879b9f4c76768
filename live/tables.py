"""The votes of a round as a table, for a spreadsheet: a row for each vote, with names as seated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from live.models import Round
from live.phones import said_of
from live.questions import built_at
from live.reports import asked_in
from live.results import results_at, votes_on
from quizzes.questions import Built
from quizzes.responses import Response

Row = Sequence[object]
HEAD = ("player", "team", "question", "key", "ballot", "vote", "right", "belief", "voted at (UTC)")


def votes(round_: Round) -> Iterator[Row]:
    """All votes that count, question by question; none of what the content has lost."""
    yield HEAD
    for position in range(asked_in(round_)):
        if built := built_at(round_, position):
            yield from _on(round_, position, built)


def _on(round_: Round, position: int, built: Built) -> Iterator[Row]:
    results = results_at(round_, position, built)
    cast = votes_on(round_, position).select_related("player")
    for vote in cast.order_by("ballot", "player__name_key"):
        if graded := results.ballots[vote.ballot - 1].get(vote.player_id):
            seat, said = vote.player, said_of(built, Response.of_json(vote.response))
            about = (seat.name, seat.team or "", position + 1, built.question.key, vote.ballot)
            when = f"{vote.voted_at:%Y-%m-%d %H:%M:%S}"
            yield (*about, said, int(graded.right), graded.belief, when)
