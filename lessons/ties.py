"""What must fit together in content/: lessons, their quizzes and figures, scenarios, skills."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lessons import (
    beliefs,
    catalogue,
    examples,
    glossary,
    practice,
    questions,
    references,
    scenarios,
    skills,
    statements,
    stock,
)
from lessons.blocks import Block, Comparison, Drawn, Example, Invitation, Quoted, block_of
from lessons.catalogue import Lesson
from lessons.fates import NotIntroduced, offered
from lessons.faults import ContentFault, Source, choice
from lessons.parts import BLOCKS, PartKind
from lessons.replicas import Replicas
from lessons.scenarios import CARD, HOME, Ask, Scenario
from lessons.stock import Stock
from lessons.versus import Versus


def faults(root: Path) -> tuple[ContentFault, ...]:
    """Everything that is wrong under `root`, in the order of files and lines."""
    shelf, known, things = catalogue.read(root), scenarios.read(root), stock.read(root)
    found = [*shelf.faults, *skills.read(root).faults, *known.faults, *statements.read(root).faults]
    found += [*questions.read(root).faults, *glossary.read(root).faults]
    found += [*beliefs.read(root).faults, *practice.read(root).faults]
    lessons = {lesson.slug: lesson for lesson in shelf.lessons}
    used: set[str] = set()
    for lesson in shelf.lessons:
        tie = _Tie(lesson, Source(lesson.file, found), things)
        references.check(lesson, tie.source, lessons)
        tie.check_home()
        used |= tie.quiz(root) | tie.blocks()
    sets = [
        (asked, asked.after(lessons[asked.lesson]))
        for asked in practice.read(root).practices.values()
        if asked.lesson in lessons
    ]
    for asked, lesson in sets:
        used |= _Tie(lesson, Source(asked.file, found), things).quiz(root)
    cards = Source.of(root / "skills.yaml", root, found)
    quizzes = {s: one.slug for one in shelf.lessons for s in one.quiz.scenarios}
    quizzes |= {slug: asked.slug for asked, _ in sets for slug in asked.scenarios}
    examples.check(shelf.lessons, quizzes, things, cards, found)
    found += _unused(root, set(known) - used - {HOME})
    return tuple(sorted(set(found)))


@dataclass(frozen=True, slots=True)
class _Tie:
    """One lesson with what it must fit to."""

    lesson: Lesson
    source: Source
    stock: Stock

    def check_home(self) -> None:
        """The home page asks before any lesson was read, so with what the first introduces."""
        if self.lesson.number == 1 and (home := self.stock.scenarios.get(HOME)):
            self._check_fates(home)

    def quiz(self, root: Path) -> set[str]:
        """The scenarios of the quiz, each checked to be there and to be answerable by now."""
        quiz = self.lesson.quiz
        self._check_concepts()
        for slug in quiz.scenarios:
            if scenario := self.stock.scenarios.get(slug):
                self._check_fates(scenario)
            elif not (root / "scenarios" / slug / CARD).is_file():
                known = choice(slug, self.stock.scenarios)
                self.source.fault(quiz.line, f"there is no scenario {slug}; {known}")
        return set(quiz.scenarios)

    def _check_concepts(self) -> None:
        """An attempt asks no more concept questions than the lesson has."""
        own = [found for found in self.stock.questions.values() if found.lesson == self.lesson.slug]
        if self.lesson.quiz.concepts > len(own):
            self.source.fault(
                self.lesson.quiz.line,
                f"`concepts` asks {self.lesson.quiz.concepts}, and content/questions/"
                f"{self.lesson.slug}.yaml has {len(own)} sound questions; write more or ask fewer",
            )

    def _check_fates(self, scenario: Scenario) -> None:
        for piece in scenario.pieces if Ask.STATE in scenario.ask else ():
            assert piece.fate is not None  # those of a scenario are known
            try:
                offered(self.lesson, piece.fate)
            except NotIntroduced:
                self.source.fault(
                    self.lesson.quiz.line,
                    f"{scenario.slug} has {piece.item} {piece.fate}, which this lesson does not "
                    "offer by now; introduce it, name it in `offers`, or ask the scenario later",
                )

    def blocks(self) -> set[str]:
        """The scenarios that the lesson's blocks show, each block checked."""
        shown: set[str] = set()
        for part in self.lesson.parts:
            if part.kind not in BLOCKS:
                continue
            block = block_of(part, self.source, self.stock)
            slugs = {scenario.slug for scenario in _scenarios(block)}
            if part.kind is PartKind.TRY and not slugs <= set(self.lesson.quiz.scenarios):
                self.source.fault(
                    part.line, f"the quiz does not ask this; add {', '.join(slugs)} to quiz.from"
                )
            shown |= slugs
        return shown


def _scenarios(block: Block | None) -> Iterable[Scenario]:
    match block:
        case Drawn() | Quoted() | Invitation() | Replicas():
            return (block.scenario,)
        case Comparison():
            return tuple(ladder.scenario for ladder in block.ladders)
        case Example():
            return (block.drawn.scenario,)
        case Versus():
            return block.cases
        case _:
            return ()


def _unused(root: Path, slugs: set[str]) -> list[ContentFault]:
    found: list[ContentFault] = []
    for slug in slugs:
        source = Source.of(root / "scenarios" / slug / CARD, root, found)
        source.fault(1, "no quiz asks this and no lesson shows it; add it to a quiz or delete it")
    return found
