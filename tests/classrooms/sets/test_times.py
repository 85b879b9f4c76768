"""A set with a time: when it begins and ends, for whom it is longer, and what is late."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from classrooms.models import Membership, Pace, QuestionSet
from quizzes.models import Answer, Attempt
from tests.classrooms.conftest import ClientOf
from tests.classrooms.sets.giving import limit, long_ago, started, url_of
from tests.quizzes.sending import answer, filled, finish, form_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_time_begins_when_the_learner_says_so(learner: Client, monday: QuestionSet) -> None:
    limit(monday, minutes=30)
    page = learner.get(url_of(monday))
    assert "3 questions in 30 minutes" in page.text
    assert "pick-A" not in page.text, "who reads the first question has begun"
    assert not Attempt.objects.exists()
    first = started(learner, monday)
    attempt = Attempt.objects.get()
    assert first == f"{url_of(monday)}{attempt.pk}/1/"
    assert re.search(r"(29|30) minutes left, until ", learner.get(first).text)
    assert "minutes left" in learner.get(url_of(monday)).text
    assert learner.post(f"{url_of(monday)}attempts/", form_of(page).hidden)["Location"] == first
    assert Attempt.objects.count() == 1
    finish(learner, first)
    assert Answer.objects.count() == 3


def test_an_answer_before_the_start_is_refused(
    learner: Client, monday: QuestionSet, ann: Membership, client_of: ClientOf
) -> None:
    page = learner.get(url_of(monday))
    limit(monday, minutes=30)
    reply = learner.post(f"{url_of(monday)}attempts/", filled(page))
    assert reply.status_code == 409
    assert "Press Start first. Nothing was stored." in reply.text
    assert "pick-A" not in reply.text
    spoilt = learner.post(f"{url_of(monday)}attempts/", {"ticket": "mine"})
    assert spoilt.status_code == 409
    assert "pick-A" not in spoilt.text
    assert not Attempt.objects.exists()


def test_an_answer_after_the_time_is_refused_with_the_clock_of_the_server(
    learner: Client, monday: QuestionSet
) -> None:
    limit(monday, minutes=30, attempts=1)
    first = started(learner, monday)
    second = str(answer(learner, first)["Location"]).replace("/1/", "/2/")
    page = learner.get(second)
    long_ago(31)
    later = {**filled(page), "answered_at": "1970-01-01"}
    for sent in (filled(page), later):
        headers = {"Date": "Thu, 01 Jan 1970 00:00:00 GMT"}
        reply = learner.post(second, sent, headers=headers)
        assert reply.status_code == 409
        assert "Your time is over" in reply.text
        assert re.search(rf"By our clock it is \d+ \w+ {timezone.now().year}, \d\d:", reply.text)
    closed = learner.get(second)
    assert closed.status_code == 409
    assert "pick-A" not in closed.text
    assert Answer.objects.count() == 1
    result = learner.get(url_of(monday))
    assert result.status_code == 200
    assert "Your time is over" in result.text
    assert "Go on" not in result.text
    assert "again=" not in result.text
    assert learner.get(first).status_code == 200, "the verdict stays"


def test_a_new_attempt_has_its_own_time(learner: Client, monday: QuestionSet) -> None:
    limit(monday, minutes=30)
    started(learner, monday)
    long_ago(31)
    assert "again=same" in learner.get(url_of(monday)).text
    page = learner.get(f"{url_of(monday)}?again=same")
    reply = learner.post(f"{url_of(monday)}attempts/", form_of(page).hidden)
    assert learner.get(reply["Location"]).status_code == 200
    assert sorted(Attempt.objects.values_list("ordinal", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("pace", "minutes", "status"),
    [
        (Pace.NORMAL, 29, 200),
        (Pace.NORMAL, 31, 409),
        (Pace.HALF_MORE, 44, 200),
        (Pace.HALF_MORE, 46, 409),
        (Pace.DOUBLE, 59, 200),
        (Pace.DOUBLE, 61, 409),
    ],
)
def test_each_learner_has_their_own_pace(
    learner: Client,
    monday: QuestionSet,
    lea: Membership,
    pace: Pace,
    minutes: int,
    status: int,
) -> None:
    Membership.objects.filter(pk=lea.pk).update(pace=pace)
    limit(monday, minutes=30)
    first = started(learner, monday)
    long_ago(minutes)
    assert learner.get(first).status_code == status


def test_who_has_no_limit_begins_at_once(
    learner: Client, monday: QuestionSet, lea: Membership
) -> None:
    Membership.objects.filter(pk=lea.pk).update(pace=Pace.UNLIMITED)
    limit(monday, minutes=1)
    finish(learner, url_of(monday))
    assert Answer.objects.count() == 3


def test_what_is_late_is_taken_and_told_so(learner: Client, monday: QuestionSet) -> None:
    limit(monday, due_at=timezone.now() + timedelta(hours=1))
    assert "Due " in learner.get(url_of(monday)).text
    limit(monday, due_at=timezone.now() - timedelta(hours=1))
    assert "marked late" in learner.get(url_of(monday)).text
    finish(learner, url_of(monday))
    assert Answer.objects.count() == 3
