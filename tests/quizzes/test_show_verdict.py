from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lessons import scenarios
from quizzes import pools
from quizzes.models import Answer
from tests.quizzes.sending import after, answer, finish

pytestmark = pytest.mark.django_db
URL = "/quizzes/what-is-state/"


@pytest.fixture
def verdict(client: Client) -> str:
    """The verdict on a drained node: A was out of reach, B lost."""
    reply = answer(client, URL, pick_A="survives", pick_B="lost")
    return client.get(reply["Location"]).content.decode()


def test_its_heading_is_a_finding(verdict: str) -> None:
    assert "<h1>One of two. A is still there, but the new pod cannot see it.</h1>" in verdict


def test_it_tells_what_was_said_and_what_happened(verdict: str) -> None:
    assert "you said: survives" in verdict
    assert "as you said" in verdict
    assert "1 of 2" in verdict


def test_each_piece_has_its_reason_with_rule_and_source(verdict: str) -> None:
    shown = Answer.objects.get().shown.outcome
    for piece in shown["pieces"]:
        for reason in piece["reasons"]:
            assert reason["rule"].startswith("R")
            assert f'href="{reason["source"]}"' in verdict


def test_it_tells_the_way_back_the_downtime_and_the_steps(verdict: str) -> None:
    assert "Way back for A" in verdict
    assert "Downtime" in verdict
    assert 'class="trace"' in verdict
    assert 'class="fallen"' in verdict


def test_it_leads_to_the_next_question_and_to_the_paragraph(verdict: str) -> None:
    attempt = Answer.objects.get().attempt
    assert f'href="{URL}{attempt.pk}/2/"' in verdict
    assert 'href="/lessons/what-is-state/#second"' in verdict


def test_the_last_verdict_leads_to_all_answers(client: Client) -> None:
    reply = finish(client, URL)
    attempt = Answer.objects.first().attempt  # type: ignore[union-attr]
    assert f'href="{URL}{attempt.pk}/"' in client.get(reply["Location"]).content.decode()


def test_it_moves_once_when_the_answer_was_just_stored(client: Client) -> None:
    url = answer(client, URL)["Location"]
    assert "is-running" in client.get(url).content.decode()
    Answer.objects.update(answered_at=timezone.now() - timedelta(minutes=1))
    assert "is-running" not in client.get(url).content.decode()


def test_an_old_verdict_is_explained_when_its_scenario_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = answer(client, URL)["Location"]
    before = client.get(url).content
    monkeypatch.setattr(scenarios, "scenarios", dict)
    assert client.get(url).content == before


def test_old_answers_are_explained_when_their_quiz_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = finish(client, URL)

    def gone(slug: str) -> pools.Quiz:
        raise pools.UnknownQuiz(slug)

    monkeypatch.setattr("quizzes.pages.quiz", gone)
    monkeypatch.setattr("quizzes.pools.quiz", gone)
    for url in (reply["Location"], reply["Location"].removesuffix("3/"), "/progress/"):
        assert client.get(url).status_code == 200


def test_users_are_told_where_they_were_asked(client: Client) -> None:
    url = URL
    said = ""
    for _ in range(3):
        url = answer(client, url)["Location"]
        said += client.get(url).content.decode()
        url = after(url)
    assert "All are logged out" in said


def test_it_is_no_page_of_a_cache(client: Client) -> None:
    url = answer(client, URL)["Location"]
    assert "no-store" in client.get(url)["Cache-Control"]
