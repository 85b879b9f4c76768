from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lessons import catalogue
from lessons.catalogue import Section
from tests.lessons.content import FIRST, SECOND, spoil, write
from whatif.outcome import Fate

Make = Callable[[dict[str, str | None]], Path]
ONE, TWO = "lessons/01-what-is-state.md", "lessons/02-stateless-systems.md"


def test_a_lesson_says_what_its_file_says(make_content: Make) -> None:
    first, second = catalogue.read(make_content({})).lessons

    assert (first.slug, first.number, first.title) == ("what-is-state", 1, "What is state?")
    assert first.sections == (
        Section("definition", "A definition", 15),
        Section("where", "Where it lives", 3),
    )
    assert first.introduces == (Fate.SURVIVES, Fate.LOST, Fate.INACCESSIBLE)
    assert (first.quiz.ask, first.quiz.scenarios) == (1, ("restart", "recreate"))
    assert first.minutes == 1


def test_an_attempt_may_ask_concepts_too(make_content: Make) -> None:
    changed = make_content(spoil(ONE, "recreate]}", "recreate], concepts: 2}"))
    concepts = [lesson.quiz.concepts for lesson in catalogue.read(changed).lessons]
    assert concepts == [2, 0]


def test_a_number_may_be_left_out(make_content: Make) -> None:
    root = make_content({TWO: None, "lessons/07-stateless-systems.md": SECOND})
    shelf = catalogue.read(root)
    assert not shelf.faults
    assert [lesson.number for lesson in shelf.lessons] == [1, 7]


def test_fates_add_up_in_their_own_order(make_content: Make) -> None:
    _, second = catalogue.read(make_content({})).lessons
    assert second.introduces == (Fate.PARTLY_LOST,)
    assert second.fates == (Fate.SURVIVES, Fate.LOST, Fate.PARTLY_LOST, Fate.INACCESSIBLE)


def test_the_digest_changes_with_any_byte(make_content: Make, tmp_path: Path) -> None:
    before = catalogue.read(make_content({})).lessons[0].digest
    after = catalogue.read(write(tmp_path / "other", {ONE: FIRST + "\n"})).lessons[0].digest
    assert before != after


@pytest.mark.parametrize(("words", "minutes"), [(180, 1), (230, 2), (420, 3)])
def test_reading_takes_a_minute_for_two_hundred_words(
    make_content: Make, words: int, minutes: int
) -> None:
    block = "```try\nscenario: restart\nask: x\n```\n"
    text = SECOND.replace("| restart | lost |", "") + f"{'word ' * (words // 2)}\n{block}" * 2
    assert catalogue.read(make_content({TWO: text})).lessons[1].minutes == minutes


FAULTS = [
    (spoil(ONE, "title: What is state?\n", ""), ONE, 2, "`title` is missing; write `title: "),
    (spoil(ONE, "promise: Find every", "promise: [Find] every"), ONE, 3, "this is not YAML: "),
    (spoil(ONE, "title: What is state?", "title: ''"), ONE, 2, "`title` is a line of text"),
    (spoil(ONE, "promise:", "level: 1\npromise:"), ONE, 3, "there is no key `level` here"),
    (spoil(ONE, "promise:", "title: Twice\npromise:"), ONE, 3, "`title` stands already on line 2"),
    (spoil(ONE, "inaccessible", "gone"), ONE, 4, "`introduces` does not know gone; it knows surv"),
    (spoil(ONE, "[survives, lost,", "[lost, survives,"), ONE, 4, "write [survives, lost, inacc"),
    (spoil(ONE, ", inaccessible", ""), ONE, 4, "introduces survives, lost and one more"),
    (spoil(ONE, "{ask: 1,", "{ask: 3,"), ONE, 5, "`ask` is a whole number from 1 to 2"),
    (spoil(ONE, "[restart, recreate]", "[restart, restart]"), ONE, 5, "`from` names one word twi"),
    (spoil(ONE, "[restart, recreate]", "restart"), ONE, 5, "`from` is a list of words"),
    (spoil(ONE, " {#definition}", ""), ONE, 15, "write `## A definition {#a-definition}`"),
    (spoil(ONE, "{#where}", "{#Where it}"), ONE, 29, "write `## Where it lives {#where-it-lives}`"),
    (spoil(ONE, "{#where}", "{#questions}"), ONE, 29, "none of contents, main, questions"),
    (spoil(ONE, "{#where}", "{#definition}"), ONE, 29, "definition stands on line 15; choose an"),
    (spoil(ONE, "## A def", "# A def"), ONE, 15, "the title stands in the front matter"),
    (spoil(ONE, "## A def", "### A def"), ONE, 15, "only `## ` headings have anchors"),
    (
        spoil(ONE, "```note", "```remark"),
        ONE,
        19,
        "there is no block `remark`; blocks are ask, comp",
    ),
    (
        spoil(ONE, "not** the code. [R7]\n```", "not** the"),
        ONE,
        19,
        "this fence is not closed before line 22",
    ),
    (spoil(ONE, "```console", "  ```console"), ONE, 39, "a fence stands at the left edge"),
    (spoil(ONE, "Data that", "Data " * 260 + "that"), ONE, 17, "266 words before the reader does"),
    ({ONE: FIRST + "```note\nx"}, ONE, 47, "this fence is never closed; write ```"),
    ({TWO: "---\ntitle: x\n"}, TWO, 1, "write its keys between two lines of `---`"),
    ({TWO: SECOND.split("##")[0]}, TWO, 6, "write `## Some heading {#some-heading}`"),
    ({"lessons/02-x.md": SECOND}, "lessons/02-x.md", 1, "call it 03-some-name.md"),
    ({TWO: None, "lessons/2-x.md": SECOND}, "lessons/2-x.md", 1, "call it 02-some-name.md"),
    (spoil(ONE, "recreate]}", "recreate], concepts: 4}"), ONE, 5, "whole number from 0 to 3"),
    ({ONE: None, TWO: None}, "lessons", 1, "there is no lesson; write 01-some-name.md here"),
]


@pytest.mark.parametrize(("changes", "file", "line", "says"), FAULTS)
def test_a_fault_names_its_line_and_what_to_write(
    make_content: Make, changes: dict[str, str | None], file: str, line: int, says: str
) -> None:
    faults = catalogue.read(make_content(changes)).faults
    told = [fault for fault in faults if says in fault.message]
    assert [(fault.file, fault.line) for fault in told] == [(f"content/{file}", line)], faults


def test_all_faults_of_all_files_are_told_at_once(make_content: Make) -> None:
    changes = {
        **spoil(ONE, "title: What is state?\n", ""),
        **spoil(TWO, "promise: Replace an instance and lose nothing.\n", ""),
    }
    assert len(catalogue.read(make_content(changes)).faults) == 2


def test_a_figure_lets_the_prose_run_on(make_content: Make) -> None:
    block = "\n\n```try\nscenario: restart\nask: x\n```\n"
    changes = {ONE: FIRST + f"\n{'word ' * 240}{block}{'word ' * 240}\n"}
    assert not catalogue.read(make_content(changes)).faults


def test_a_sound_content_has_no_faults(make_content: Make) -> None:
    assert catalogue.read(make_content({})).faults == ()
