"""The preview for authors: any question at any seed, while debugging alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.exceptions import BadRequest
from django.http import Http404
from django.test import Client, RequestFactory
from pytest_django import Settings

from quizzes import preview
from quizzes.models import Answer, Attempt
from quizzes.pools import quizzes

pytestmark = pytest.mark.django_db
CONTENT = Path(project.BASE_DIR) / "content"


@pytest.fixture(autouse=True)
def content(settings: Settings) -> None:
    settings.CONTENT_DIR = CONTENT


def shown(rf: RequestFactory, key: str, query: str = "") -> str:
    return preview.show(rf.get(f"/preview/{key}/{query}"), key).content.decode()


def test_a_scenario_and_its_key_are_shown_and_nothing_is_stored(rf: RequestFactory) -> None:
    html = shown(rf, "redis-restarted")
    assert 'name="pick-A"' in html
    assert "The key" in html
    assert not Attempt.objects.exists()
    assert not Answer.objects.exists()


def test_every_question_on_the_way_can_be_shown(rf: RequestFactory) -> None:
    keys = {key for quiz in quizzes() for key in quiz.pool}
    assert len(keys) > 200
    for key in sorted(keys)[::7]:
        assert "The key" in shown(rf, key)


def test_a_seed_puts_the_options_in_another_order(rf: RequestFactory) -> None:
    key = next(key for quiz in quizzes() for key in quiz.pool if key.startswith("q-"))
    pages = {shown(rf, key, f"?seed={seed}").partition("<form")[2] for seed in range(8)}
    assert len(pages) > 1


def test_what_is_not_there_is_told(rf: RequestFactory) -> None:
    for key in ("nothing", "why-nothing", "q-nothing"):
        with pytest.raises(Http404):
            shown(rf, key)
    with pytest.raises(BadRequest):
        shown(rf, "redis-restarted", "?seed=-1")


def test_the_page_is_there_only_while_debugging(client: Client) -> None:
    assert client.get("/preview/redis-restarted/").status_code == 404


def test_a_scenario_with_another_event_can_be_shown(rf: RequestFactory) -> None:
    html = shown(rf, "redis-restarted.power-loss-host")
    assert "loses power, and gets it back" in html
    assert "The key" in html
