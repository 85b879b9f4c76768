from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from lessons.models import Reading
from quizzes.models import Answer, Attempt, Shown
from quizzes.progress import PAGE, marks_of
from tests.quizzes.sending import finish

pytestmark = [pytest.mark.django_db, pytest.mark.database]
URL = "/progress/"
STATE = "/quizzes/what-is-state/"


def test_with_nothing_stored_it_is_one_sentence_and_one_link(client: Client, alice: User) -> None:
    for visitor in (Client(), client):
        client.force_login(alice)
        main = visitor.get(URL).content.decode().partition("<main")[2].partition("</main>")[0]
        assert main.count("<a ") == 1
        assert main.count("<p>") == 1
        assert "Nothing is stored yet" in main


def test_it_tells_what_was_read(client: Client, alice: User) -> None:
    client.force_login(alice)
    Reading.objects.create(
        learner=alice, lesson="what-is-state", section="first", read_at=timezone.now()
    )
    assert "1 section read" in client.get(URL).content.decode()
    assert "1 of 2" in client.get(URL).content.decode()


def test_every_attempt_stands_there_with_its_answers(client: Client) -> None:
    finish(client, STATE)
    finish(client, f"{STATE}?again=same")
    said = client.get(URL).content.decode()
    for attempt in Attempt.objects.all():
        assert f'href="{STATE}{attempt.pk}/"' in said
        for answer in attempt.answers.all():
            assert f'href="{STATE}{attempt.pk}/{answer.number}/"' in said
    assert "Web is restarted" in said or "Node 1 is drained" in said


def test_nothing_of_others_stands_there(client: Client, bob: User) -> None:
    finish(client, STATE)
    other = Client()
    other.force_login(bob)
    assert "Nothing is stored yet" in other.get(URL).content.decode()


def test_skills_count_first_tries_only(
    make_attempt: Callable[..., Attempt], make_answer: Callable[..., Answer], alice: User
) -> None:
    shown = Shown.objects.create(
        digest="s" * 64, seed=0, question={"skills": ["find-it-again", "gone"]}, outcome={}
    )
    for ordinal, question, points in ((1, "drain", 0), (2, "drain", 2), (3, "down", 1)):
        attempt = make_attempt(ordinal=ordinal)
        make_answer(attempt=attempt, question=question, points=points, max_points=2, shown=shown)
    (mark,) = marks_of(alice)
    assert (mark.skill.slug, mark.points, mark.max_points, mark.count) == ("find-it-again", 1, 4, 2)


@pytest.mark.parametrize(
    ("page", "shown"), [("1", 1), ("2", 2), ("-1", 2), ("9" * 12, 2), ("abc", 1), ("\0", 1)]
)
def test_many_attempts_are_shown_in_pages(
    client: Client, alice: User, make_attempt: Callable[..., Attempt], page: str, shown: int
) -> None:
    for ordinal in range(1, PAGE + 2):
        make_attempt(ordinal=ordinal)
    client.force_login(alice)
    assert f"Page {shown} of 2" in client.get(URL, {"page": page}).content.decode()


def test_it_only_shows(client: Client) -> None:
    assert client.post(URL).status_code == 405
