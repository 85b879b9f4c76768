from __future__ import annotations

import pytest
from django.test import Client

from quizzes.models import Answer, Attempt
from tests.quizzes.sending import answer, finish

pytestmark = pytest.mark.django_db
URL = "/quizzes/what-is-state/"


def result(client: Client) -> str:
    attempt = Attempt.objects.get()
    return client.get(f"{URL}{attempt.pk}/").content.decode()


def test_it_tells_the_points_and_each_finding(client: Client) -> None:
    finish(client, URL)
    answers = Answer.objects.all()
    points, most = sum(a.points for a in answers), sum(a.max_points for a in answers)
    said = result(client)
    assert f"{points} of {most}" in said
    for found in Answer.objects.select_related("shown"):
        assert found.shown.question["title"] in said


def test_it_leads_to_what_to_read_again(client: Client) -> None:
    finish(client, URL)
    said = result(client)
    assert "Read again" in said
    assert 'href="/lessons/what-is-state/#' in said


def test_a_result_in_the_middle_leads_on(client: Client) -> None:
    answer(client, URL)
    said = result(client)
    assert "1 of 3 answered" in said
    assert f'href="{URL}{Attempt.objects.get().pk}/2/"' in said
    assert "?again" not in said


def test_it_only_shows(client: Client) -> None:
    answer(client, URL)
    assert client.post(f"{URL}{Attempt.objects.get().pk}/").status_code == 405


def test_others_are_offered_only_where_the_pool_has_more(client: Client) -> None:
    finish(client, URL)
    assert "?again=another" in result(client)
    answer(client, "/")
    home = Attempt.objects.get(quiz="home")
    said = client.get(f"/quizzes/home/{home.pk}/").content.decode()
    assert "?again=another" not in said
    assert "?again=same" in said
