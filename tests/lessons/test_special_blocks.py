"""Tables that open, counts of replicas, concept questions in a lesson: faults and drawings."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lessons import catalogue, stock
from lessons.drawing import DrawnLesson, drawn
from lessons.replicas import Share
from lessons.ties import faults
from tests.lessons.content import COMPOSE, MORE, changed

Make = Callable[[dict[str, str | None]], Path]
THREE = "lessons/03-side-by-side.md"
LINE = "- aspect: Restart safety\n"
FAULTS = [
    (changed(THREE, LINE, "- about: Restart safety\n"), 16, "`aspect` is missing"),
    (changed(THREE, "aspect: Restart", "aspects: Restart"), 16, "there is no key `aspects` here"),
    (changed(THREE, "{word: Safe, ", "{"), 17, "`word` is missing"),
    (changed(THREE, ', except: "A volume stays."', ""), 18, "`except` is missing"),
    (
        changed(THREE, 'stays.", scenario: example', 'stays. scenario: example"'),
        18,
        "`scenario` is a key of the cell",
    ),
    (changed(THREE, "scenario: example}", "scenario: gone}"), 18, "no sound scenario gone"),
    (changed(THREE, "service: web", "service: db"), 25, "example has no service db; it has web"),
    (changed(THREE, "[1, 3, 10]", "[3, 1]"), 26, "are whole numbers from 1 to 99, the smallest"),
    (changed(THREE, "[1, 3, 10]", "[0, 3]"), 26, "are whole numbers from 1 to 99, the smallest"),
    (changed(THREE, "[1, 3, 10]", "[3]"), 26, "are two to four numbers"),
    (changed(THREE, "[1, 3, 10]", "[1, 7, 10]"), 26, "need a common multiple of at most 60"),
    (changed(THREE, "crash web/0]", "drain x]"), 27, "drain does not apply"),
    (changed(THREE, "crash web/0]", "crash web/1]"), 27, "web/1"),
    (
        {
            **MORE,
            "scenarios/example/compose.yaml": COMPOSE.replace(", use: session", ""),
        },
        24,
        "no piece says what users need it for",
    ),
    (changed(THREE, "question: what-outlives", "question: gone"), 32, "no concept question gone"),
    (changed(THREE, "question: what", "ask: it\nquestion: what"), 32, "no key `ask` here"),
]


@pytest.mark.parametrize(("changes", "line", "says"), FAULTS)
def test_a_fault_names_its_line_and_what_to_write(
    make_content: Make, changes: dict[str, str | None], line: int, says: str
) -> None:
    found = faults(make_content(changes))
    told = {(fault.file, fault.line) for fault in found if says in fault.message}
    assert (f"content/{THREE}", line) in told, "\n".join(map(str, found))


@pytest.fixture
def page(make_content: Make) -> DrawnLesson:
    root = make_content(MORE)
    lesson = next(found for found in catalogue.read(root).lessons if found.number == 3)
    return drawn(lesson, stock.read(root))


def test_an_example_has_the_ladder_after_the_event_and_each_step(page: DrawnLesson) -> None:
    body = page.sections[0].body
    assert "What a restart takes." in body
    assert 'A sessions<span class="unseen">: lost</span>' in body
    assert "<h3>Follow an event, step by step</h3>" in body
    steps = re.findall(r'<li><span>[^<]+</span>\s*<a class="rule" href="https://[^"]+"', body)
    assert len(steps) > 1


def test_a_cell_opens_to_its_reason_its_exception_and_its_case(page: DrawnLesson) -> None:
    body = page.sections[0].body
    assert body.count("<details>") == 2
    safe = '<summary data-of="stateless">Safe</summary><p>Nothing is the <strong>only</strong>'
    assert safe in body
    assert "<p><b>Except:</b> Requests in flight end.</p></details>" in body
    case = body.partition("A volume stays.")[2]
    assert "<span><code>docker compose restart web</code>:</span>" in case
    assert re.search(
        r"sessions\s+<span class=\"outcome is-lost\">.*?</svg>\s*Lost</span>", case, re.DOTALL
    )


def test_every_count_is_in_the_page_and_one_is_chosen(page: DrawnLesson) -> None:
    body = page.sections[1].body
    assert len(re.findall(r'<input type="radio" name="replicas-23"', body)) == 3
    assert body.count(" checked") == 1


def test_squares_words_and_table_say_what_the_engine_says(page: DrawnLesson) -> None:
    body = page.sections[1].body
    assert "20 of 30 requests miss" in body  # three replicas, nothing happens
    assert "27 of 30 requests miss" in body  # ten
    assert "One replica of web crashes" in body
    assert "10 of 30 users logged out" in body  # of three
    assert "all users are logged out" in body  # the only one, and nobody is left to miss
    assert 'viewBox="0 0 300 10"' in body
    assert '<path d="M0 5h200"/><path class="out" d="M200 5h100"/>' in body
    table = body.partition("<table")[2]
    assert '<th scope="col">1 replica</th><th scope="col">3 replicas</th>' in table
    assert "33 % logged out, 67 % of requests miss" in table
    assert "<td>100 % logged out</td>" in table


def test_a_question_has_a_page_of_its_own(page: DrawnLesson) -> None:
    body = page.sections[1].body
    assert "<b>Which of these is state?</b>" in body
    assert 'href="/quizzes/q-what-outlives/"' in body
    assert "A session" not in body.partition("</figure>")[2]  # no option tells anything yet


@pytest.mark.parametrize(
    ("part", "hit"), [(0, 0), (0.001, 1), (0.3333, 10), (0.9, 27), (0.999, 29), (1, 30)]
)
def test_only_all_fill_all_squares_and_only_none_leaves_all(part: float, hit: int) -> None:
    share = Share(part, 30)
    assert (share.hit, share.left) == (hit, 30 - hit)
