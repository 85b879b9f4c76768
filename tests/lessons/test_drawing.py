"""A lesson's blocks are drawn from what the engine says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lessons import catalogue, stock
from lessons.drawing import DrawnLesson, drawn
from lessons.faults import BadContent
from tests.lessons.content import spoil

ONE = "lessons/01-what-is-state.md"
Make = Callable[[dict[str, str | None]], Path]
Draw = Callable[..., DrawnLesson]


@pytest.fixture
def draw(make_content: Make) -> Draw:
    def make(
        changes: dict[str, str | None] | None = None, slug: str = "what-is-state"
    ) -> DrawnLesson:
        root = make_content(changes or {})
        lesson = next(found for found in catalogue.read(root).lessons if found.slug == slug)
        return drawn(lesson, stock.read(root))

    return make


def test_the_ladder_of_the_opening_stands_beside_it(draw: Draw) -> None:
    page = draw()
    assert "is what the next request needs." in page.opening
    assert "figure" not in page.opening
    assert "A sessions" in page.figure
    assert "<code>docker compose restart web</code>" in page.figure
    assert page.rest == ""


def test_another_figure_of_the_opening_has_the_whole_width(draw: Draw) -> None:
    table = """\
```versus
- aspect: Restart safety
  stateless: {word: Safe, why: So., except: Not so.}
  stateful: {word: Risky, why: So., except: Not so.}
```

```ladder
"""
    page = draw(spoil(ONE, "```ladder\n", table))
    assert page.figure == ""
    assert '<table class="versus">' in page.rest
    assert "A sessions" in page.rest


def test_before_the_event_nothing_is_told(draw: Draw) -> None:
    figure = draw(spoil(ONE, "run: true", "run: false")).figure
    assert "sessions" in figure
    assert "lost" not in figure
    assert 'class="cut"' not in figure


def test_another_event_is_said_in_its_own_words(draw: Draw) -> None:
    figure = draw(spoil(ONE, "run: true", "event: recreate web")).figure
    assert "web is recreated" in figure
    assert "B uploads" in figure.partition('class="fallen"')[2]


def test_sections_come_in_order_with_notes_files_and_code(draw: Draw) -> None:
    first, second = draw().sections
    assert (first.anchor, first.title) == ("definition", "A definition")
    assert '<div class="note" role="note"><p>It is <strong>not</strong> the code. ' in first.body
    assert "<mark>      sessions: {at: process memory, use: session}</mark>" in second.body
    assert "<strong>Line 5 decides A.</strong>" in second.body
    assert 'aria-label="console"><code>$ docker compose restart web</code></pre>' in second.body


def test_the_invitation_at_the_end_is_said_at_the_questions(draw: Draw) -> None:
    page = draw()
    assert page.ask == "What becomes of the sessions?"
    assert page.ask not in page.sections[-1].body


def test_an_invitation_elsewhere_is_a_link_to_the_questions(draw: Draw) -> None:
    page = draw(spoil(ONE, '"What becomes of the sessions?"\n```\n', "What?\n```\n\nAnd on.\n"))
    assert page.ask == ""
    assert '<strong>What?</strong> <a href="/quizzes/what-is-state/">' in page.sections[-1].body


def test_ladders_stand_side_by_side_and_tables_in_the_whole_column(draw: Draw) -> None:
    body = draw(slug="stateless-systems").sections[0].body
    assert body.count("<figure") == 2
    assert "<figcaption>Recreate</figcaption>" in body
    assert body.startswith('<table class="facts">')


def test_what_cannot_be_drawn_is_a_fault(draw: Draw) -> None:
    with pytest.raises(BadContent, match=r"01-what-is-state\.md:35: line 6 is not shown"):
        draw(spoil(ONE, "decides: 5", "decides: 6"))


def test_the_same_content_gives_the_same_bytes(draw: Draw) -> None:
    assert draw() == draw()
