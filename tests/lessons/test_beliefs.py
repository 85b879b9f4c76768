"""The words about beliefs: what the file may say, and what is told of a bad one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from lessons import beliefs, catalogue
from lessons.beliefs import BeliefWords
from lessons.faults import BadContent
from lessons.ties import faults
from tests.lessons.content import BELIEFS as TEXT
from tests.lessons.content import spoil
from whatif.beliefs import BELIEFS

Make = Callable[[dict[str, str | None]], Path]
FILE = "beliefs.yaml"


def test_the_words_are_those_of_the_file(small_content: object) -> None:
    (words,) = beliefs.beliefs().values()
    assert words == BeliefWords(
        slug="restart-is-recreate",
        number="M5",
        title="a restarted container starts clean",
        not_so="A restart does not make a new container.",
        instead="Docker starts the same container again.",
        because="a container starts from its image",
        to_try="Write a file, and run docker restart.",
        lesson="what-is-state",
        anchor="where",
        rules=("R21",),
        source="https://github.com/openSUSE/osem/issues/1833",
    )
    assert words.computed


FAULTS = [
    (spoil(FILE, "restart-is-recreate:", "the-moon:"), 2, "the engine knows no belief the-moon"),
    (spoil(FILE, "M5", "M6"), 2, "restart-is-recreate is M5, not M6"),
    (spoil(FILE, "starts clean", "starts " + "very " * 27 + "clean"), 3, "`title` has 32 words"),
    (spoil(FILE, "from its image", "from " + "x " * 30), 6, "`because` has 34 words; say it in 30"),
    (
        spoil(FILE, "  not_so: A restart does not make a new container.\n", ""),
        2,
        "`not_so` is miss",
    ),
    (spoil(FILE, "lesson: what-is-state", "lesson: gone"), 8, "there is no lesson gone"),
    (spoil(FILE, "anchor: where", "anchor: gone"), 9, "has no anchor gone; it has def"),
    (spoil(FILE, "[R21]", "[R999]"), 10, "no rule of the engine is called R999"),
    (spoil(FILE, "[R21]", "[]"), 10, "`rules` names nothing"),
    (spoil(FILE, "https://github.com", "github.com"), 11, "`source` is the address of a thread"),
    (spoil(FILE, "try: Write", "tries: Write"), 7, "there is no key `tries` here"),
]


@pytest.mark.parametrize(("changes", "line", "says"), FAULTS)
def test_a_fault_names_its_line_and_what_to_write(
    make_content: Make, changes: dict[str, str | None], line: int, says: str
) -> None:
    found = faults(make_content(changes))
    told = {(fault.file, fault.line) for fault in found if says in fault.message}
    assert (f"content/{FILE}", line) in told, "\n".join(map(str, found))


def test_faulty_words_are_not_given_out(small_content: Callable[..., Path]) -> None:
    small_content({FILE: TEXT.replace("M5", "M6")})
    with pytest.raises(BadContent, match="is M5, not M6"):
        beliefs.beliefs()


# The words of the app


def test_each_belief_of_the_engine_has_its_words_in_the_same_order() -> None:
    assert list(beliefs.beliefs()) == list(BELIEFS)


def test_no_two_beliefs_share_a_sentence_or_a_source() -> None:
    found = beliefs.read(Path(settings.CONTENT_DIR)).beliefs.values()
    for texts in (
        [words.title for words in found],
        [words.not_so for words in found],
        [words.instead for words in found],
        [words.because for words in found],
        [words.to_try for words in found],
        [words.source for words in found],
    ):
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("slug", BELIEFS)
def test_a_clause_goes_on_after_other_words_and_a_sentence_ends(slug: str) -> None:
    words = beliefs.beliefs()[slug]
    for clause in (words.title, words.because):
        assert clause[0].islower() or clause.startswith("Redis ")
        assert clause[-1] not in ".!?"
    for sentence in (words.not_so, words.instead, words.to_try):
        assert sentence[0].isupper()
        assert sentence.endswith(".")


def test_a_section_to_read_again_is_there() -> None:
    anchors = {lesson.slug: lesson.anchors for lesson in catalogue.lessons()}
    assert all(words.anchor in anchors[words.lesson] for words in beliefs.beliefs().values())
