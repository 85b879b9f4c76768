"""What the two ballots on a question say: counts, moves, beliefs, and how much the talk gained.

Accuracy is the record. A vote is right when all that was asked is right.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from django.db import models

from live.ballots import USERS
from live.models import Round, Vote
from quizzes.believers import diagnosed
from quizzes.grading import NotAnswered, grade
from quizzes.questions import Built
from quizzes.responses import Response
from quizzes.words import USERS as USERS_WORDS

LONGEST = 250  # of a bar
Ballots = tuple[Mapping[int, "Said"], Mapping[int, "Said"]]  # by player: alone, after the talk


class Advice(models.TextChoices):
    """What to do next, by the share of right votes: 30 % and 70 % are still worth a talk."""

    EXPLAIN = "explain", "Few are right: show what is so, and explain it."
    DISCUSS = "discuss", "Opinions differ: let neighbours talk, then vote again."
    GO_ON = "go on", "Most are right: a short remark, then go on."


class Tally(NamedTuple):
    """How many votes of a ballot are right."""

    right: int
    of: int

    @property
    def share(self) -> Fraction | None:
        """None where nobody voted."""
        return Fraction(self.right, self.of) if self.of else None

    @property
    def advice(self) -> Advice | None:
        """What to do next; None where nobody voted."""
        if not self.of:
            return None
        if self.right * 10 < 3 * self.of:
            return Advice.EXPLAIN
        return Advice.GO_ON if self.right * 10 > 7 * self.of else Advice.DISCUSS


class Said(NamedTuple):
    """One vote, graded."""

    picks: Mapping[str, str]  # by letter, and by `users`
    right: bool
    belief: str  # that explains it best; "" where none does


class Option(NamedTuple):
    """What could be said, and how many said it alone and after the talk."""

    value: str
    says: str  # "" for a fate, which has a sign and a word of its own
    right: bool
    first: int
    second: int


class Move(NamedTuple):
    """How many went from one option to another."""

    before: Option
    after: Option
    people: int


class Bar(NamedTuple):
    """An option, and the lengths of its bars on a scale of LONGEST."""

    option: Option
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was asked: a piece of state, the users, or the only thing to answer."""

    name: str  # its letter, or `users`
    about: str  # "" where it is the only thing to answer
    options: tuple[Option, ...]
    moves: tuple[Move, ...]  # the most frequent first

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The options that are right or were chosen; the longest bar is LONGEST."""
        most = max(1, *(max(one.first, one.second) for one in self.options))
        return tuple(
            Bar(one, one.first * LONGEST // most, one.second * LONGEST // most)
            for one in self.options
            if one.right or one.first or one.second
        )


class Held(NamedTuple):
    """A belief, and how many votes of each ballot it explains."""

    belief: str
    title: str
    first: int
    second: int


@dataclass(frozen=True)
class Results:
    """Both ballots on one question."""

    built: Built = field(repr=False)
    ballots: Ballots = field(repr=False)

    @cached_property
    def first(self) -> Tally:
        return _tally(self.ballots[0].values())

    @cached_property
    def second(self) -> Tally:
        return _tally(self.ballots[1].values())

    @property
    def last(self) -> Tally:
        """Of the ballot that was held last."""
        return self.second if self.second.of else self.first

    @cached_property
    def both(self) -> tuple[Tally, Tally]:
        """Of those alone who voted twice, so that who came late moves nothing."""
        first, second = self.ballots
        twice = first.keys() & second.keys()
        return _tally(first[one] for one in twice), _tally(second[one] for one in twice)

    @property
    def gain(self) -> Fraction | None:
        """The normalised gain: of what could be gained, how much was. None where nothing could."""
        return gain_of(*self.both)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Each thing that was asked, with its options in the order of the question."""
        return tuple(self._part(*asked) for asked in _asked(self.built))

    def _part(self, name: str, about: str, says: Mapping[str, str]) -> Part:
        options = {one.value: one for one in self._options(name, says)}
        return Part(name, about, tuple(options.values()), self._moves(name, options))

    def _options(self, name: str, says: Mapping[str, str]) -> Iterator[Option]:
        first, second = (Counter(one.picks[name] for one in said.values()) for said in self.ballots)
        true = {**self.built.key.pieces, USERS: self.built.key.users}[name]
        for value, words in says.items():
            yield Option(value, words, value == true, first[value], second[value])

    def _moves(self, name: str, options: Mapping[str, Option]) -> tuple[Move, ...]:
        first, second = self.ballots
        twice = first.keys() & second.keys()
        pairs = Counter((first[one].picks[name], second[one].picks[name]) for one in twice)
        ranked = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(
            Move(options[before], options[after], people)
            for (before, after), people in ranked
            if before != after
        )

    @cached_property
    def beliefs(self) -> tuple[Held, ...]:
        """The beliefs behind wrong votes, the most frequent first."""
        first, second = (
            Counter(one.belief for one in said.values() if one.belief) for said in self.ballots
        )
        titles = {one.belief: one.words.title for one in self.built.held}
        found = [Held(one, titles[one], first[one], second[one]) for one in first | second]
        return tuple(sorted(found, key=lambda held: (-held.first - held.second, held.belief)))


def gain_of(before: Tally, after: Tally) -> Fraction | None:
    """(after - before) / (1 - before); None where nobody voted or all were right before.

    >>> gain_of(Tally(2, 10), Tally(6, 10))
    Fraction(1, 2)
    """
    if before.share is None or after.share is None or before.share == 1:
        return None
    return (after.share - before.share) / (1 - before.share)


def _tally(said: Iterable[Said]) -> Tally:
    rights = [one.right for one in said]
    return Tally(sum(rights), len(rights))


def _asked(built: Built) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Of each thing that is asked its name, what it is, and its options with their words."""
    question = built.question
    words = dict(question.choices) if question.chooses else {}  # type: ignore[union-attr]
    for piece in question.asked:
        about = piece.says if question.chooses else piece.item  # type: ignore[union-attr]
        yield piece.letter, about, {value: words.get(value, "") for value in piece.offered}
    if question.asks_users:
        yield USERS, "the users", USERS_WORDS


def votes_on(round_: Round, position: int) -> models.QuerySet[Vote]:
    """The votes that count on a question: of all who were not sent away."""
    return Vote.objects.filter(player__round=round_, player__kicked=False, position=position)


def results_at(round_: Round, position: int, built: Built) -> Results:
    """What the votes on a question of a round say, in one query."""
    votes = votes_on(round_, position).values_list("player_id", "ballot", "response")
    return results_of(built, votes.iterator(chunk_size=1000))


def results_of(built: Built, votes: Iterable[tuple[int, int, Mapping[str, Any]]]) -> Results:
    """What votes on one question say: of each the player, the ballot and the response."""
    ballots: tuple[dict[int, Said], dict[int, Said]] = ({}, {})
    known: dict[str, Said | None] = {}  # most say what others said
    for player, ballot, response in votes:
        text = json.dumps(response, sort_keys=True)
        if text not in known:
            known[text] = _said(built, response)
        if said := known[text]:
            ballots[ballot - 1][player] = said
    return Results(built, ballots)


def _said(built: Built, stored: Mapping[str, Any]) -> Said | None:
    """A vote, graded; None where it answers what the content asked before it was changed."""
    response = Response.of_json(stored)
    try:
        marks = grade(built.key, response.picks, response.users)
    except NotAnswered:
        return None
    belief = diagnosed(built.key, response.picks, response.users, built.held)
    picks = {**response.picks, USERS: response.users} if response.users else response.picks
    return Said(picks, marks.points == marks.max_points, belief)
