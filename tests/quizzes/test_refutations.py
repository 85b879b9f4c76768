"""A verdict refutes the belief behind an answer, and explains each answer that was offered."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from lessons import scenarios
from quizzes.models import Answer, Shown
from quizzes.refutations import other_users
from quizzes.verdicts import verdict
from tests.quizzes.sending import after, answer

pytestmark = pytest.mark.django_db
URL = "/quizzes/what-is-state/"
THINK = "You seem to think that"


def page_of(client: Client, url: str = URL, **chosen: str) -> str:
    """The verdict on an answer, in words."""
    reply = answer(client, url, **chosen)
    return unescape(client.get(reply["Location"]).content.decode())


def test_it_says_the_belief_what_is_so_instead_and_what_to_try(client: Client) -> None:
    said = page_of(client, pick_A="survives", pick_B="lost")
    assert f"{THINK}</small> <s>hostpath follows the pod</s>" in said
    assert "It is not so that hostpath follows the pod." in said
    assert "What happens instead of hostpath-follows-the-pod." in said
    assert "there is a reason for hostpath-follows-the-pod" in said
    assert "Try hostpath-follows-the-pod." in said
    assert 'href="/lessons/what-is-state/#second">Read again: What is state?' in said
    assert 'href="https://example.org/hostpath-follows-the-pod"' in said


def test_it_shows_the_step_where_the_belief_leaves_the_truth(client: Client) -> None:
    said = page_of(client, pick_A="survives", pick_B="lost")
    told = verdict(Answer.objects.select_related("shown").get())
    assert told.belief
    assert told.belief.departs in told.trace
    assert f"Here it goes another way:</span> {told.belief.departs['says']}" in said


@pytest.mark.parametrize("picks", [("inaccessible", "lost"), ("lost", "inaccessible")])
def test_who_shows_no_belief_is_told_none(client: Client, picks: tuple[str, str]) -> None:
    assert THINK not in page_of(client, pick_A=picks[0], pick_B=picks[1])


def test_every_fate_that_was_offered_is_explained(client: Client) -> None:
    said = page_of(client, pick_A="survives", pick_B="lost")
    told = verdict(Answer.objects.select_related("shown").get())
    offered = {piece["letter"]: piece["offered"] for piece in told.question["pieces"]}
    for line in told.lines:
        explained = {other.value for other in line.others} | {line.piece.fate}
        assert explained == {*offered[line.piece.letter]}
        assert all(other.means in said for other in line.others)
    assert "So says who thinks that hostpath follows the pod." in said
    assert "Nothing that happens here does that." in said
    assert [other.value for other in told.lines[0].others if other.said] == ["survives"]


def test_what_could_be_said_of_the_users_is_explained(client: Client) -> None:
    url = URL
    for _ in range(3):
        reply = answer(client, url)
        url = after(reply["Location"])
    found = [one for one in Answer.objects.select_related("shown") if one.said.users]
    assert found
    for one in found:
        users = verdict(one).users
        assert users
        assert users.reasons
        values = {other.value for other in users.others} | {one.shown.outcome["users"]}
        assert values == {"all-stay", "some", "all-out"}
        assert other_users(one.shown.outcome, "") == ()


def test_the_home_page_explains_each_height(client: Client) -> None:
    said = page_of(client, "/", cut="container")
    assert f"{THINK}</small> <s>restart is recreate</s>" in said
    assert "A cut above the container <small>you said this" in said
    assert "Then A and B would be gone. So says who thinks that restart is recreate." in said
    assert "No cut at all" in said
    assert "Then nothing would be gone. Nothing that happens here does that." in said


def test_it_is_told_from_what_is_stored_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = answer(client, URL, pick_A="survives", pick_B="lost")["Location"]
    before = client.get(url).content
    assert THINK in before.decode()
    monkeypatch.setattr("quizzes.believers.beliefs", dict)
    monkeypatch.setattr(scenarios, "scenarios", dict)
    assert client.get(url).content == before


def test_an_answer_from_before_there_were_beliefs_has_its_verdict(client: Client) -> None:
    url = answer(client, URL, pick_A="survives", pick_B="lost")["Location"]
    shown = Shown.objects.get()
    del shown.outcome["beliefs"], shown.outcome["users_reasons"]
    shown.save()
    Answer.objects.update(belief="")
    said = client.get(url).content.decode()
    assert THINK not in said
    assert "Nothing that happens here does that." in said


def test_nothing_of_it_is_told_before_the_answer(client: Client) -> None:
    said = client.get(URL).content.decode()
    for words in (THINK, "hostpath follows", "emptydir is durable", "would be"):
        assert words not in said
