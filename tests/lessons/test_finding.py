"""The index: what is found, in which order, and how it is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.finding import MOST_RESULTS, Index, cleaned, folded, index, marked, wanted
from lessons.parts import Part, PartKind
from lessons.passages import Passage, text_of
from tests.lessons.content import write

VOLUMES = Passage("Word", "volume", "A directory that outlives containers.", "/a")
LADDER = Passage("Lesson", "The ladder", "A volume stands high. A container does not.", "/b")
REBOOT = Passage("Lesson", "A reboot", "Memory is empty, each volume is there.", "/c")
COPIES = Passage("Lesson", "Copies of a cache", "Caches are derived.", "/d")
INDEX = Index.of((REBOOT, LADDER, VOLUMES, COPIES))


def _urls(query: str) -> str:
    return "".join(found.passage.url for found in INDEX.find(query).results)


@pytest.mark.parametrize(
    ("query", "urls"),
    [
        ("volume", "/a/c/b"),  # the title before the text, then the order of passages
        ("volume reboot", "/c"),  # all words before some
        ("reboot ladder", "/c/b"),  # no passage has both
        ("VOLUMES", "/a/c/b"),
        ("copy", "/d"),
        ("caches", "/d"),
        ("contain", "/b/a"),  # the beginning of the last word, not of the others
        ("contain volume", "/a/c/b"),
        ("what is a volume", "/a/c/b"),  # common words ask for nothing
        ("v", ""),  # one letter is a word, not the beginning of all
        ("nothing", ""),
        ("...", ""),
        ("", ""),
    ],
)
def test_what_is_found_and_in_which_order(query: str, urls: str) -> None:
    assert _urls(query) == urls


def test_a_word_itself_comes_before_words_that_begin_so() -> None:
    first, second = Passage("", "stateless", "", "/a"), Passage("", "state", "", "/b")
    found = Index.of((first, second)).find("state").results
    assert [result.passage for result in found] == [second, first]


def test_it_says_whether_all_words_were_found() -> None:
    assert INDEX.find("volume reboot").whole
    assert not INDEX.find("reboot ladder").whole
    assert not INDEX.find("nothing").whole


def test_no_more_than_twenty_are_shown_and_all_are_counted() -> None:
    many = [Passage("", f"volume {number}", "", f"/{number}") for number in range(30)]
    found = Index.of(many).find("volume")
    assert (len(found.results), found.places) == (MOST_RESULTS, 30)


def test_a_snippet_shows_where_the_words_are() -> None:
    text = f"{'before ' * 60}the volume of a host {'after ' * 60}".strip()
    (found,) = Index.of([Passage("", "Title", text, "/")]).find("volume host").results
    shown = "".join(mark.text for mark in found.snippet)
    assert [mark.text for mark in found.snippet if mark.found] == ["volume", "host"]
    assert shown.startswith("… before")
    assert shown.endswith("after …")
    assert len(shown) < 220


@given(st.text(), st.text())
def test_no_query_breaks_it_and_marks_lose_nothing(query: str, text: str) -> None:
    found = Index.of((*INDEX.passages, Passage("", text, text, "/"))).find(cleaned(query))
    assert len(found.results) <= found.places
    assert "".join(mark.text for mark in marked(text, frozenset(wanted(query)))) == text
    folded(text)


@pytest.mark.parametrize(
    ("query", "shown"),
    [("  a \n b ", "a b"), ("a\0b", "a b"), ("\ud800\u202ea", "a"), ("Zürich 東京", "Zürich 東京")],
)
def test_a_query_is_shown_without_what_cannot_be_seen(query: str, shown: str) -> None:
    assert cleaned(query) == shown


def test_a_section_is_read_without_its_marks() -> None:
    prose = "**State** of a `web` [service](https://a.example/) [R7].\n\n- one\n- two\n\n| a | b |"
    figure = 'scenario: restart\ncaption: "A **cut**."\nrun: true'
    parts = [
        Part(PartKind.PROSE, 1, prose),
        Part(PartKind.LADDER, 2, figure),
        Part(PartKind.CODE, 3, "ls"),
    ]
    assert text_of(parts) == "State of a web service. one two a b A cut."


def test_each_section_word_and_rule_has_a_passage(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = index(write(tmp_path_factory.mktemp("found") / "content")).passages
    urls = [passage.url for passage in found]
    assert len(set(urls)) == len(urls)
    assert {
        "/glossary/#writable-layer",
        "/lessons/what-is-state/",
        "/lessons/stateless-systems/#beside",
        "/rules/#R21",
    } <= set(urls)
