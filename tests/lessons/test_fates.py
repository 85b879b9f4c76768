from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lessons import catalogue
from lessons.catalogue import Lesson
from lessons.fates import NotIntroduced, offered
from tests.lessons.content import write
from whatif.outcome import Fate


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    return catalogue.read(write(tmp_path_factory.mktemp("fates") / "content")).lessons[0]


@given(
    known=st.sets(st.sampled_from(Fate)).map(lambda fates: fates | {Fate.SURVIVES, Fate.LOST}),
    truth=st.sampled_from(Fate),
    salt=st.text(),
)
def test_three_to_five_fates_in_order_with_the_true_one(
    lesson: Lesson, known: set[Fate], truth: Fate, salt: str
) -> None:
    assume(truth in known and len(known) >= 3)
    taught = replace(lesson, fates=tuple(fate for fate in Fate if fate in known))
    choice = offered(taught, truth, salt)

    assert 3 <= len(choice) <= 5
    assert {Fate.SURVIVES, Fate.LOST, truth} <= set(choice) <= known
    assert list(choice) == [fate for fate in Fate if fate in choice]


def test_up_to_five_known_fates_are_all_offered_whatever_is_true(lesson: Lesson) -> None:
    assert {offered(lesson, truth) for truth in lesson.fates} == {lesson.fates}


def test_a_fate_that_no_lesson_has_introduced_is_not_asked(lesson: Lesson) -> None:
    with pytest.raises(NotIntroduced, match="stale is not introduced up to the lesson what-is"):
        offered(lesson, Fate.STALE)
