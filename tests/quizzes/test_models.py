from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from accounts.models import User
from quizzes.models import Answer, Attempt, Shown

Make = Callable[..., Attempt]
MakeAnswer = Callable[..., Answer]
pytestmark = [pytest.mark.django_db, pytest.mark.database]


def broken(error: pytest.ExceptionInfo[IntegrityError], name: str, *columns: str) -> bool:
    """SQLite names the columns of a unique constraint, PostgreSQL its name."""
    text = str(error.value)
    return name in text or bool(columns and all(column in text for column in columns))


def test_the_database_refuses_points_above_the_maximum(make_answer: MakeAnswer) -> None:
    with pytest.raises(IntegrityError, match="points_capped"):
        make_answer(points=3, max_points=2)


def test_the_database_refuses_two_answers_to_one_question(make_answer: MakeAnswer) -> None:
    make_answer(number=1)
    with pytest.raises(IntegrityError) as error:
        make_answer(number=1)
    assert broken(error, "one_answer_a_question", "attempt_id", "number")


def test_the_database_refuses_a_submission_twice(make_answer: MakeAnswer) -> None:
    submission = uuid.uuid4()
    make_answer(number=1, submission=submission)
    with pytest.raises(IntegrityError) as error:
        make_answer(number=2, submission=submission)
    assert broken(error, "one_answer_a_submission", "submission")


def test_the_database_refuses_two_attempts_with_one_ordinal(make_attempt: Make) -> None:
    make_attempt(ordinal=1)
    with pytest.raises(IntegrityError) as error:
        make_attempt(ordinal=1)
    assert broken(error, "one_attempt_an_ordinal", "learner_id", "quiz", "ordinal")


def test_two_learners_may_have_the_same_ordinal(make_attempt: Make, bob: User) -> None:
    make_attempt(ordinal=1)
    assert make_attempt(ordinal=1, learner=bob).ordinal == 1


@pytest.mark.parametrize("fields", [{"ordinal": 0}, {"size": 0}])
def test_the_database_counts_attempts_from_one(make_attempt: Make, fields: dict[str, int]) -> None:
    with pytest.raises(IntegrityError, match="attempt_counts_from_one"):
        make_attempt(**fields)


def test_the_database_counts_questions_from_one(make_answer: MakeAnswer) -> None:
    with pytest.raises(IntegrityError, match="questions_count_from_one"):
        make_answer(number=0)


def test_what_was_shown_is_stored_once(make_answer: MakeAnswer) -> None:
    make_answer()
    with pytest.raises(IntegrityError) as error:
        Shown.objects.create(digest="d" * 64, seed=0, question={}, outcome={})
    assert broken(error, "one_shown_a_digest", "digest", "seed")


def test_what_was_shown_stays_as_long_as_an_answer_needs_it(make_answer: MakeAnswer) -> None:
    with pytest.raises(ProtectedError):
        make_answer().shown.delete()


def test_the_newest_attempt_comes_first(make_attempt: Make, alice: User) -> None:
    make_attempt(ordinal=1)
    make_attempt(ordinal=2)
    make_attempt(ordinal=3, quiz="home")
    assert [found.ordinal for found in Attempt.objects.of(alice, "what-is-state")] == [2, 1]


def test_an_attempt_is_counted_with_its_points(make_attempt: Make, make_answer: MakeAnswer) -> None:
    make_answer(attempt=make_attempt(ordinal=1), points=1, max_points=2)
    make_answer(attempt=Attempt.objects.get(), number=2, points=2, max_points=3)
    make_attempt(ordinal=2)
    rows = Attempt.objects.counted().order_by("ordinal")
    assert [(row.answered, row.points, row.max_points) for row in rows] == [
        (2, 3, 5),
        (0, None, None),
    ]


def test_only_the_first_try_at_a_question_counts_as_one(
    make_attempt: Make, make_answer: MakeAnswer, bob: User
) -> None:
    first = make_answer(attempt=make_attempt(ordinal=1), question="restart")
    make_answer(attempt=make_attempt(ordinal=2), question="restart")
    theirs = make_answer(attempt=make_attempt(learner=bob), question="restart")
    other = make_answer(attempt=Attempt.objects.get(ordinal=2), number=2, question="drain")
    assert set(Answer.objects.first_tries()) == {first, theirs, other}
