from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from lessons.models import Reading
from quizzes.models import Attempt
from tests.quizzes.sending import answer, finish, form_of

pytestmark = pytest.mark.django_db
URL = "/quizzes/what-is-state/"
BESIDE = f"{URL}beside/"


def test_a_visitor_gets_the_first_question_and_sends_no_reading_marks(client: Client) -> None:
    page = client.get(BESIDE)
    said = page.content.decode()
    assert form_of(page).action == f"{URL}attempts/"
    assert "<html" not in said
    assert "data-token" not in said
    assert 'hx-target="closest .question"' in said


def test_it_is_the_same_first_question_as_on_the_page_of_the_quiz(client: Client) -> None:
    pages = [form_of(client.get(url)).hidden["digest"] for url in (URL, BESIDE)]
    assert pages[0] == pages[1]


def test_a_learner_gets_what_is_read_and_where_to_post_it(client: Client, alice: User) -> None:
    client.force_login(alice)
    Reading.objects.create(
        learner=alice, lesson="what-is-state", section="first", read_at=timezone.now()
    )
    said = client.get(BESIDE).content.decode()
    assert 'data-url="/lessons/what-is-state/readings/"' in said
    assert 'data-read="first"' in said
    assert "data-token=" in said
    assert "You have read 1 of 2" in said


def test_an_open_attempt_is_gone_on_with(client: Client) -> None:
    answer(client, URL)
    said = client.get(BESIDE).content.decode()
    assert "Question 2 of 3 is open" in said
    assert f'href="{URL}"' in said
    assert "<form" not in said


def test_a_finished_attempt_tells_its_points(client: Client) -> None:
    finish(client, URL)
    points = sum(found.points for found in Attempt.objects.get().answers.all())
    assert f"{points} of " in client.get(BESIDE).content.decode()


@pytest.mark.parametrize("slug", ["home", "what-is-love"])
def test_only_a_lesson_has_something_beside_it(client: Client, slug: str) -> None:
    assert client.get(f"/quizzes/{slug}/beside/").status_code == 404


def test_it_is_never_kept_by_a_cache_on_the_way(client: Client) -> None:
    page = client.get(BESIDE)
    assert "no-store" in page["Cache-Control"]
    assert client.post(BESIDE).status_code == 405
