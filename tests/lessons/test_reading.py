from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from accounts.models import User
from lessons.catalogue import Lesson
from lessons.models import Reading
from lessons.reading import mark_read, progress_in, progress_of

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.database]
Counts = Callable[[int], object]


def test_marks_are_stored_once_and_the_first_time_counts(alice: User, lesson: Lesson) -> None:
    mark_read(alice, lesson, {"where"}, at=NOON)
    mark_read(alice, lesson, {"where", "definition"}, at=NOON.replace(hour=13))
    assert set(Reading.objects.values_list("section", "read_at__hour")) == {
        ("where", 12),
        ("definition", 13),
    }


def test_the_database_refuses_a_second_mark(alice: User, lesson: Lesson) -> None:
    mark = {"learner": alice, "lesson": lesson.slug, "section": "where", "read_at": NOON}
    Reading.objects.create(**mark)
    with pytest.raises(IntegrityError):
        Reading.objects.create(**mark)


def test_marking_is_one_query(
    alice: User, lesson: Lesson, django_assert_num_queries: Counts
) -> None:
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        mark_read(alice, lesson, lesson.anchors, at=NOON)


def test_progress_is_one_query_for_all_lessons(
    alice: User, charlie: User, lesson: Lesson, django_assert_num_queries: Counts
) -> None:
    mark_read(alice, lesson, {"where"}, at=NOON)
    mark_read(charlie, lesson, lesson.anchors, at=NOON)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        progress = progress_of(alice)
    assert {slug: found.read for slug, found in progress.items()} == {
        "what-is-state": {"where"},
        "stateless-systems": set(),
    }
    assert [section.anchor for section in progress["what-is-state"].unread] == ["definition"]


def test_a_section_that_is_gone_from_the_lesson_counts_no_more(alice: User, lesson: Lesson) -> None:
    for section in ("old", "where"):
        Reading.objects.create(learner=alice, lesson=lesson.slug, section=section, read_at=NOON)
    assert progress_in(alice, lesson).read == {"where"}


def test_a_stranger_costs_no_query(lesson: Lesson, django_assert_num_queries: Counts) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        assert not progress_in(None, lesson).read
        assert not progress_of(None)["what-is-state"].finished
