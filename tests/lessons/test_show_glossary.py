"""The words of the course: their page, their links in the lessons, their faults."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from lessons import catalogue, glossary, terms
from lessons.ties import faults
from tests.lessons.content import spoil

Make = Callable[[dict[str, str | None]], Path]
Use = Callable[..., Path]
ONE, WORDS = "lessons/01-what-is-state.md", "glossary.yaml"
LINK = re.compile(r'<a class="term" href="/glossary/#([a-z0-9-]+)">([^<]+)</a>')


def _links(client: Client) -> list[tuple[str, str]]:
    pages = (client.get(f"/lessons/{lesson.slug}/") for lesson in catalogue.lessons())
    return [found for page in pages for found in LINK.findall(page.content.decode())]


@pytest.mark.django_db
def test_it_is_the_same_for_everyone_and_costs_no_query(
    client: Client, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        response = client.get("/glossary/")
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.post("/glossary/").status_code == 405


def test_each_word_has_an_address_a_meaning_and_the_section_that_teaches_it(
    client: Client, small_content: Use
) -> None:
    html = client.get("/glossary/").content.decode()
    assert "<h1>2 words carry this course</h1>" in html
    state, layer = html.partition('<div id="state">')[2].split('<div id="writable-layer">')
    assert "<dt>state</dt><dd>Data that a later request will need.</dd>" in state
    assert 'Taught in <a href="/lessons/what-is-state/#definition">A definition</a>' in state
    assert "Taught" not in layer


def test_words_stand_in_the_order_of_the_alphabet(client: Client) -> None:
    html = client.get("/glossary/").content.decode()
    found = [word.lower() for word in re.findall("<dt>([^<]+)</dt>", html)]
    assert found == sorted(found)
    assert len(found) == len(glossary.words())


def test_a_word_is_linked_once_where_the_course_first_says_it(client: Client) -> None:
    times = Counter(slug for slug, _ in _links(client))
    said = {
        use.slug
        for uses in terms.find(catalogue.lessons(), glossary.words()).values()
        for use in uses
    }
    assert times == Counter(said)
    assert len(times) > 30


SAID = "State is what the next request needs. See [R7]."


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("The state. Of state.", [("state", "state")]),
        ("States differ.", [("state", "States")]),
        ("**State** is kept.", [("state", "State")]),
        ("Two writable layers.", [("writable-layer", "writable layers")]),
        ("A stately restate, a state-of, and STATE.", []),
        ("`state` and [state](#where) and <https://state.example/>.", []),
        ("### State\n\n| state | b |\n|---|---|\n| c | d |", []),
        ("    state\n", []),
    ],
)
def test_a_word_is_linked_in_prose_only(
    client: Client, small_content: Use, text: str, links: list[tuple[str, str]]
) -> None:
    # What the small lessons say of it after that goes, so that only `text` may have links.
    rest = {"Data that outlives one request is state.": "Data that outlives one request."}
    changed = str(spoil(ONE, SAID, text)[ONE])
    for old, new in rest.items():
        changed = changed.replace(old, new)
    small_content({ONE: changed})
    assert _links(client) == links


def test_a_note_a_caption_and_a_heading_have_no_links(client: Client, small_content: Use) -> None:
    text = str(spoil(ONE, SAID, "What is needed.")[ONE]).replace("is state.", "is it.")
    text = text.replace("two pieces.", "two pieces of state.").replace("the code.", "the state.")
    small_content({ONE: text.replace("## A definition", "## A definition of state")})
    assert _links(client) == []


@pytest.mark.parametrize(
    ("text", "slug"),
    [("An anonymous volume.", "anonymous-volume"), ("A volume driver.", "volume-driver")],
)
def test_a_longer_word_is_not_taken_for_the_word_in_it(
    small_content: Use, text: str, slug: str
) -> None:
    small_content(spoil(ONE, SAID, text))
    names = ("volume", "anonymous volume", "volume driver")
    words = [glossary.Word(name, "", "", "") for name in names]
    found = terms.find(catalogue.lessons(), words)
    assert [use.slug for uses in found.values() for use in uses] == [slug]


FAULTS = [
    (spoil(WORDS, "anchor: definition", "anchor: gone"), 4, "no anchor gone"),
    (spoil(WORDS, "lesson: what-is-state", "lesson: gone"), 3, "there is no lesson gone"),
    (spoil(WORDS, "  anchor: definition\n", ""), 2, "`anchor` is missing"),
    (spoil(WORDS, "  lesson: what-is-state\n", ""), 2, "`lesson` is missing"),
    (spoil(WORDS, "  says: The files of a container.", "  means: x"), 6, "`says` is missing"),
    (spoil(WORDS, "writable layer:", "State:"), 6, "`State` has the address of `state`; keep one"),
    (spoil(WORDS, "writable layer:", "'?':"), 6, "no letter that an address may have"),
    ({WORDS: None}, 1, "the file is missing"),
]


@pytest.mark.parametrize(("changes", "line", "says"), FAULTS)
def test_a_fault_names_its_line(
    make_content: Make, changes: dict[str, str | None], line: int, says: str
) -> None:
    found = faults(make_content(changes))
    told = [(fault.file, fault.line) for fault in found if says in fault.message]
    assert (f"content/{WORDS}", line) in told, "\n".join(map(str, found))
