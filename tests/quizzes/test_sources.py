"""Quizzes of another app: asked in its order, titled by it, on its terms."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import pytest

from accounts.models import User
from lessons.catalogue import lesson, lessons
from quizzes import sources
from quizzes.pools import (
    SEEDS,
    Group,
    Quiz,
    UnknownQuiz,
    asked_in,
    bare,
    challenge,
    questions,
    quiz,
    seed_for,
    title_of,
    titles_of,
)
from quizzes.questions import build
from quizzes.sources import Source, source_of, terms_for
from quizzes.terms import FREE, NotAdmitted, Terms

KEYS = ("recreate", "restart.recreate-web", "restart", "down")


def made(slug: str) -> Quiz:
    if slug != "own-1":
        raise UnknownQuiz(slug)
    first, second = lessons()
    return Quiz(
        slug=slug,
        title="Own",
        groups=(Group(len(KEYS), KEYS),),
        lesson=first,
        fixed=True,
        taught={"recreate": second},
    )


def terms(learner: User | None, slug: str) -> Terms:
    if learner is None:
        raise NotAdmitted(slug)
    return Terms(attempts=2)


@pytest.fixture(autouse=True)
def source(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Gives the slugs whose titles were asked for, call by call."""
    asked: list[list[str]] = []

    def titles(slugs: Collection[str]) -> Mapping[str, str]:
        asked.append(sorted(slugs))
        return {slug: slug.upper() for slug in slugs}

    monkeypatch.setattr(sources, "_SOURCES", [])
    sources.register(Source(re.compile(r"own-[0-9]"), made, titles, terms))
    return asked


def test_the_questions_come_in_the_order_given_whatever_the_seed() -> None:
    own = quiz("own-1")
    assert own.ask == len(KEYS)
    assert {questions(own, seed_for("somebody", own, n)) for n in range(40)} == {KEYS}


def test_a_question_offers_what_its_own_lesson_does() -> None:
    own = quiz("own-1")
    offered = {key: build(key, own).question.pieces[0].offered for key in KEYS}
    assert offered["restart"] == tuple(lesson("what-is-state").offers)
    assert offered["recreate"] == tuple(lesson("stateless-systems").offers)
    assert len(offered["recreate"]) > len(offered["restart"])


def test_the_challenge_offers_what_the_first_lesson_with_a_scenario_does() -> None:
    assert challenge().lesson_of("recreate").slug == "what-is-state"


def test_who_makes_a_quiz_is_told_by_the_whole_slug() -> None:
    assert source_of("own-1")
    for slug in ("what-is-state", "own-10", "own-", "my-own-1"):
        assert source_of(slug) is None
    with pytest.raises(UnknownQuiz):
        quiz("own-2")


def test_titles_are_asked_for_at_once_and_of_the_source_alone(source: list[list[str]]) -> None:
    assert titles_of(["own-1", "what-is-state", "own-2", "gone"]) == {
        "own-1": "OWN-1",
        "own-2": "OWN-2",
        "what-is-state": "What is state?",
        "gone": "gone",
    }
    assert source == [["own-1", "own-2"]]
    assert title_of("own-2") == "OWN-2"
    assert title_of("what-is-state") == "What is state?"


def test_a_quiz_of_the_content_is_free_and_asks_for_no_learner() -> None:
    def nobody() -> User | None:
        raise AssertionError("this costs a query")

    assert terms_for(nobody, "what-is-state") is FREE
    with pytest.raises(NotAdmitted):
        terms_for(lambda: None, "own-1")
    assert terms_for(User, "own-1").attempts == 2


def test_every_key_is_asked_somewhere_with_any_event() -> None:
    assert asked_in("restart").slug == "what-is-state"
    assert asked_in("restart.recreate-web") is asked_in("why-restart") is asked_in("restart")
    assert asked_in("home").slug == "home"
    for key in ("nothing", "nothing.restart-web", "q-nothing", ""):
        with pytest.raises(UnknownQuiz):
            asked_in(key)


def test_a_seed_of_such_a_quiz_fits_the_database() -> None:
    assert 0 <= seed_for("somebody", quiz("own-1"), 3, ["restart"]) < SEEDS
    assert bare("why-restart.recreate-web") == "restart.recreate-web"
