from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from lessons.models import Reading
from quizzes.models import Attempt
from tests.quizzes.sending import answer, finish, form_of

pytestmark = pytest.mark.django_db
STATE = "/quizzes/what-is-state/"


def test_a_visitor_may_predict_right_away(client: Client) -> None:
    page = client.get("/")
    assert form_of(page).action == "/quizzes/home/attempts/"
    assert form_of(page).choices == {"cut": ["container", "process", "none"]}
    assert "Go on" not in page.content.decode()


def test_the_way_through_lists_every_lesson(client: Client) -> None:
    said = client.get("/").content.decode()
    assert 'href="/lessons/what-is-state/"' in said
    assert 'href="/lessons/stateless-systems/"' in said


def test_a_prediction_leads_to_its_verdict(client: Client) -> None:
    reply = answer(client, "/", cut="process")
    page = client.get(reply["Location"]).content.decode()
    assert "Both right. A is gone, B stays." in page
    assert 'href="/lessons/what-is-state/"' in page


def test_a_prediction_runs_in_place_with_htmx(client: Client) -> None:
    headers = {"HX-Request": "true"}
    page = client.get("/")
    form = form_of(page)
    sent = {**form.hidden, "cut": "process"}
    said = client.post(form.action, sent, headers=headers, follow=True).content.decode()
    assert "<html" not in said
    assert 'id="opening"' in said
    assert "is-running" in said


def test_what_was_answered_before_stays_in_reach(client: Client) -> None:
    answer(client, "/")
    attempt = Attempt.objects.get()
    page = client.get("/")
    assert f'href="/quizzes/home/{attempt.pk}/"' in page.content.decode()
    assert answer(client, "/").status_code == 303
    newest = Attempt.objects.get(ordinal=2)
    assert f'href="/quizzes/home/{newest.pk}/"' in client.get("/").content.decode()


def test_an_open_question_is_the_way_back_in(client: Client) -> None:
    answer(client, STATE)
    said = client.get("/").content.decode()
    assert "Go on with question 2 of 3: What is state?" in said
    assert f'href="{STATE}"' in said


def test_else_the_first_section_that_is_not_read(client: Client, alice: User) -> None:
    client.force_login(alice)
    for section in ("first", "second"):
        Reading.objects.create(
            learner=alice, lesson="what-is-state", section=section, read_at=timezone.now()
        )
    said = client.get("/").content.decode()
    assert "Go on reading: Stateless systems" in said
    assert 'href="/lessons/stateless-systems/#first"' in said


def test_each_lesson_says_how_far_the_learner_is(client: Client, alice: User) -> None:
    client.force_login(alice)
    Reading.objects.create(
        learner=alice, lesson="what-is-state", section="first", read_at=timezone.now()
    )
    finish(client, STATE)
    points = sum(found.points for found in Attempt.objects.get().answers.all())
    said = client.get("/").content.decode()
    assert f"1 of 2 sections read, {points} of 7 right" in said or f"{points} of " in said
