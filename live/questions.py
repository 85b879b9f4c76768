"""The questions of a round: the same for everybody, each with its options in one order."""

from __future__ import annotations

from classrooms.sets.chosen import chosen_quiz
from live.ballots import Options
from live.models import Round
from live.phases import Phase
from quizzes.pools import SEEDS, Quiz
from quizzes.questions import Built, build
from quizzes.words import USERS


def slug_of(round_: Round) -> str:
    """The quiz by which the votes of a round are kept as answers."""
    return f"live-{round_.uid.hex}"


def quiz_of(round_: Round) -> Quiz:
    """The quiz of a round; its questions are those that it was opened with."""
    return chosen_quiz(slug_of(round_), round_.title, round_.keys)


def seed_of(round_: Round) -> int:
    """What decides the order of options: one for all who sit in a room."""
    return round_.uid.int % SEEDS


def next_position(round_: Round) -> int:
    """Of the question that comes next, where one does: there may be no more."""
    return 0 if round_.phase == Phase.LOBBY else round_.position + 1


def built_at(round_: Round, position: int) -> Built | None:
    """A question of a round with its key; None where the content has lost it meanwhile."""
    try:
        return build(round_.keys[position], quiz_of(round_), seed_of(round_))
    except LookupError:
        return None


def options_at(round_: Round, position: int) -> Options:
    """What may be said about a question of a round; nothing where the content has lost it."""
    built = built_at(round_, position)
    return Options.of(built.question, USERS) if built else Options({})
