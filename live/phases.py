"""The phases of a live round, and which of them may follow which."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.db import models


class Phase(models.TextChoices):
    """What everybody in the room is doing. Questions come one after the other."""

    LOBBY = "lobby", "People join"
    PREDICT = "predict", "Everybody predicts alone"
    DISCUSS = "discuss", "Neighbours talk"
    AGAIN = "again", "Everybody votes again"
    REVEAL = "reveal", "Both votes are shown, and what is so"
    RUN = "run", "The event runs on the ladder"
    DONE = "done", "The round is over"


# `predict` after `reveal` or `run` is about the next question.
FOLLOWS: Mapping[Phase, frozenset[Phase]] = MappingProxyType(
    {
        Phase.LOBBY: frozenset({Phase.PREDICT, Phase.DONE}),
        Phase.PREDICT: frozenset({Phase.DISCUSS, Phase.REVEAL}),
        Phase.DISCUSS: frozenset({Phase.AGAIN, Phase.REVEAL}),
        Phase.AGAIN: frozenset({Phase.REVEAL}),
        Phase.REVEAL: frozenset({Phase.RUN, Phase.PREDICT, Phase.DONE}),
        Phase.RUN: frozenset({Phase.PREDICT, Phase.DONE}),
        Phase.DONE: frozenset(),
    }
)
BALLOTS: Mapping[Phase, int] = MappingProxyType({Phase.PREDICT: 1, Phase.AGAIN: 2})
TELLING = frozenset({Phase.REVEAL, Phase.RUN, Phase.DONE})  # what is so may be seen
