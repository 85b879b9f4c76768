"""What somebody with a wrong belief says of a scenario, and which belief explains an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache

from lessons.beliefs import BeliefWords, beliefs
from lessons.scenarios import Scenario
from quizzes.grading import Key
from quizzes.words import users_word
from whatif.beliefs import BELIEFS, believe
from whatif.outcome import Instances, Outcome, StateOutcome, Step
from whatif.predict import predict
from whatif.rule import Rules
from whatif.rules import RULES

OF_USERS = "users"  # the name of their pick beside the letters of the pieces
Picks = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Believer:
    """Somebody who holds one belief, and what they predict."""

    words: BeliefWords = field(repr=False)
    picks: Picks  # by letter a fate, and by `users` a word
    departs: Step | None  # the first step of the truth that they would take otherwise

    @property
    def belief(self) -> str:
        return self.words.slug


@lru_cache(maxsize=1024)
def believers(found: Scenario) -> tuple[Believer, ...]:
    """Those whose prediction differs from what happens, in the order of the beliefs.

    Computed once a process: the engine is asked once for each belief.
    """
    truth = truth_of(found)
    held = (_believer(found, words) for slug, words in beliefs().items() if BELIEFS[slug].computed)
    return tuple(one for one in held if one.picks != truth)


def truth_of(found: Scenario) -> Picks:
    """What somebody says who is right about everything."""
    return _picks(found, found.outcome)


def _believer(found: Scenario, words: BeliefWords) -> Believer:
    rules = believe(words.slug)
    outcome = predict(found.stack, found.event, rules=rules)
    return Believer(
        words=words,
        picks=_picks(found, outcome),
        departs=_departs(found.outcome.trace, outcome.trace, rules),
    )


def _departs(truth: Sequence[Step], theirs: Sequence[Step], rules: Rules) -> Step | None:
    """Where a believer leaves the truth: a step that is not theirs, or one of a rule they bend."""
    bent = {rule.number for name, rule in rules.items() if RULES.get(name) != rule}
    other = (step for step in truth if step not in theirs or step.rule in bent)
    return next(other, None)


def _picks(found: Scenario, outcome: Outcome) -> Picks:
    """What an outcome says of each piece that the question shows, and of the users."""
    rows = zip(found.pieces, found.outcome.state, strict=True)
    fates = {piece.letter: str(_same(row, outcome.state).fate) for piece, row in rows}
    return {**fates, OF_USERS: users_word(outcome)}


def _same(row: StateOutcome, rows: Iterable[StateOutcome]) -> StateOutcome:
    """The row of another prediction that speaks of the same instances of the same piece."""
    own = {
        other.instances: other
        for other in rows
        if (other.service, other.item) == (row.service, row.item)
    }
    return own.get(row.instances) or own.get(Instances.ALL) or next(iter(own.values()))


def diagnosed(key: Key, picks: Picks, users: str, held: Sequence[Believer]) -> str:
    """The belief that explains what is wrong in an answer best; "" where none explains anything.

    First come those that contradict nothing that was right. Of these it is the one that explains
    the most wrong picks, then the one that differs from the answer least, then the first.
    """
    said = {**picks, OF_USERS: users} if users else picks
    true = {**key.pieces, OF_USERS: key.users}
    wrong = {name for name, pick in said.items() if pick != true[name]}
    ranks = (
        (_rank(one, said, true, wrong), place)
        for place, one in enumerate(held)
        if any(one.picks[name] == said[name] for name in wrong)
    )
    best = min(ranks, default=None)
    return held[best[1]].belief if best else ""


def _rank(one: Believer, said: Picks, true: Picks, wrong: Set[str]) -> tuple[bool, int, int]:
    """How badly a belief explains an answer: the smaller, the better."""
    contradicts = any(one.picks[name] != true[name] for name in said.keys() - wrong)
    explained = sum(one.picks[name] == said[name] for name in wrong)
    differs = sum(one.picks[name] != pick for name, pick in said.items())
    return contradicts, -explained, differs
