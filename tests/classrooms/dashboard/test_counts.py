"""Queries do not grow with the class: each page at 40 and at 200 learners."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from classrooms.dashboard import subjects
from classrooms.models import Membership
from quizzes.models import Answer
from tests.classrooms.dashboard.crowd import fill

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def json_is_known(db: None) -> None:
    """Django asks SQLite once a connection whether it knows JSON; no page is to blame for it."""
    assert connection.features.supports_json_field


def queries(client: Client, url: str) -> int:
    cache.clear()
    subjects.forget()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("learners", "answers"), [(40, 60), (200, 60)])
def test_no_page_needs_more_queries_for_more_learners(
    learners: int, answers: int, teacher: Client, tom: Membership
) -> None:
    fill(tom.classroom, learners, answers)
    base = f"/classes/{tom.classroom.uid}/"
    member = Membership.objects.filter(role="learner").order_by("name_key")[1]
    last = Answer.objects.filter(attempt__learner=member.user).latest("pk")
    allowed = {
        # Three say who asks. Totals: learners, answers, what was shown, two of reading, three of
        # work. The page: its learners counted, read, their answers, those listed by name.
        f"{base}dashboard/": 15,
        f"{base}report/": 11,
        f"{base}questions/": 13,
        f"{base}questions/{last.question}/": 14,
        f"{base}learners/{member.pk}/": 15,
    }
    assert {url: queries(teacher, url) for url in allowed} == allowed
