from __future__ import annotations

import time
import uuid

import pytest
from django.test import Client

from accounts.models import User
from quizzes.models import Answer, Attempt, Shown
from quizzes.pools import order, quiz
from quizzes.tickets import MAX_AGE, unsealed
from tests.quizzes.sending import answer, filled, form_of, hidden

pytestmark = pytest.mark.django_db
URL = "/quizzes/what-is-state/"
POST = "/quizzes/what-is-state/attempts/"


def test_a_first_answer_makes_a_guest_an_attempt_and_an_answer(client: Client) -> None:
    reply = answer(client, URL)
    attempt = Attempt.objects.get()
    assert reply.status_code == 303
    assert reply["Location"] == f"/quizzes/what-is-state/{attempt.pk}/1/"
    assert attempt.learner.is_guest
    assert (attempt.quiz, attempt.ordinal, attempt.size) == ("what-is-state", 1, 3)
    assert (Answer.objects.count(), Shown.objects.count()) == (1, 1)
    assert client.get(reply["Location"]).status_code == 200


def test_the_guest_is_remembered_for_the_next_request(client: Client) -> None:
    reply = answer(client, URL)
    assert reply.cookies["guest"]["httponly"]
    assert client.get(reply["Location"]).status_code == 200
    assert Client().get(reply["Location"]).status_code == 404


def test_what_is_stored_is_what_was_sent_with_its_points(client: Client) -> None:
    reply = answer(client, URL, pick_A="inaccessible", pick_B="survives")
    stored = Answer.objects.get()
    assert stored.response == {"picks": {"A": "inaccessible", "B": "survives"}}
    assert stored.question == "drain"
    assert (stored.points, stored.max_points) == (1, 2)
    assert reply.status_code == 303


def test_what_was_shown_is_kept_with_its_key(client: Client) -> None:
    answer(client, URL)
    shown = Shown.objects.get()
    assert shown.question["title"] == "Node 1 is drained"
    assert [piece["offered"] for piece in shown.question["pieces"]] == [
        ["survives", "lost", "inaccessible"]
    ] * 2
    assert [piece["fate"] for piece in shown.outcome["pieces"]] == ["inaccessible", "lost"]


def test_the_next_learner_shares_what_was_shown(client: Client) -> None:
    answer(client, URL)
    answer(Client(), URL)
    assert (Answer.objects.count(), Shown.objects.count()) == (2, 1)


def test_somebody_who_logged_in_needs_no_guest(client: Client, alice: User) -> None:
    client.force_login(alice)
    answer(client, URL)
    assert Attempt.objects.get().learner == alice
    assert User.objects.count() == 1


def test_htmx_is_led_to_the_verdict_too(client: Client) -> None:
    headers = {"HX-Request": "true"}
    page = client.get(f"{URL}beside/", headers=headers)
    reply = client.post(POST, filled(page), headers=headers, follow=True)
    assert reply.redirect_chain == [(f"{URL}{Attempt.objects.get().pk}/1/", 303)]
    assert "<html" not in reply.content.decode()
    assert "HX-Request" in reply["Vary"]


def test_a_missing_piece_is_named_and_what_was_chosen_stays(client: Client) -> None:
    sent = filled(client.get(URL), pick_A="inaccessible")
    del sent["pick-B"]
    page = client.post(POST, sent)
    assert page.status_code == 422
    assert "Still open: B" in page.content.decode()
    assert form_of(page).chosen == {"pick-A": "inaccessible", "certainty": "guess"}
    assert Attempt.objects.count() == 0
    sent_again = {**sent, **hidden(page), "pick-B": "lost"}
    assert client.post(POST, sent_again).status_code == 303


def test_a_page_that_was_open_for_too_long_may_be_sent_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = filled(client.get(URL), pick_A="inaccessible")
    later = time.time() + MAX_AGE.total_seconds() + 2
    monkeypatch.setattr(time, "time", lambda: later)
    page = client.post(POST, sent)
    assert page.status_code == 422
    assert "open for too long" in page.content.decode()
    assert form_of(page).chosen["pick-A"] == "inaccessible"
    assert Attempt.objects.count() == 0
    assert client.post(POST, {**sent, **hidden(page)}).status_code == 303


def test_a_learner_who_forgot_their_cookie_may_send_again(client: Client) -> None:
    answer(client, "/quizzes/home/")
    sent = filled(client.get(URL))
    stranger = Client()
    page = stranger.post(POST, sent)
    assert page.status_code == 422
    assert Attempt.objects.count() == 1
    assert stranger.post(POST, filled(page)).status_code == 303


def test_a_second_tab_of_a_visitor_meets_what_the_first_stored(client: Client) -> None:
    first, second = filled(client.get(URL)), filled(client.get(URL), pick_A="lost")
    client.post(POST, first)
    page = client.post(POST, second)
    assert page.status_code == 409
    assert "answered already" in page.content.decode()
    assert "you said: survives" in page.content.decode()
    assert (User.objects.count(), Answer.objects.count()) == (1, 1)


def test_a_ticket_with_other_questions_meets_those_of_the_attempt(
    client: Client, alice: User
) -> None:
    client.force_login(alice)
    sent = filled(client.get(URL))
    asked = quiz("what-is-state")
    first = order(asked, unsealed(sent["ticket"], "what-is-state").seed)[0]
    other = next(seed for seed in range(100) if order(asked, seed)[0] != first)
    Attempt.objects.create(learner=alice, quiz="what-is-state", ordinal=1, seed=other, size=3)
    page = client.post(POST, sent)
    assert page.status_code == 409
    assert "has changed" in page.content.decode()
    assert Answer.objects.count() == 0
    assert client.post(POST, filled(page)).status_code == 303
    assert Attempt.objects.get().seed == other


def test_a_question_that_has_changed_is_shown_as_it_is_now(client: Client) -> None:
    sent = {**filled(client.get(URL)), "digest": "0" * 32}
    page = client.post(POST, sent)
    assert page.status_code == 409
    assert "has changed" in page.content.decode()
    assert not form_of(page).chosen
    assert Attempt.objects.count() == 0


def test_a_submission_of_somebody_else_is_not_told_apart(client: Client) -> None:
    theirs = filled(Client().get(URL))
    Client().post(POST, theirs)
    mine = {**filled(client.get(URL)), "submission": theirs["submission"]}
    page = client.post(POST, mine)
    assert page.status_code == 409
    assert "sent before with another answer" in page.content.decode()
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_only_a_post_opens_an_attempt(client: Client, method: str) -> None:
    reply = getattr(client, method)(POST)
    assert reply.status_code == 405
    assert reply["Allow"] == "POST"


def test_an_unknown_quiz_takes_no_answer(client: Client) -> None:
    sent = filled(client.get(URL))
    assert client.post("/quizzes/what-is-love/attempts/", sent).status_code == 404


def test_a_ticket_of_another_quiz_opens_nothing(client: Client) -> None:
    sent = {**filled(client.get("/quizzes/home/")), "submission": str(uuid.uuid4())}
    assert client.post(POST, sent).status_code == 422
    assert Attempt.objects.count() == 0


def test_the_home_question_is_answered_by_one_cut(client: Client) -> None:
    reply = answer(client, "/", cut="container")
    assert reply.status_code == 303
    assert Answer.objects.get().response == {
        "picks": {"A": "lost", "B": "lost"},
        "cut": "container",
    }
    assert Answer.objects.get().points == 1


def test_the_home_question_wants_a_height(client: Client) -> None:
    page = client.post("/quizzes/home/attempts/", hidden(client.get("/")))
    assert page.status_code == 422
    assert Attempt.objects.count() == 0
