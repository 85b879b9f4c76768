"""Whether votes are taken: the rules of live.voting for many votes at once, without a query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from live import ballots
from live.ballots import BadVote, Ballot, Options, Place
from live.copies import Said, history, said_by
from live.models import Round
from live.phones import said_of
from live.questions import built_at, options_at
from live.stream.replies import Reply, problem, stored
from live.stream.roster import Seat
from live.submissions import Submission
from quizzes.responses import Response

NO_ROUND = "There is no such round. Nothing was stored."
NO_SEAT = "You have no seat in this round. Nothing was stored."
NO_VOTE = "You have no vote in this round. Nothing was stored."
USED = "This number was used before with another vote. That one is kept; this one was not stored."


class Cast(NamedTuple):
    """A vote as it came."""

    round: UUID
    player: UUID
    sent: Submission
    at: datetime  # by the server's clock


class Word(NamedTuple):
    """A vote as its row has it."""

    player_id: int
    position: int
    ballot: int
    submission: UUID
    response: Mapping[str, Any]
    voted_at: datetime
    earlier: Sequence[Said]

    @property
    def place(self) -> Place:
        return Place(self.position, self.ballot)


class Saying(NamedTuple):
    """What somebody says about a question."""

    response: Mapping[str, Any]  # as a vote keeps it
    words: str


class Poll:
    """A round as its locked row stands, and the votes that come to it."""

    def __init__(self, round_: Round, out: Collection[UUID], known: Iterable[Word]) -> None:
        """`out` have no vote; `known` stands already on the questions to which votes come."""
        self.round = round_
        self.fresh: dict[tuple[int, Place], Word] = {}  # to store: the last word of each player
        self._out = out
        self._standing: defaultdict[int, dict[Place, Word]] = defaultdict(dict)  # by player
        for word in known:
            self._standing[word.player_id][word.place] = word
        self._options: dict[int, Options] = {}  # by position
        self._sayings: dict[tuple[int, frozenset[tuple[str, str]]], Saying] = {}

    def judge(self, seat: Seat | None, cast: Cast) -> Reply:
        """Take a vote into `fresh` or not, and say which."""
        if seat is None or seat.round != self.round.pk:
            return problem(401, NO_SEAT)
        if cast.player in self._out:
            return problem(409, NO_VOTE)
        try:
            return self._copy(seat, cast.sent) or self._taken(seat, cast)
        except BadVote as bad:
            return problem(422, str(bad))
        except ballots.Refused as refused:
            return problem(409, str(refused))

    def _copy(self, seat: Seat, sent: Submission) -> Reply | None:
        """The same again gets the same reply, also after the ballot or a later vote."""
        for place, word in self._standing[seat.pk].items():
            if place.position != sent.place.position:
                continue  # which others in the group have brought here
            if (said := said_by(word, sent.uid)) is not None:
                same = place == sent.place and self._saying(sent).response == said
                return _stored(sent, self._saying(sent)) if same else problem(409, USED)
        return None

    def _taken(self, seat: Seat, cast: Cast) -> Reply:
        sent = cast.sent
        self._ballot.check(sent.place, seat.pace, cast.at)
        saying, standing = self._saying(sent), self._standing[seat.pk]
        earlier = history(standing.get(sent.place))
        word = Word(seat.pk, *sent.place, sent.uid, saying.response, cast.at, earlier)
        self.fresh[seat.pk, sent.place] = standing[sent.place] = word
        return _stored(sent, saying)

    @cached_property
    def _ballot(self) -> Ballot:
        return Ballot.of(self.round)

    def _saying(self, sent: Submission) -> Saying:
        """What a vote says; most say what others said. Raises BadVote."""
        position = sent.place.position
        key = position, frozenset(sent.picks.items())
        if key not in self._sayings:
            if position not in self._options:
                self._options[position] = options_at(self.round, position)
            response = self._options[position].response(sent.picks)
            built = built_at(self.round, position)
            words = said_of(built, Response.of_json(response)) if built else ""
            self._sayings[key] = Saying(response, words)
        return self._sayings[key]


def _stored(sent: Submission, saying: Saying) -> Reply:
    return stored(sent.uid, sent.place, saying.words)
