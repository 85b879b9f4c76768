"""What must fit together in content/: lessons, their quizzes and figures, scenarios, skills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lessons import catalogue, questions, references, scenarios, skills, statements
from lessons.blocks import Block, Comparison, Drawn, Invitation, Quoted, block_of
from lessons.catalogue import Lesson
from lessons.fates import NotIntroduced, offered
from lessons.faults import ContentFault, Source
from lessons.parts import BLOCKS, PartKind
from lessons.scenarios import CARD, HOME, Ask, Scenario


def faults(root: Path) -> tuple[ContentFault, ...]:
    """Everything that is wrong under `root`, in the order of files and lines."""
    shelf, known = catalogue.read(root), scenarios.read(root)
    found = [*shelf.faults, *skills.read(root).faults, *known.faults, *statements.read(root).faults]
    found += questions.read(root).faults
    lessons = {lesson.slug: lesson for lesson in shelf.lessons}
    used: set[str] = set()
    for lesson in shelf.lessons:
        tie = _Tie(lesson, Source(lesson.file, found), known.scenarios)
        references.check(lesson, tie.source, lessons)
        tie.check_home()
        used |= tie.quiz(root) | tie.blocks()
    found += _unused(root, set(known.scenarios) - used - {HOME})
    return tuple(sorted(set(found)))


@dataclass(frozen=True, slots=True)
class _Tie:
    """One lesson with what it must fit to."""

    lesson: Lesson
    source: Source
    scenarios: Mapping[str, Scenario]

    def check_home(self) -> None:
        """The home page asks before any lesson was read, so with what the first introduces."""
        if self.lesson.number == 1 and (home := self.scenarios.get(HOME)):
            self._check_fates(home)

    def quiz(self, root: Path) -> set[str]:
        """The scenarios of the quiz, each checked to be there and to be answerable by now."""
        quiz = self.lesson.quiz
        for slug in quiz.scenarios:
            if scenario := self.scenarios.get(slug):
                self._check_fates(scenario)
            elif not (root / "scenarios" / slug / CARD).is_file():
                known = ", ".join(self.scenarios) or "none"
                self.source.fault(quiz.line, f"there is no scenario {slug}; there are {known}")
        return set(quiz.scenarios)

    def _check_fates(self, scenario: Scenario) -> None:
        for piece in scenario.pieces if Ask.STATE in scenario.ask else ():
            assert piece.fate is not None  # those of a scenario are known
            try:
                offered(self.lesson, piece.fate)
            except NotIntroduced:
                self.source.fault(
                    self.lesson.quiz.line,
                    f"{scenario.slug} has {piece.item} {piece.fate}, which no lesson has "
                    "introduced by now; introduce it here or ask the scenario later",
                )

    def blocks(self) -> set[str]:
        """The scenarios that the lesson's blocks show, each block checked."""
        shown: set[str] = set()
        for part in self.lesson.parts:
            if part.kind not in BLOCKS:
                continue
            block = block_of(part, self.source, self.scenarios)
            slugs = {scenario.slug for scenario in _scenarios(block)}
            if part.kind is PartKind.TRY and not slugs <= set(self.lesson.quiz.scenarios):
                self.source.fault(
                    part.line, f"the quiz does not ask this; add {', '.join(slugs)} to quiz.from"
                )
            shown |= slugs
        return shown


def _scenarios(block: Block | None) -> Iterable[Scenario]:
    match block:
        case Drawn() | Quoted() | Invitation():
            return (block.scenario,)
        case Comparison():
            return tuple(ladder.scenario for ladder in block.ladders)
        case _:
            return ()


def _unused(root: Path, slugs: set[str]) -> list[ContentFault]:
    found: list[ContentFault] = []
    for slug in slugs:
        source = Source.of(root / "scenarios" / slug / CARD, root, found)
        source.fault(1, "no quiz asks this and no lesson shows it; add it to a quiz or delete it")
    return found
