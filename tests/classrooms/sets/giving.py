"""A set that is given to its class, and attempts at it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from classrooms.models import Assignment, QuestionSet
from quizzes.models import Attempt
from tests.quizzes.sending import form_of


def give(one: QuestionSet, **limits: Any) -> Assignment:
    return Assignment.objects.create(classroom=one.classroom, question_set=one, **limits)


def limit(one: QuestionSet, **limits: Any) -> None:
    Assignment.objects.filter(question_set=one).update(**limits)


def url_of(one: QuestionSet) -> str:
    return f"/quizzes/{one.slug}/"


def started(client: Client, one: QuestionSet) -> str:
    """The address of the first question of an attempt that has a time."""
    page = client.get(url_of(one))
    reply = client.post(f"{url_of(one)}attempts/", form_of(page).hidden)
    assert reply.status_code == 303, reply.text
    return str(reply["Location"])


def long_ago(minutes: float) -> None:
    Attempt.objects.update(started_at=timezone.now() - timedelta(minutes=minutes))
