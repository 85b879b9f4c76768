from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lessons import catalogue
from lessons.catalogue import Lesson
from lessons.fates import NotIntroduced, offered
from tests.lessons.content import spoil
from whatif.outcome import Fate

Make = Callable[[dict[str, str | None]], Path]
ONE, TWO = "lessons/01-what-is-state.md", "lessons/02-stateless-systems.md"
ALL = f"introduces: [{', '.join(fate for fate in Fate if fate != Fate.STALE)}]"
MANY = spoil(ONE, "introduces: [survives, lost, inaccessible]", ALL)


def _offering(words: str) -> dict[str, str | None]:
    return {ONE: str(MANY[ONE]).replace("quiz:", f"offers: {words}\nquiz:")}


def test_up_to_five_known_fates_are_all_offered(make_content: Make) -> None:
    first, second = catalogue.read(make_content({})).lessons
    assert first.offers == (Fate.SURVIVES, Fate.LOST, Fate.INACCESSIBLE)
    assert second.offers == second.fates


def test_a_lesson_says_which_it_offers(make_content: Make) -> None:
    root = make_content(_offering("[survives, lost, diverged, corruption_risk]"))
    first, _ = catalogue.read(root).lessons
    assert first.offers == (Fate.SURVIVES, Fate.LOST, Fate.DIVERGED, Fate.CORRUPTION_RISK)
    assert len(first.fates) == 7


def test_what_is_offered_does_not_depend_on_what_is_true(lesson: Lesson) -> None:
    assert {offered(lesson, truth) for truth in lesson.offers} == {lesson.offers}


def test_a_fate_that_is_not_offered_is_not_asked(lesson: Lesson) -> None:
    with pytest.raises(NotIntroduced, match="stale is not offered by the lesson what-is"):
        offered(lesson, Fate.STALE)


FAULTS = [
    (MANY, 2, "`offers` is missing"),
    (MANY, 2, "7 fates are known by now; write"),
    (_offering("[survives, inaccessible, diverged]"), 5, "offers survives, lost and one to three"),
    (_offering("[survives, lost]"), 5, "offers survives, lost and one to three more"),
    (_offering("[survives, lost, partly_lost, inaccessible, diverged, duplicated]"), 5, "to three"),
    (_offering("[survives, lost, stale]"), 5, "`offers` does not know stale; it knows survives, "),
    (_offering("[survives, lost, diverged, inaccessible]"), 5, "write [survives, lost, inacc"),
]


@pytest.mark.parametrize(("changes", "line", "says"), FAULTS)
def test_a_fault_names_its_line_and_what_to_write(
    make_content: Make, changes: dict[str, str | None], line: int, says: str
) -> None:
    faults = catalogue.read(make_content(changes)).faults
    told = [(fault.file, fault.line) for fault in faults if says in fault.message]
    assert (f"content/{ONE}", line) in told, "\n".join(map(str, faults))
