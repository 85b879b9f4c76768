"""A scenario as a question: what a learner sees, apart from its key and the reasons for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from typing import Any

from lessons.catalogue import Lesson
from lessons.fates import offered
from lessons.questions import ConceptQuestion
from lessons.scenarios import Ask, Scenario, scenario
from quizzes.believers import OF_USERS, Believer, believers
from quizzes.concepts import Concept, ask
from quizzes.grading import Key
from quizzes.outcomes import told
from quizzes.pools import CONCEPT, Quiz, bare, concept_of
from quizzes.stored import digest_of
from quizzes.whys import WHY, Why
from quizzes.whys import ask as ask_why
from quizzes.words import USERS, WHOSE, users_word
from whatif.ladder import Ladder, Piece, before
from whatif.outcome import Fate


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A piece of state, and the fates that a learner may choose from; none where not asked."""

    letter: str
    service: str
    item: str
    place: str  # in words
    whose: str  # of which instances, in words; "" for all of them
    file: str
    line: int
    offered: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is shown before the answer. Nothing here is computed from what the event does.

    Only `offered` knows the fate, and it never tells it: a lesson offers the same set each time.
    """

    scenario: str
    title: str
    story: str
    happens: str
    platform: str
    files: tuple[tuple[str, str], ...]  # name and text
    pieces: tuple[Asked, ...]
    asks_users: bool
    skills: tuple[str, ...]
    ladder: Ladder  # before the event
    is_concept = False
    chooses = False

    @property
    def key(self) -> str:
        """What names it in a pool and in an answer."""
        return self.scenario

    @property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(piece for piece in self.pieces if piece.offered)

    def as_json(self) -> dict[str, Any]:
        return {"version": 1, **asdict(self)}

    @cached_property
    def digest(self) -> str:
        """Names what was shown, so that a form sent late is seen to be about something else."""
        return digest_of(self.as_json())[:32]


Asks = Question | Concept | Why


@dataclass(frozen=True, eq=False)
class Built:
    """A question with its key. Hand `question` to a page; the others stay here.

    There is one of each a process, so that what is drawn of it can be kept by it.
    """

    question: Asks
    key: Key
    outcome: Mapping[str, Any]  # all that a verdict says, as JSON
    held: tuple[Believer, ...] = ()  # those who would answer otherwise

    @cached_property
    def digest(self) -> str:
        """Names what is stored: the question and what came of it."""
        return digest_of({"question": self.question.as_json(), "outcome": self.outcome})


def build(key: str, quiz: Quiz, seed: int = 0) -> Built:
    """The question as this quiz asks it in an attempt with this seed.

    Raises UnknownScenario, UnknownQuestion and NotIntroduced.
    """
    if key.startswith(CONCEPT):
        return _concept(concept_of(key), seed)
    if key.startswith(WHY):
        found = scenario(bare(key))
        return _why(found, quiz.lesson_of(found.slug).offers, seed)
    return _predicted(scenario(key), quiz)


@lru_cache(maxsize=1024)
def _concept(asked: ConceptQuestion, seed: int) -> Built:
    return Built(*ask(asked, seed))


@lru_cache(maxsize=1024)
def _why(found: Scenario, offers: tuple[Fate, ...], seed: int) -> Built:
    return Built(*ask_why(found, offers, seed))


@lru_cache(maxsize=1024)
def _predicted(found: Scenario, quiz: Quiz) -> Built:
    """Built once a process: its two documents are large, and their digests dear."""
    asks_users = Ask.USERS in found.ask and not quiz.by_cut
    question = Question(
        scenario=found.slug,
        title=found.title,
        story=found.story,
        happens=found.happens,
        platform=found.stack.platform.value,
        files=tuple((file.name, file.text) for file in found.files),
        pieces=tuple(_asked(piece, found, quiz.lesson_of(found.slug)) for piece in found.pieces),
        asks_users=asks_users,
        skills=found.skills,
        ladder=before(found.stack, found.outcome),
    )
    true = Key(
        {piece.letter: str(piece.fate) for piece in found.pieces if Ask.STATE in found.ask},
        users_word(found.outcome) if asks_users else "",
    )
    held = _otherwise(question, true, found)
    return Built(question, true, told(found, held), held)


def _otherwise(question: Question, true: Key, found: Scenario) -> tuple[Believer, ...]:
    """Those whose belief gives another answer to this question, among those that it offers."""
    wrong = {
        piece.letter: {*piece.offered} - {true.pieces[piece.letter]} for piece in question.asked
    }
    wrong[OF_USERS] = {*USERS} - {true.users} if true.users else set()
    return tuple(
        one
        for one in believers(found)
        if any(one.picks[name] in others for name, others in wrong.items())
    )


def _asked(piece: Piece, found: Scenario, lesson: Lesson) -> Asked:
    assert piece.fate is not None, "a scenario is computed before it is asked"
    fates = offered(lesson, piece.fate) if Ask.STATE in found.ask else ()
    return Asked(
        letter=piece.letter,
        service=piece.service,
        item=piece.item,
        place=piece.place,
        whose=WHOSE[piece.instances],
        file=piece.file,
        line=piece.line,
        offered=tuple(fate.value for fate in fates),
    )
