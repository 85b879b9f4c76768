"""`manage.py demo`: known beliefs in, the same beliefs out."""

from __future__ import annotations

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from classrooms.dashboard.heat import known_of
from classrooms.dashboard.totals import count
from classrooms.demo.classes import OWNER, RealPeople, make
from classrooms.models import Classroom, QuestionSet
from quizzes.models import Answer

pytestmark = pytest.mark.django_db


def told(classroom: Classroom) -> list[tuple[str, int, str, str]]:
    columns = ("question", "points", "belief", "certainty")
    return list(Answer.objects.order_by("pk").values_list(*columns))


def test_the_same_seed_makes_the_same_class_in_place_of_the_last() -> None:
    first = told(make(6, seed=1).classroom)
    again = told(make(6, seed=1).classroom)
    assert first == again
    assert first != told(make(6, seed=2).classroom)
    assert Classroom.objects.count() == 1
    assert User.objects.count() == 7


@pytest.mark.database
def test_who_is_said_to_hold_a_belief_does() -> None:
    demo = make(60, seed=1)
    users = list(demo.held)
    named = [
        slug in demo.held[user]
        for user, known in known_of(users).items()
        for slug, evidence in known.figures.evidence.items()
        if evidence.holding.held
    ]
    assert len(named) >= 8
    assert sum(named) / len(named) >= 0.9
    assert count(demo.classroom).standing.idle


def test_it_says_how_to_log_in_and_a_live_round_can_be_opened_at_once(client: Client) -> None:
    out = StringIO()
    call_command("demo", learners=2, stdout=out)
    place, login = out.getvalue().splitlines()
    password = login.rpartition(" ")[2]
    sent = {"login": OWNER, "password": password}
    assert client.post("/accounts/login/", sent).status_code in {302, 303}
    assert client.get(place.rpartition(" ")[2]).status_code == 200
    [asked] = QuestionSet.objects.all()
    form = {"uid": str(uuid4()), "asked": str(asked.uid)}
    opened = client.post(f"/classes/{asked.classroom.uid}/rounds/", form, follow=True)
    assert "Ask question 1" in opened.content.decode()
    assert len(asked.keys) == len(set(asked.keys)) == 5


@pytest.mark.parametrize("email", ["somebody@example.org", ""])
def test_it_touches_no_real_people(email: str) -> None:
    user = User.objects.create(email=email, password="!")
    with pytest.raises(CommandError, match="holds people"):
        call_command("demo", learners=2)
    with pytest.raises(RealPeople):
        make(2, seed=1)
    assert list(User.objects.all()) == [user]
    assert not Classroom.objects.exists()


@pytest.mark.parametrize("learners", [0, -1, 1001])
def test_a_class_has_a_size(learners: int) -> None:
    with pytest.raises(CommandError, match="from 1 to 1000"):
        call_command("demo", learners=learners)
