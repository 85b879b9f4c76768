"""Concept questions: what a file may say, and what is told of a bad one."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from pathlib import Path

import pytest
from django.conf import settings

from lessons import questions
from lessons.questions import ConceptQuestion, Item, Kind, Option, UnknownQuestion
from tests.lessons.content import QUESTIONS, spoil

Make = Callable[[dict[str, str | None]], Path]
ONE = "questions/what-is-state.yaml"


def _read(root: Path) -> ConceptQuestion:
    return questions.read(root).questions["what-outlives"]


def test_a_question_says_what_its_file_says(make_content: Make) -> None:
    found = questions.read(make_content({})).questions
    assert list(found) == ["what-outlives", "which-is-which"]
    first, second = found.values()
    assert (first.kind, first.statements, first.skills) == (
        Kind.DEFINITION,
        ("S08",),
        ("tell-restart",),
    )
    assert (first.asks, first.lesson, first.quiz) == (
        "Which of these is state?",
        "what-is-state",
        "q-what-outlives",
    )
    assert first.options[1] == Option("A session", right=True, why="The next request needs it.")
    assert (first.bins, first.items) == ((), ())
    assert second.bins == ("Stateless", "Stateful")
    assert second.items[1] == Item("A database", "Stateful", "It keeps the rows.")
    assert second.options == ()


def test_the_digest_names_what_is_asked_and_told(make_content: Make) -> None:
    plain = _read(make_content({}))
    moved = _read(make_content({ONE: "# a remark\n" + QUESTIONS}))
    changed = _read(make_content(spoil(ONE, "It is gone with", "Gone with")))
    assert plain.digest == moved.digest != changed.digest


def test_the_catalogue_gives_each_by_its_id(small_content: object) -> None:
    assert questions.concept_question("which-is-which").kind is Kind.CLASSIFICATION
    assert len(questions.concept_questions()) == 2
    with pytest.raises(UnknownQuestion):
        questions.concept_question("gone")


FAULTS = [
    (spoil(ONE, "id: what-outlives", "id: What outlives"), 1, "`id` has small letters"),
    (spoil(ONE, "id: what-outlives", f"id: {'x' * 49}"), 1, "`id` has at most 48 characters"),
    (spoil(ONE, "id: which-is-which", "id: what-outlives"), 11, "stands at content/questions/what"),
    (spoil(ONE, "kind: definition", "kind: guess"), 2, "there is no kind guess; kinds are defini"),
    (
        spoil(
            ONE,
            "definition\n  statements: [S08]",
            "definition\n  statements: [S99]",
        ),
        3,
        "does not know S99",
    ),
    (
        spoil(
            ONE,
            "skills: [tell-restart]\n  difficulty: 1",
            "skills: [gone]\n  difficulty: 1",
        ),
        4,
        "`skills` does not know gone; it knows tell-r",
    ),
    (
        spoil(ONE, "difficulty: 2", "difficulty: 4"),
        15,
        "`difficulty` is a whole number from 1 to 3",
    ),
    (spoil(ONE, "  asks: Which of these is state?\n", ""), 1, "`asks` is missing"),
    (spoil(ONE, "right: true, ", ""), 7, "exactly one option has `right: true`, here 0"),
    (spoil(ONE, "{says: The code,", "{says: The code, right: true,"), 7, "here 2 have it"),
    (
        spoil(ONE, '  - {says: A variable of one call, why: "It is gone with the call."}\n', ""),
        7,
        "three or four options, not 2",
    ),
    (spoil(ONE, "says: The code", "says: A session"), 7, "`A session` stands 2 times"),
    (spoil(ONE, ', why: "It is gone with the call."', ""), 10, "`why` is missing"),
    (spoil(ONE, "right: true, ", "correct: true, "), 9, "there is no key `correct` here"),
    (spoil(ONE, "bins: [Stateless, Stateful]", "bins: [Stateless]"), 17, "two to four bins, not 1"),
    (spoil(ONE, "bin: Stateful", "bin: Neither"), 18, "there is no bin Neither; bins are State"),
    (spoil(ONE, "bin: Stateful", "bin: Stateless"), 17, "nothing belongs into Stateful"),
    (
        spoil(ONE, '  - {says: A database, bin: Stateful, why: "It keeps the rows."}\n', ""),
        18,
        "two to six items, not 1",
    ),
    (spoil(ONE, "says: A database", "says: A file server"), 18, "`A file server` stands 2 times"),
    (spoil(ONE, "  bins: [", "  options: []\n  bins: ["), 17, "there is no key `options` here"),
    ({ONE: "not: a list\n"}, 1, "a list of mappings is expected here"),
    ({ONE: QUESTIONS.replace("[S08]", "[S08", 1)}, 4, "this is not YAML"),
]


@pytest.mark.parametrize(("changes", "line", "says"), FAULTS)
def test_a_fault_names_its_line_and_what_to_write(
    make_content: Make, changes: dict[str, str | None], line: int, says: str
) -> None:
    found = questions.read(make_content(changes)).faults
    told = {(fault.file, fault.line) for fault in found if says in fault.message}
    assert told == {(f"content/{ONE}", line)}, "\n".join(map(str, found))


def test_a_file_is_named_after_its_lesson(make_content: Make) -> None:
    (fault,) = questions.read(make_content({ONE: None, "questions/x.yaml": QUESTIONS})).faults
    assert str(fault).startswith("content/questions/x.yaml:1: no lesson is called x; lessons are")


def test_the_longest_option_is_right_no_more_often_than_chance_has_it() -> None:
    found = questions.read(settings.CONTENT_DIR).questions.values()
    shares = [1 / len(question.options) for question in found if question.options]
    longest = sum(_is_longest_right(question) for question in found if question.options)
    spread = sqrt(sum(share * (1 - share) for share in shares))
    assert longest <= sum(shares) + 2 * spread


def _is_longest_right(question: ConceptQuestion) -> bool:
    return max(question.options, key=lambda option: len(option.says)).right
