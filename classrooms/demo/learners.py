"""Simulated learners: what they know, what they wrongly believe, and how they answer.

A holder answers by the belief as often as the diagnosis of beliefs takes for granted
(classrooms.dashboard.holding); everybody else comes to the same answer by a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from classrooms.dashboard.holding import HOLDER_PICKS
from quizzes.believers import OF_USERS, Believer
from quizzes.certainty import GUESS, SURE, THINK
from quizzes.questions import Built
from quizzes.responses import Response
from quizzes.words import USERS

# How often somebody is sure, thinks so, or guesses: who believes, who knows, who does neither.
_SURENESS = {"believes": (6, 3, 1), "knows": (5, 4, 1), "guesses": (1, 3, 6)}


@dataclass(frozen=True, slots=True)
class Simulated:
    """One learner."""

    knows: float  # the probability of knowing what becomes of a piece
    held: frozenset[str]  # beliefs
    lessons: int  # whose quizzes they answer; none for who never starts
    practises: float  # the probability of trying a practice set after its lesson

    def answer(self, built: Built, random: Random) -> Response:
        """What they say to a question."""
        believed = self._believed(built.held, random)
        if believed:
            said = {name: believed.picks.get(name, "") for name in _offered(built)}
            return _response(built, said, _certainty("believes", random))
        guessed = {
            name: random.choice(sorted(wrong))
            for name, wrong in _wrong(built)
            if random.random() > self.knows
        }
        return _response(built, guessed, _certainty("guesses" if guessed else "knows", random))

    def _believed(self, held: Iterable[Believer], random: Random) -> Believer | None:
        """The belief of theirs by which they answer."""
        own = (one for one in held if one.belief in self.held)
        return next((one for one in own if random.random() < HOLDER_PICKS), None)


def simulated(count: int, lessons: int, beliefs: Sequence[str], random: Random) -> list[Simulated]:
    """So many learners; of 20 one never starts, and a fifth holds each belief."""
    return [
        Simulated(
            knows=random.uniform(0.82, 0.98),
            held=frozenset(slug for slug in beliefs if random.random() < 0.2),
            lessons=0 if number % 20 == 7 else random.randint(2, lessons),
            practises=random.choice((0.0, 0.3, 0.8)),
        )
        for number in range(count)
    ]


def _offered(built: Built) -> dict[str, set[str]]:
    """What can be said of each piece, and of the users."""
    found = {piece.letter: {*piece.offered} for piece in built.question.asked}
    return found | ({OF_USERS: {*USERS}} if built.key.users else {})


def _wrong(built: Built) -> list[tuple[str, set[str]]]:
    true = {**built.key.pieces, OF_USERS: built.key.users}
    return [(name, offered - {true[name]}) for name, offered in _offered(built).items()]


def _response(built: Built, said: dict[str, str], certainty: str) -> Response:
    """The truth, but for what is said otherwise and is offered."""
    other = {name: pick for name, pick in said.items() if pick in _offered(built)[name]}
    picks = {letter: other.get(letter, fate) for letter, fate in built.key.pieces.items()}
    return Response(picks, other.get(OF_USERS, built.key.users), certainty=certainty)


def _certainty(how: str, random: Random) -> str:
    return random.choices((SURE, THINK, GUESS), _SURENESS[how])[0]
