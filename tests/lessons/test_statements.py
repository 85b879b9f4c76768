"""Every statement of the document is taught somewhere in the lessons."""

from __future__ import annotations

from django.conf import settings

from lessons import catalogue, statements

NINE = [
    "what-is-state",
    "stateless-systems",
    "stateful-systems",
    "side-by-side",
    "anti-patterns",
    "how-production-handles-state",
    "kubernetes",
    "your-home-lab",
    "takeaways",
]


def test_the_statements_of_the_document_are_numbered_without_a_gap() -> None:
    found = statements.read(settings.CONTENT_DIR)
    assert found.ids == tuple(f"S{number:02}" for number in range(1, 82))


def test_what_is_taught_is_taught_at_a_section_that_is_there() -> None:
    found = statements.read(settings.CONTENT_DIR)
    anchors = {lesson.slug: lesson.anchors for lesson in catalogue.lessons()}
    places = {place.partition("#")[::2] for place in found.taught_at.values()}
    assert {(slug, anchor) for slug, anchor in places if anchor not in anchors[slug]} == set()


def test_the_nine_lessons_stand_in_the_order_of_the_document() -> None:
    assert [lesson.slug for lesson in catalogue.lessons()] == NINE


def test_they_teach_every_statement() -> None:
    found = statements.read(settings.CONTENT_DIR)
    assert set(found.ids) == set(found.taught_at)
