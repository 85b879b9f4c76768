"""What a person has answered, given out and moved to their account."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from accounts.models import User
from quizzes.belongings import ATTEMPTS
from quizzes.models import Answer, Attempt, Shown

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Make = Callable[..., Any]


def test_the_export_has_each_answer_of_one_person_alone(
    alice: User, bob: User, make_attempt: Make, make_answer: Make
) -> None:
    shown = Shown.objects.create(digest="e" * 64, seed=0, question={"title": "Cut"}, outcome={})
    mine = make_attempt()
    make_answer(attempt=mine, number=2, shown=shown)
    make_answer(attempt=mine, number=1, shown=shown, certainty="sure", belief="down-deletes")
    make_answer(attempt=make_attempt(learner=bob))
    make_attempt(ordinal=2)
    rows = json.loads(json.dumps(list(ATTEMPTS.export(alice)), cls=DjangoJSONEncoder))
    assert [row["ordinal"] for row in rows] == [1, 2]
    assert [answer["number"] for answer in rows[0]["answers"]] == [1, 2]
    assert rows[0]["answers"][0] == {
        "number": 1,
        "question": "restart",
        "title": "Cut",
        "response": {"picks": {}},
        "certainty": "sure",
        "belief": "down-deletes",
        "points": 1,
        "max_points": 2,
        "answered_at": rows[0]["answers"][0]["answered_at"],
    }
    assert rows[1]["answers"] == []


def ordinals(learner: User) -> set[tuple[str, int, int]]:
    return set(Attempt.objects.filter(learner=learner).values_list("quiz", "ordinal", "seed"))


def test_the_attempts_of_a_guest_follow_those_of_the_account(
    alice: User, bob: User, make_attempt: Make
) -> None:
    for learner, quiz, ordinal, seed in (
        (alice, "what-is-state", 1, 11),
        (alice, "what-is-state", 2, 12),
        (bob, "what-is-state", 1, 21),
        (bob, "what-is-state", 2, 22),
        (bob, "stateful-systems", 1, 23),
    ):
        make_attempt(learner=learner, quiz=quiz, ordinal=ordinal, seed=seed)
    ATTEMPTS.merge(bob, alice)
    assert ordinals(alice) == {
        ("what-is-state", 1, 11),
        ("what-is-state", 2, 12),
        ("what-is-state", 3, 21),
        ("what-is-state", 4, 22),
        ("stateful-systems", 1, 23),
    }
    assert ordinals(bob) == set()


def test_the_first_try_after_merging_is_the_one_that_was_stored_first(
    alice: User, bob: User, make_attempt: Make, make_answer: Make
) -> None:
    early = make_answer(attempt=make_attempt(learner=bob))
    make_answer(attempt=make_attempt())
    ATTEMPTS.merge(bob, alice)
    assert list(Answer.objects.of(alice).first_tries()) == [early]
