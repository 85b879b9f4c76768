from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from quizzes.models import Attempt
from tests.quizzes.sending import answer, finish, form_of, hidden

pytestmark = pytest.mark.django_db
URL = "/quizzes/what-is-state/"


def test_a_visitor_gets_the_first_question_right_away(client: Client) -> None:
    page = client.get(URL)
    form = form_of(page)
    assert page.status_code == 200
    assert form.action == "/quizzes/what-is-state/attempts/"
    assert form.hidden.keys() >= {"ticket", "submission", "digest", "csrfmiddlewaretoken"}
    assert form.choices["pick-A"] == ["survives", "lost", "inaccessible"]
    assert not form.chosen


def test_a_get_stores_nothing_and_makes_no_guest(client: Client) -> None:
    for url in (URL, "/quizzes/home/", "/quizzes/what-is-state/beside/", "/progress/", "/"):
        page = client.get(url)
        assert not {*page.cookies} - {"csrftoken"}, url
        assert "no-store" in page["Cache-Control"], url
    assert (User.objects.count(), Attempt.objects.count()) == (0, 0)


def test_two_visitors_get_the_same_question_under_different_numbers(client: Client) -> None:
    first, second = client.get(URL), Client().get(URL)
    assert hidden(first)["digest"] == hidden(second)["digest"]
    assert hidden(first)["submission"] != hidden(second)["submission"]
    assert hidden(first)["ticket"] != hidden(second)["ticket"]


def test_an_open_attempt_is_gone_on_with_after_the_browser_was_closed(client: Client) -> None:
    reply = answer(client, URL)
    later = Client()
    later.cookies["guest"] = client.cookies["guest"].value
    page = later.get(URL)
    assert "question 2 of 3" in page.content.decode()
    attempt = Attempt.objects.get()
    assert f"/quizzes/what-is-state/{attempt.pk}/2/" in page.content.decode()
    assert reply["Location"] == f"/quizzes/what-is-state/{attempt.pk}/1/"


def test_a_finished_attempt_shows_its_result_and_ways_to_try_again(client: Client) -> None:
    finish(client, URL)
    page = client.get(URL).content.decode()
    assert "?again=same" in page
    assert "?again=another" in page
    assert "Nothing surprised you" in page or "had a surprise" in page


def asked(ordinal: int) -> list[str]:
    attempt = Attempt.objects.get(ordinal=ordinal)
    return [found.question for found in attempt.answers.order_by("number")]


def test_try_the_same_again_asks_the_same_questions(client: Client) -> None:
    finish(client, URL)
    finish(client, f"{URL}?again=same")
    assert len(asked(1)) == 3
    assert asked(1) == asked(2)


def test_try_another_asks_what_was_not_met(client: Client) -> None:
    finish(client, URL)
    finish(client, f"{URL}?again=another")
    assert {*asked(1), *asked(2)} == {"restart", "recreate", "drain", "down"}


@pytest.mark.parametrize(
    "url", ["/quizzes/what-is-love/", f"{URL}?again=never", "/quizzes/What-Is-State/"]
)
def test_what_does_not_exist_is_a_404(client: Client, url: str) -> None:
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_only_shows(client: Client, method: str) -> None:
    reply = getattr(client, method)(URL)
    assert reply.status_code == 405
    assert reply["Allow"] == "GET, HEAD"
