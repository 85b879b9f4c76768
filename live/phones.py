"""What a phone shows beside the part that is alike for all: a player's own votes."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from lessons.templatetags.figures import word
from live.ballots import USERS, Ballot
from live.models import Player, Round
from live.phases import TELLING, Phase
from live.questions import built_at
from quizzes.forms import PredictionForm
from quizzes.questions import Built
from quizzes.responses import Response
from quizzes.words import USERS as USERS_WORDS


@dataclass(frozen=True, slots=True)
class Own:
    """One player's votes on the question that stands."""

    stored: str  # in words; "" where they have none
    form: PredictionForm | None  # with what they chose, to choose again; None where nothing


def own_of(round_: Round, player: Player) -> Own:
    """What somebody has voted. Nothing once the round is over, or before it begins."""
    if round_.phase in {Phase.LOBBY, Phase.DONE}:
        return Own("", None)
    built = built_at(round_, round_.position)
    if built is None:
        return Own("", None)
    votes = player.votes.filter(position=round_.position).order_by("ballot")
    said = {vote.ballot: Response.of_json(vote.response) for vote in votes}
    now = said.get(Ballot.of(round_).number)
    form = PredictionForm(built, _sent(now)) if now else None
    return Own(_words(round_, built, said), form)


def _sent(response: Response) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(response.fields)
    return data


def _words(round_: Round, built: Built, said: dict[int, Response]) -> str:
    told = {ballot: said_of(built, response) for ballot, response in said.items()}
    if round_.phase in TELLING and told:
        return f"You said: {'; then: '.join(told.values())}."
    ballot = Ballot.of(round_).number
    return f"Your vote is stored: {told[ballot]}." if ballot in told else ""


def said_of(built: Built, response: Response) -> str:
    """A response in words: `A lost, B survives, some are logged out`."""
    words = dict(built.question.choices) if built.question.chooses else {}  # type: ignore[union-attr]
    single = len(response.picks) == 1 and bool(words)
    said = [
        words[pick] if single else f"{letter} {(words.get(pick) or word(pick)).lower()}"
        for letter, pick in response.picks.items()
    ]
    users = {USERS: USERS_WORDS[response.users].lower()} if response.users else {}
    return ", ".join([*said, *users.values()])
