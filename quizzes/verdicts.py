"""What a verdict page says, from what is stored alone: the scenario may have changed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizzes.certainty import calibrated
from quizzes.findings import Told, finding, worst
from quizzes.models import Answer
from quizzes.refutations import (
    Other,
    Refutation,
    other_cuts,
    other_fates,
    other_users,
    refutation_of,
)
from quizzes.responses import Response
from quizzes.stored import Document, ladder_of, piece_of
from quizzes.words import DOWNTIME, USERS, share
from whatif.ladder import Ladder, Piece
from whatif.outcome import Downtime


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the tally: a piece of state, what was said of it, and why it fared so."""

    piece: Piece
    whose: str  # of which instances, in words
    said: str  # a fate; "" where it was not asked
    reasons: list[Document]  # rule says source
    others: tuple[Other, ...]  # the answers that are not so


@dataclass(frozen=True, slots=True)
class Users:
    """What became of the users, in words."""

    happened: str
    logged_out: str  # a share: `1 in 4`
    said: str  # "" where they were not asked
    right: bool
    reasons: list[Document]  # rule says source
    others: tuple[Other, ...]  # none where they were not asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All that the page of an answered question says."""

    number: int
    points: int
    max_points: int
    finding: str
    calibrated: str  # what being so sure teaches; "" where nothing
    belief: Refutation | None  # what the answer seems to rest on
    question: Document  # as it was shown
    lines: tuple[Line, ...]
    cuts: tuple[Other, ...]  # the heights that are not so; none where pieces were asked
    users: Users | None  # None where nobody is ever logged in
    downtime: str  # in words
    recovery: str
    ladder: Ladder
    trace: list[Document]  # rule says source

    @property
    def whole(self) -> bool:
        return self.points == self.max_points

    @property
    def turning(self) -> Piece:
        """The piece whose line of the file is shown as the one that decides."""
        told = [Told(line.piece.letter, line.said, str(line.piece.fate)) for line in self.lines]
        return self.lines[told.index(worst(told))].piece

    @property
    def ways_back(self) -> tuple[Piece, ...]:
        """The pieces that a person can reach again."""
        return tuple(line.piece for line in self.lines if line.piece.way_back)


def verdict(answer: Answer) -> Verdict:
    """The verdict on a stored answer; reads `answer.shown`."""
    outcome, response = answer.shown.outcome, answer.said
    return Verdict(
        number=answer.number,
        points=answer.points,
        max_points=answer.max_points,
        finding=finding_of(answer),
        calibrated=calibrated(answer.certainty, whole=answer.whole),
        belief=refutation_of(answer),
        question=answer.shown.question,
        lines=tuple(_lines(answer)),
        cuts=other_cuts(answer),
        users=_users(outcome, response),
        downtime=DOWNTIME[Downtime(outcome["downtime"])],
        recovery=outcome["recovery"],
        ladder=ladder_of(outcome["ladder"]),
        trace=outcome["trace"],
    )


def finding_of(answer: Answer) -> str:
    """The heading alone; reads `answer.shown`."""
    outcome, response = answer.shown.outcome, answer.said
    told = [
        Told(piece["letter"], response.picks.get(piece["letter"], ""), piece["fate"])
        for piece in outcome["pieces"]
    ]
    return finding(told, outcome["newcomer"], response.users, outcome["users"])


def _lines(answer: Answer) -> Iterator[Line]:
    outcome, picks = answer.shown.outcome, answer.said.picks
    asked = {piece["letter"]: piece["offered"] for piece in answer.shown.question["pieces"]}
    for stored in outcome["pieces"]:
        letter, true = stored["letter"], stored["fate"]
        said = picks.get(letter, "")
        fates = () if answer.said.cut else asked[letter]
        wrong = other_fates(outcome, letter, fates, true=true, said=said)
        yield Line(piece_of(stored), stored["whose"], said, stored["reasons"], wrong)


def _users(outcome: Document, response: Response) -> Users | None:
    if not outcome["users"]:
        return None
    return Users(
        happened=USERS[outcome["users"]],
        logged_out=share(outcome["logged_out"]),
        said=USERS.get(response.users, ""),
        right=response.users == outcome["users"],
        reasons=outcome.get("users_reasons", []),
        others=other_users(outcome, response.users),
    )
