"""A class of many learners with many answers each, loaded in bulk. Imported when Django is set up.

The same on every run but for random ids.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import product
from typing import Any

from django.db import connection
from django.db.models import Model

from accounts.models import User
from classrooms.models import Classroom, Membership
from lessons.beliefs import beliefs
from lessons.skills import skills
from quizzes.models import Answer, Attempt, Shown

ANSWERS = 300  # of each learner, a fifth of them to questions that they met before
QUESTIONS = 300
SIZE = 5  # questions an attempt
FRESH = ANSWERS - ANSWERS // 5
WHEN = datetime(2026, 3, 2, 8, tzinfo=UTC)
LOCKED = "!"  # the hash of no password
BATCH = 1000  # rows an insert
ATTEMPT = "id learner_id quiz ordinal seed size started_at".split()
ANSWER = (
    "submission attempt_id number question shown_id response certainty belief points max_points "
    "answered_at"
).split()

Row = Sequence[Any]


def crowd(learners: int) -> Membership:
    """The owner of a class of so many learners."""
    classroom = Classroom.objects.create(name=f"{learners} learners")
    users = User.objects.bulk_create((User(password=LOCKED) for _ in range(learners)), BATCH)
    members = [
        Membership(classroom=classroom, user=user, name=f"L {at:05}", name_key=f"l {at:05}")
        for at, user in enumerate(users)
    ]
    Membership.objects.bulk_create(members, BATCH)
    _answer([user.pk for user in users])
    owner = User.objects.create(email=f"owner-{learners}@bench.example", password=LOCKED)
    return Membership.objects.create(
        classroom=classroom, user=owner, role="owner", name="Owner", name_key="owner"
    )


def _answer(users: Sequence[int]) -> None:
    shown, held = _shown(), [*beliefs()]
    ids = {place: uuid.uuid4() for place in product(users, range(ANSWERS // SIZE))}
    _load(Attempt, ATTEMPT, (_attempt(pk, *place) for place, pk in ids.items()))
    _load(Answer, ANSWER, _answers(users, ids, shown, held))
    _settle()


def _settle() -> None:
    """Do at once what the server would else do while it is measured."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("ANALYZE")
            return
        cursor.execute("SET statement_timeout = 0")  # the app's is for pages
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("RESET statement_timeout")


def _attempt(pk: uuid.UUID, user: int, at: int) -> Row:
    return pk, user, f"quiz-{at % 20}", at // 20 + 1, at, SIZE, WHEN


def _answers(
    users: Sequence[int],
    ids: dict[tuple[int, int], uuid.UUID],
    shown: Sequence[int],
    held: Sequence[str],
) -> Iterator[Row]:
    for user, at in product(users, range(ANSWERS)):
        asked = (at % FRESH * 7 + user * 11) % QUESTIONS
        points = (user * 31 + asked * 17 + at // 3) % 4
        belief = held[asked % len(held)] if asked % 2 and points < 2 else ""
        certainty = ("guess", "think", "sure")[(user + asked) % 3]
        place = (uuid.uuid4(), ids[user, at // SIZE], at % SIZE + 1)
        asks = (f"scenario-{asked}", shown[asked], {"picks": {"A": "lost"}})
        yield (*place, *asks, certainty, belief, points, 3, WHEN)


def _shown() -> list[int]:
    """Keys of what is shown: two skills each, and a belief that every second question carries."""
    taught, held = [*skills()], [*beliefs()]
    known = list(Shown.objects.order_by("pk").values_list("pk", flat=True))
    made = Shown.objects.bulk_create(
        Shown(
            digest=f"{at:064}",
            seed=0,
            question={"title": f"Question {at}", "skills": [taught[at % 20], taught[at % 7]]},
            outcome={"beliefs": [{"slug": held[at % len(held)]}] if at % 2 else []},
        )
        for at in range(0 if known else QUESTIONS)
    )
    return known or [one.pk for one in made]


def _load(model: type[Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """PostgreSQL copies them in; SQLite inserts fast enough."""
    if connection.vendor != "postgresql":
        made = (model(**dict(zip(columns, row, strict=True))) for row in rows)
        model._default_manager.bulk_create(made, BATCH)
        return
    copy = f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        with cursor.copy(copy) as copying:
            for row in rows:
                copying.write_row([json.dumps(v) if isinstance(v, dict) else v for v in row])
        cursor.execute("RESET statement_timeout")
