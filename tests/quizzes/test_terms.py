"""The terms of an attempt: how often, how long, until when, by the clock of the server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.models import Attempt
from quizzes.terms import FREE, Terms

START = datetime(2027, 3, 3, 14, 0, tzinfo=UTC)
HALF_AN_HOUR = Terms(time=timedelta(minutes=30))


@pytest.fixture
def attempt() -> Attempt:
    return Attempt(quiz="own-1", ordinal=1, seed=1, size=3, started_at=START)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def test_a_free_quiz_refuses_nothing_and_tells_nothing(attempt: Attempt) -> None:
    assert FREE.refusal_to_begin(10**6) is None
    assert FREE.refusal_to_go_on(attempt, at(10**6)) is None
    assert FREE.told(1, at(5), attempt) == ""


def test_a_free_quiz_does_not_ask_when_an_attempt_was_started() -> None:
    names = ["id", "quiz", "ordinal", "seed", "size"]
    attempt = Attempt.from_db("default", names, [None, "own-1", 1, 1, 3])
    assert "started_at" in attempt.get_deferred_fields(), "it costs a query"
    assert FREE.refusal_to_go_on(attempt, START) is None
    assert FREE.told(1, START, attempt) == ""


def test_time_ends_by_the_clock_of_the_server(attempt: Attempt) -> None:
    assert HALF_AN_HOUR.refusal_to_go_on(attempt, at(30)) is None
    refusal = HALF_AN_HOUR.refusal_to_go_on(attempt, at(31.5))
    assert refusal is not None
    assert refusal.heading == "Your time is over"
    assert "ended at 3 March 2027, 14:30:00 UTC" in refusal.says
    assert "is 3 March 2027, 14:31:30 UTC now" in refusal.says
    assert refusal.says.endswith("Nothing was stored.")


@pytest.mark.parametrize(
    ("minutes", "left"),
    [
        (0, "30 minutes left, until 14:30:00 UTC."),
        (28.5, "1 minute left, until 14:30:00 UTC."),
        (29.5, "Less than a minute left, until 14:30:00 UTC."),
    ],
)
def test_the_time_left_is_told(attempt: Attempt, minutes: float, left: str) -> None:
    assert HALF_AN_HOUR.told(1, at(minutes), attempt) == left


def test_the_day_is_told_where_it_is_another(attempt: Attempt) -> None:
    long = Terms(time=timedelta(hours=11))
    assert long.told(1, at(0), attempt) == "660 minutes left, until 4 March 2027, 01:00:00 UTC."


def test_no_more_attempts_are_begun_than_there_are() -> None:
    twice = Terms(attempts=2)
    assert [twice.refusal_to_begin(ordinal) is None for ordinal in (1, 2, 3)] == [True, True, False]
    assert twice.told(2, START) == "Attempt 2 of 2."
    refusal = Terms(attempts=1).refusal_to_begin(2)
    assert refusal is not None
    assert refusal.heading == "You have had your 1 attempt"


def test_what_is_late_is_taken_and_told_so(attempt: Attempt) -> None:
    due = Terms(due=START)
    assert due.refusal_to_go_on(attempt, at(99)) is None
    assert due.refusal_to_begin(1) is None
    assert due.told(1, at(-1)) == "Due 3 March 2027, 14:00 UTC."
    assert "Answers are taken, and marked late." in due.told(1, at(1))


def test_what_is_closed_takes_nothing(attempt: Attempt) -> None:
    closed = Terms(closed="It is archived.")
    for refusal in (closed.refusal_to_begin(1), closed.refusal_to_go_on(attempt, START)):
        assert refusal is not None
        assert refusal.says == "It is archived. Nothing was stored."
