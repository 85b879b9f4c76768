"""Queries do not grow with the data: each page at 10 and at 10,000 answers."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from lessons.models import Reading
from quizzes.models import Answer, Attempt, Shown
from tests import planner
from tests.quizzes.sending import answer, filled

pytestmark = [pytest.mark.django_db, pytest.mark.database]
URL = "/quizzes/what-is-state/"


def fill(learners: list[User], answers: int) -> None:
    """Finished attempts, spread over the learners, three answers each."""
    shown = Shown.objects.create(
        digest="e" * 64, seed=0, question={"title": "x", "skills": ["tell-a-restart"]}, outcome={}
    )
    attempts = Attempt.objects.bulk_create(
        Attempt(
            learner=learners[number % len(learners)],
            quiz="stateless-systems",
            ordinal=number // len(learners) + 1,
            seed=1,
            size=3,
        )
        for number in range(answers // 3)
    )
    Answer.objects.bulk_create(
        Answer(
            submission=uuid.uuid4(),
            attempt=attempt,
            number=number,
            question=f"scenario-{number}",
            shown=shown,
            response={"picks": {}},
            points=1,
            max_points=2,
        )
        for attempt in attempts
        for number in (1, 2, 3)
    )


def learner_among(answers: int, client: Client) -> User:
    """A guest in the middle of an attempt, among many rows of theirs and of others."""
    answer(client, URL)
    guest = User.objects.get()
    others = User.objects.bulk_create(User(password="!") for _ in range(9))
    fill([guest, *others], answers)
    planner.look()
    Reading.objects.create(
        learner=guest, lesson="what-is-state", section="first", read_at=timezone.now()
    )
    return guest


@pytest.fixture(autouse=True)
def json_is_known(db: None) -> None:
    """Django asks SQLite once a connection whether it knows JSON; no page is to blame for it."""
    assert connection.features.supports_json_field


def queries(client: Client, url: str, sent: dict[str, str] | None = None) -> int:
    with CaptureQueriesContext(connection) as captured:
        reply = client.post(url, sent) if sent else client.get(url)
    assert reply.status_code in {200, 303}
    return len([query for query in captured if "SAVEPOINT" not in query["sql"]])


@pytest.mark.parametrize("rows", [10, 10_000])
def test_no_page_needs_more_queries_among_more_rows(client: Client, rows: int) -> None:
    learner = learner_among(rows, client)
    own = f"{URL}{Attempt.objects.get(learner=learner, quiz='what-is-state').pk}/"
    lesson = "/quizzes/stateless-systems/"
    allowed = {
        f"{own}2/": 1,  # an open question: learner, attempt and what was answered in it
        f"{own}1/": 2,  # a verdict: and what was shown
        own: 3,  # and when it was begun
        URL: 1,
        f"{lesson}?again=another": 1,
        f"{URL}beside/": 1,
        f"{lesson}beside/": 1,
        "/quizzes/home/": 1,
        "/": 3,
        "/progress/": 6,
    }
    assert {url: queries(client, url) for url in allowed} == allowed
    sent = filled(client.get(f"{own}2/"))
    assert queries(client, f"{own}2/", sent) == 4, "1 to find it; refused; 2 to store"


@pytest.mark.parametrize("url", ["/", URL, f"{URL}beside/", "/quizzes/home/", "/progress/"])
def test_a_visitor_costs_no_query(client: Client, url: str) -> None:
    assert queries(client, url) == 0


def test_somebody_who_logged_in_costs_one_query_more(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert queries(client, "/") == 4
    assert queries(client, f"{URL}beside/") == 3
