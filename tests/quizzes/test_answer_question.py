from __future__ import annotations

import uuid

import pytest
from django.test import Client

from accounts.models import User
from quizzes.models import Answer, Attempt
from tests.quizzes.sending import after, answer, filled, finish, form_of, hidden

pytestmark = pytest.mark.django_db
URL = "/quizzes/what-is-state/"


@pytest.fixture
def second(client: Client) -> str:
    """The address of the second question, the first being answered."""
    return after(answer(client, URL)["Location"])


def test_the_second_answer_leads_to_its_verdict(client: Client, second: str) -> None:
    reply = answer(client, second)
    assert (reply.status_code, reply["Location"]) == (303, second)
    assert [found.number for found in Answer.objects.order_by("number")] == [1, 2]
    assert "your answer is stored" in client.get(second).content.decode()


def test_a_question_has_its_form_until_it_is_answered(client: Client, second: str) -> None:
    page = client.get(second)
    assert form_of(page).action == second
    assert "ticket" not in hidden(page)
    assert page.status_code == 200


def test_the_same_form_twice_gives_the_same_verdict(client: Client, second: str) -> None:
    sent = filled(client.get(second))
    replies = [client.post(second, sent) for _ in range(2)]
    assert [(reply.status_code, reply["Location"]) for reply in replies] == [(303, second)] * 2
    assert Answer.objects.filter(number=2).count() == 1


def test_the_number_of_a_form_may_come_in_upper_case(client: Client, second: str) -> None:
    sent = filled(client.get(second))
    upper = {**sent, "submission": sent["submission"].upper()}
    assert client.post(second, upper).status_code == 303
    assert client.post(second, sent).status_code == 303
    assert str(Answer.objects.get(number=2).submission) == sent["submission"]


def test_the_same_form_with_another_answer_is_refused(client: Client, second: str) -> None:
    sent = filled(client.get(second), pick_A="lost")
    client.post(second, sent)
    page = client.post(second, {**sent, "pick-A": "survives"})
    assert page.status_code == 409
    assert Answer.objects.get(number=2).response["picks"]["A"] == "lost"


def test_another_form_for_an_answered_question_shows_what_is_stored(
    client: Client, second: str
) -> None:
    tab = filled(client.get(second), pick_A="survives")
    answer(client, second, pick_A="lost")
    page = client.post(second, tab)
    assert page.status_code == 409
    assert "answered already" in page.content.decode()
    assert Answer.objects.get(number=2).response["picks"]["A"] == "lost"


def test_a_number_used_for_another_question_is_refused(client: Client, second: str) -> None:
    used = Answer.objects.get(number=1).submission
    sent = {**filled(client.get(second)), "submission": str(used)}
    page = client.post(second, sent)
    assert page.status_code == 409
    assert "sent before" in page.content.decode()
    assert hidden(page)["submission"] != str(used)
    assert client.post(second, {**sent, **hidden(page)}).status_code == 303


def test_a_question_that_has_changed_is_shown_as_it_is_now(client: Client, second: str) -> None:
    page = client.post(second, {**filled(client.get(second)), "digest": "0" * 32})
    assert page.status_code == 409
    assert "has changed" in page.content.decode()
    assert Answer.objects.filter(number=2).count() == 0


def test_questions_are_answered_one_after_the_other(client: Client, second: str) -> None:
    third = after(second)
    assert client.get(third)["Location"] == second
    page = client.post(third, filled(client.get(second)))
    assert page.status_code == 409
    assert "not open yet" in page.content.decode()
    assert form_of(page).action == second
    assert Answer.objects.count() == 1


def test_nobody_else_sees_or_answers_it(client: Client, second: str, bob: User) -> None:
    sent = filled(client.get(second))
    stranger = Client()
    known = Client()
    known.force_login(bob)
    first = second.replace("/2/", "/1/")
    result = second.removesuffix("2/")
    unknown = f"/quizzes/what-is-state/{uuid.uuid4()}/"
    expected = known.get(unknown)
    for visitor in (stranger, known):
        for url in (first, second, result, unknown, f"{unknown}2/"):
            page = visitor.get(url)
            assert (page.status_code, page.content) == (404, expected.content)
        assert visitor.post(second, sent).status_code == 404
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("number", ["0", "4", "99", str(2**63), "9" * 5000, "-1", "x", "%00"])
def test_a_number_out_of_range_is_a_404(client: Client, second: str, number: str) -> None:
    url = second.replace("/2/", f"/{number}/")
    assert client.get(url).status_code == 404
    assert client.post(url, filled(client.get(second))).status_code == 404


def test_an_attempt_is_found_under_its_own_quiz_only(client: Client, second: str) -> None:
    other = second.replace("what-is-state", "stateless-systems")
    assert client.get(other).status_code == 404


def test_only_a_get_or_a_post_makes_sense(client: Client, second: str) -> None:
    reply = client.put(second)
    assert (reply.status_code, reply["Allow"]) == (405, "GET, HEAD, POST")


def test_no_question_is_asked_twice_in_an_attempt(client: Client) -> None:
    finish(client, URL)
    asked = Answer.objects.values_list("question", flat=True)
    assert len({*asked}) == 3
    assert Attempt.objects.get().size == 3
