"""What believers predict, and which belief an answer shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as project
from django.test import Client
from pytest_django import Settings

from lessons.beliefs import BeliefWords
from lessons.scenarios import scenario, scenarios
from quizzes.believers import Believer, believers, diagnosed, truth_of
from quizzes.grading import Key
from quizzes.models import Answer
from quizzes.pools import CONCEPT, quiz, quizzes
from quizzes.questions import build
from tests.quizzes.sending import answer

URL = "/quizzes/what-is-state/"
CONTENT = Path(project.BASE_DIR) / "content"


@pytest.fixture
def whole_content(settings: Settings) -> None:
    settings.CONTENT_DIR = CONTENT


def picks_of(slug: str) -> dict[str, dict[str, str]]:
    """By belief what its holder says of a scenario otherwise than it is."""
    found = scenario(slug)
    truth = truth_of(found)
    return {
        one.belief: {name: pick for name, pick in one.picks.items() if pick != truth[name]}
        for one in believers(found)
    }


def test_each_believer_predicts_by_their_own_rule() -> None:
    assert picks_of("restart") == {"restart-is-recreate": {"B": "lost"}}
    assert picks_of("down") == {"down-deletes-nothing": {"B": "survives"}}
    assert picks_of("recreate") == {"removed-container-keeps-its-files": {"B": "survives"}}
    assert picks_of("drain") == {
        "emptydir-is-durable": {"B": "survives"},
        "hostpath-follows-the-pod": {"A": "survives"},
    }


def test_who_predicts_what_happens_is_left_out() -> None:
    assert len(scenarios()) == 5
    beliefs = {one.belief for found in scenarios().values() for one in believers(found)}
    assert "replica-is-a-backup" not in beliefs, "the engine does not compute it"


def test_they_depart_at_the_first_step_that_they_would_not_take() -> None:
    found = scenario("restart")
    (one,) = believers(found)
    assert one.departs in found.outcome.trace
    assert one.departs
    assert one.departs.rule == "R21"


def test_they_are_asked_once_a_process() -> None:
    assert believers(scenario("drain")) is believers(scenario("drain"))


WORDS = BeliefWords(
    slug="",
    number="M1",
    title="",
    not_so="",
    instead="",
    because="",
    to_try="",
    lesson="",
    anchor="",
    rules=(),
    source="",
)


def believer(belief: str, **picks: str) -> Believer:
    words = replace(WORDS, slug=belief)
    return Believer(words=words, picks={"users": "", **picks}, departs=None)


KEY = Key({"A": "lost", "B": "lost", "C": "survives"})
X = believer("x", A="survives", B="lost", C="survives")
Y = believer("y", A="survives", B="survives", C="survives")
Z = believer("z", A="survives", B="survives", C="lost")


@pytest.mark.parametrize(
    ("picks", "held", "belief"),
    [
        ("lost lost survives", [X, Y, Z], ""),  # nothing is wrong
        ("stale lost survives", [X, Y, Z], ""),  # nobody says so
        ("survives lost survives", [Y, X], "x"),  # who contradicts nothing that was right
        ("survives survives survives", [X, Y], "y"),  # who explains more
        ("survives survives survives", [Z, Y], "y"),
        ("survives survives lost", [Y, Z], "z"),
        ("survives stale survives", [Y, X], "y"),  # both explain one: the first
        ("survives stale survives", [X, Y], "x"),
        ("survives lost lost", [Z, X], "x"),
        ("lost survives survives", [X, Y], "y"),  # though it says more than the learner
        ("lost lost survives", [], ""),
    ],
)
def test_the_belief_that_explains_an_answer_best(
    picks: str, held: list[Believer], belief: str
) -> None:
    said = dict(zip("ABC", picks.split(), strict=True))
    assert diagnosed(KEY, said, "", held) == belief


def test_of_two_that_explain_as_much_the_one_that_differs_less() -> None:
    far = believer("far", A="survives", B="stale", C="survives")
    near = believer("near", A="survives", B="lost", C="survives")
    said = {"A": "survives", "B": "survives", "C": "survives"}
    assert diagnosed(KEY, said, "", [far, near]) == "far", "both differ in one"
    nearer = believer("nearer", A="survives", B="survives", C="survives")
    assert diagnosed(KEY, said, "", [far, nearer]) == "nearer"


def test_the_users_are_one_more_pick() -> None:
    key = Key({"A": "lost"}, "some")
    held = [
        believer("all", A="lost", users="all-out"),
        believer("none", A="lost", users="all-stay"),
    ]
    assert diagnosed(key, {"A": "lost"}, "all-stay", held) == "none"
    assert diagnosed(key, {"A": "lost"}, "some", held) == ""


@pytest.mark.django_db
def test_it_is_stored_with_the_answer(client: Client) -> None:
    answer(client, URL, pick_A="survives", pick_B="lost")
    assert Answer.objects.get().belief == "hostpath-follows-the-pod"
    answer(Client(), URL, pick_A="inaccessible", pick_B="survives")
    assert Answer.objects.latest("pk").belief == "emptydir-is-durable"
    answer(Client(), URL, pick_A="inaccessible", pick_B="lost")
    assert Answer.objects.latest("pk").belief == ""
    answer(Client(), URL, pick_A="lost", pick_B="inaccessible")
    assert Answer.objects.latest("pk").belief == ""


@pytest.mark.django_db
def test_on_the_home_page_too(client: Client) -> None:
    answer(client, "/", cut="container")
    assert Answer.objects.get().belief == "restart-is-recreate"


@pytest.mark.django_db
def test_what_is_shown_later_has_the_words_of_each_belief(client: Client) -> None:
    answer(client, URL, pick_A="survives")
    told = {one["slug"]: one for one in Answer.objects.get().shown.outcome["beliefs"]}
    assert told["hostpath-follows-the-pod"]["picks"] == {"A": "survives"}
    assert told["hostpath-follows-the-pod"]["title"] == "hostpath follows the pod"
    assert told["hostpath-follows-the-pod"]["departs"]["source"].startswith("https://")
    assert told["emptydir-is-durable"]["picks"] == {"B": "survives"}


def test_a_question_keeps_those_alone_who_would_answer_it_otherwise() -> None:
    built = build("drain", quiz("what-is-state"))
    assert [one.belief for one in built.held] == ["emptydir-is-durable", "hostpath-follows-the-pod"]
    assert "hostpath" not in str(built.question.as_json())


def test_over_the_whole_content_each_believer_is_found_by_their_own_answer(
    whole_content: None,
) -> None:
    """Who says exactly what a belief predicts is told this belief, or one that says the same."""
    seen = 0
    for asked in quizzes():
        for key in (key for key in asked.pool if not key.startswith(CONCEPT)):
            built = build(key, asked)
            for one in built.held:
                picks = {letter: one.picks[letter] for letter in built.key.pieces}
                users = one.picks["users"] if built.key.users else ""
                found = diagnosed(built.key, picks, users, built.held)
                same = next(other for other in built.held if other.belief == found)
                assert {name: same.picks[name] for name in picks} == picks
                seen += 1
    assert seen > 20
