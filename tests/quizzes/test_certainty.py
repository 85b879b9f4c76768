"""How sure a learner is: asked with each answer, stored beside it, never part of the grade."""

from __future__ import annotations

import pytest
from django.test import Client

from quizzes.certainty import CERTAINTY, calibrated
from quizzes.models import Answer, Attempt
from tests.quizzes.sending import after, answer, filled, form_of, hidden

pytestmark = pytest.mark.django_db
URL = "/quizzes/what-is-state/"
POST = "/quizzes/what-is-state/attempts/"
RIGHT = {"pick_A": "inaccessible", "pick_B": "lost"}
SURE = "You were sure"
GUESS = "You called it a guess"


def test_a_question_asks_it_last_and_chooses_nothing_beforehand(client: Client) -> None:
    form = form_of(client.get(URL))
    assert list(form.choices)[-1] == "certainty"
    assert form.choices["certainty"] == ["guess", "think", "sure"]
    assert not form.chosen


def test_the_home_page_does_not_ask_it(client: Client) -> None:
    page = client.get("/")
    assert "certainty" not in form_of(page).choices
    answer(client, "/")
    assert Answer.objects.get().certainty == ""
    sent = {**filled(client.get("/")), "certainty": "sure"}
    refused = client.post(form_of(page).action, sent)
    assert refused.status_code == 422
    assert "unknown field: certainty" in refused.content.decode()


@pytest.mark.parametrize("certainty", CERTAINTY)
def test_it_is_stored_with_the_answer_and_changes_no_point(client: Client, certainty: str) -> None:
    assert answer(client, URL, certainty=certainty, **RIGHT).status_code == 303
    stored = Answer.objects.get()
    assert stored.certainty == certainty
    assert (stored.points, stored.max_points) == (2, 2)
    assert stored.response == {"picks": {"A": "inaccessible", "B": "lost"}}


def test_an_answer_without_it_is_not_stored_and_says_what_is_open(client: Client) -> None:
    sent = filled(client.get(URL))
    del sent["certainty"]
    page = client.post(POST, sent)
    assert page.status_code == 422
    assert "Still open: how sure you are. Nothing was stored." in page.content.decode()
    assert Attempt.objects.count() == 0


@pytest.mark.parametrize("value", ["certain", "Sure", "", "0"])
def test_another_word_is_no_option(client: Client, value: str) -> None:
    page = client.post(POST, {**filled(client.get(URL)), "certainty": value})
    assert page.status_code == 422
    assert Attempt.objects.count() == 0


def test_what_was_chosen_stays_when_something_else_is_open(client: Client) -> None:
    sent = filled(client.get(URL), certainty="think")
    del sent["pick-B"]
    page = client.post(POST, sent)
    assert form_of(page).chosen == {"pick-A": sent["pick-A"], "certainty": "think"}


@pytest.mark.parametrize("first", [True, False])
def test_the_same_form_with_another_certainty_is_another_answer(
    client: Client, first: bool
) -> None:
    url = URL if first else after(answer(client, URL)["Location"])
    page = client.get(url)
    sent, action = filled(page, certainty="sure"), form_of(page).action
    verdict = client.post(action, sent)["Location"]
    assert client.post(action, sent)["Location"] == verdict
    assert client.post(action, {**sent, "certainty": "guess"}).status_code == 409
    assert Answer.objects.order_by("number").last().certainty == "sure"  # type: ignore[union-attr]


def test_a_form_of_a_page_from_before_it_was_asked_may_be_sent_again(client: Client) -> None:
    """Its answer has no certainty, and it is the same answer still."""
    page = client.get(URL)
    sent = filled(page)
    stored = client.post(POST, sent)["Location"]
    Answer.objects.update(certainty="")
    del sent["certainty"]
    assert client.post(POST, sent)["Location"] == stored


@pytest.mark.parametrize(
    ("certainty", "chosen", "says"),
    [
        ("sure", {"pick_A": "lost"}, SURE),
        ("guess", RIGHT, GUESS),
        ("sure", RIGHT, ""),
        ("think", RIGHT, ""),
        ("think", {"pick_A": "lost"}, ""),
        ("guess", {"pick_A": "lost"}, ""),
    ],
)
def test_the_verdict_says_it_where_it_teaches_something(
    client: Client, certainty: str, chosen: dict[str, str], says: str
) -> None:
    reply = answer(client, URL, certainty=certainty, **chosen)
    page = client.get(reply["Location"]).content.decode()
    assert [words for words in (SURE, GUESS) if words in page] == [says] * bool(says)


def test_who_does_not_say_is_told_nothing() -> None:
    assert not calibrated("", whole=False)
    assert not calibrated("", whole=True)


def test_it_does_not_change_which_question_was_shown(client: Client) -> None:
    answer(client, URL, certainty="sure")
    answer(Client(), URL, certainty="guess")
    shown = {stored.shown_id for stored in Answer.objects.all()}
    assert len(shown) == 1
    assert "digest" in hidden(Client().get(URL))
