"""Nothing that tells an answer leaves the server before the answer is stored.

Walked over the product's own content: every question that a quiz may ask, on every response that a
client can get before it has answered.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from django.utils.html import escape
from pytest_django import Settings

from accounts.models import User
from lessons import catalogue, practice, scenarios
from lessons.fates import offered
from lessons.templatetags.figures import commands
from quizzes.models import Answer, Attempt
from quizzes.pools import CONCEPT, SEEDS, Quiz, order, quizzes
from quizzes.questions import build
from quizzes.tickets import Ticket, sealed
from quizzes.whys import WHY, subjects
from tests.quizzes.sending import filled, finish, form_of
from whatif.outcome import Downtime, Fate, Outcome, StateOutcome, Step, Users
from whatif.predict import predict

pytestmark = pytest.mark.django_db
CONTENT = Path(project.BASE_DIR) / "content"
LESSONS = catalogue.read(CONTENT).lessons
PRACTICES = tuple(practice.read(CONTENT).practices.values())
OFFERS = {one.slug: one.offers for one in (*LESSONS, *PRACTICES)}
ASKED = [
    *((lesson.slug, slug) for lesson in LESSONS for slug in lesson.quiz.scenarios),
    *((found.slug, slug) for found in PRACTICES for slug in found.scenarios),
]
TURNS = [  # by how much each truth is turned
    *((lesson.slug, slug, 2) for lesson in LESSONS for slug in lesson.quiz.scenarios),
    *((quiz, slug, 1) for quiz, slug in [*ASKED, ("home", "home")]),
    ("home", "home", 2),
]
WHYS = [
    (quiz, f"{WHY}{slug}")
    for quiz, slug in ASKED
    if subjects(scenarios.read(CONTENT)[slug], OFFERS[quiz])
]
MARKS = [  # of a verdict: none of them has a place on a page that asks
    *(f"is-{fate}" for fate in Fate),
    'class="fallen"',
    'class="cut"',
    'class="mini"',
    'class="tally"',
    'class="trace"',
    "line decides",
    "<mark>",
    "as you said",
    "you said:",
    "Way back",
    "Downtime",
    "Recovery",
    "<!--",
]


@pytest.fixture(autouse=True)
def content(settings: Settings) -> None:
    """The product's own lessons and scenarios, not the small ones of the other tests."""
    settings.CONTENT_DIR = CONTENT


def quiz_of(slug: str) -> Quiz:
    return next(quiz for quiz in quizzes() if quiz.slug == slug)


def seed_that_asks(quiz: Quiz, slug: str) -> int:
    """A seed whose first question is this scenario."""
    return next(seed for seed in range(SEEDS) if order(quiz, seed)[0] == slug)


def responses(client: Client, alice: User, quiz: Quiz, slug: str) -> Iterator[Any]:
    """All that can be had of a question before it is answered."""
    seed = seed_that_asks(quiz, slug)
    client.force_login(alice)
    htmx = {"HX-Request": "true"}
    attempts = f"/quizzes/{quiz.slug}/attempts/"
    ticket = sealed(Ticket("", quiz.slug, 1, seed))
    page = client.post(attempts, {"ticket": ticket})
    sent = {**filled(page), "ticket": ticket}
    field = next(iter(form_of(page).choices))
    spoilt: list[dict[str, Any]] = [
        {"ticket": ticket},
        {**sent, field: "nonsense"},
        {**sent, field: ""},
        {**sent, "points": "9"},
        {**sent, "submission": str(uuid.UUID(int=0))},
        {**sent, "digest": "0" * 32},
        {**sent, field: [sent[field], sent[field]]},
        {**sent, "ticket": "mine"},
        {},
    ]
    for data in spoilt:
        yield client.post(attempts, data)
        yield client.post(attempts, data, headers=htmx)
    yield client.get(attempts)
    attempt = Attempt.objects.create(
        learner=alice, quiz=quiz.slug, ordinal=1, seed=seed, size=quiz.ask
    )
    own = f"/quizzes/{quiz.slug}/{attempt.pk}/"
    for url in (own, f"{own}1/", f"/quizzes/{quiz.slug}/", "/progress/", "/"):
        yield client.get(url)
        yield client.get(url, headers=htmx)
        yield client.head(url)
    if quiz.slug != "home":
        yield client.get(f"/quizzes/{quiz.slug}/beside/")
    for data in spoilt:
        yield client.post(f"{own}1/", data)
    if quiz.ask > 1:
        yield client.get(f"{own}2/")
        yield client.post(f"{own}2/", sent)
    assert Answer.objects.count() == 0


def canaries(quiz: Quiz, slug: str) -> set[str]:
    """Sentences that only the verdict on this question may say."""
    built = build(slug, quiz, seed_that_asks(quiz, slug))
    outcome = built.outcome
    said = {step["says"] for step in outcome["trace"]} | {outcome["recovery"]}
    for piece in outcome["pieces"]:
        said |= {piece["way_back"], piece["window"]}
        said |= {reason["says"] for reason in piece["reasons"]}
        said |= {reason["source"] for reason in piece["reasons"]}
    for belief in outcome["beliefs"]:
        said |= {belief[part] for part in ("title", "not_so", "instead", "to_try", "source")}
    shown = f"{built.question.as_json()}{options_of(quiz)}"
    return {text for text in said if len(text) > 8 and text not in shown}


@cache
def options_of(quiz: Quiz) -> list[str]:
    """What the questions of a quiz that ask for a reason may show: a learner may meet any."""
    scenarios_of = [key for key in quiz.pool if not key.startswith(CONCEPT) and not quiz.by_cut]
    return [
        text
        for key in scenarios_of
        for about in subjects(scenarios.scenario(key), quiz.lesson_of(key).offers)
        for text in (about.decides.says, *(one.words.title for one in about.held))
    ]


def bytes_of(response: Any) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    cookies = response.cookies.output()
    return f"{headers}\n{cookies}\n{response.content.decode()}"


@pytest.mark.parametrize(("quiz_slug", "slug"), [*ASKED, *WHYS, ("home", "home")])
def test_no_response_before_the_answer_tells_of_it(
    client: Client, alice: User, quiz_slug: str, slug: str
) -> None:
    quiz = quiz_of(quiz_slug)
    secret = canaries(quiz, slug)
    assert len(secret) >= 3, "the walk has nothing to look for"
    for response in responses(client, alice, quiz, slug):
        said = bytes_of(response)
        told = [text for text in (*MARKS, *secret) if text in said]
        assert not told, f"{response.request['PATH_INFO']} tells {told}"


def test_the_walk_asks_for_reasons_too() -> None:
    assert WHYS


def test_the_walk_would_find_a_leak(client: Client) -> None:
    reply = finish(client, "/quizzes/what-is-state/")
    said = client.get(reply["Location"]).content.decode()
    slug = Answer.objects.order_by("number").last().question  # type: ignore[union-attr]
    assert [text for text in canaries(quiz_of("what-is-state"), slug) if text in said]
    assert [mark for mark in MARKS if mark in said]


def other(row: StateOutcome, fate: Fate) -> StateOutcome:
    """The same piece with another fate, and with everything else that an event decides."""
    step = Step("R999", f"the reason why it is {fate}")
    return replace(
        row,
        fate=fate,
        window=f"the window of {fate}",
        way_back=f"the way back of {fate}",
        steps=(step,),
        ended=frozenset(),
    )


def _other_share(users: Users | None) -> Users | None:
    """Other users logged out, so that a question about users alone has another key too."""
    if users is None:
        return None
    return Users(0.5, 0.5, 0.0) if users.logged_out in {0, 1} else Users(0.0, 1.0, 0.0)


def turned(outcome: Outcome, quiz: Quiz, slug: str, by: int) -> Outcome:
    """The outcome with each fate turned to another of those offered for its piece."""
    rows = []
    for piece, row in zip(build(slug, quiz).question.pieces, outcome.state, strict=True):
        fates = [Fate(fate) for fate in piece.offered] or [Fate.SURVIVES]
        at = fates.index(row.fate) if row.fate in fates else 0
        rows.append(other(row, fates[(at + by) % len(fates)]))
    return replace(
        outcome,
        state=tuple(rows),
        users=_other_share(outcome.users),
        downtime=Downtime.UNTIL_MANUAL,
        recovery="another recovery",
        trace=(Step("R999", "another trace"),),
        ended=frozenset(),
    )


def masked(response: Any) -> str:
    """A page without what differs each time it is made."""
    text = re.sub(
        r'(name="(?:ticket|submission|csrfmiddlewaretoken)" value=")[^"]*',
        r"\1",
        bytes_of(response),
    )
    text = re.sub(r"csrftoken=\w+; expires=[^;]*", "", text)
    return re.sub(r"Expires: .*", "", text)


@pytest.mark.parametrize(("quiz_slug", "slug", "by"), TURNS)
def test_a_question_is_the_same_bytes_whatever_its_key(
    client: Client,
    alice: User,
    monkeypatch: pytest.MonkeyPatch,
    quiz_slug: str,
    slug: str,
    by: int,
) -> None:
    quiz = quiz_of(quiz_slug)
    client.force_login(alice)
    attempt = Attempt.objects.create(
        learner=alice, quiz=quiz_slug, ordinal=1, seed=seed_that_asks(quiz, slug), size=quiz.ask
    )
    urls = [f"/quizzes/{quiz_slug}/{attempt.pk}/1/", "/", f"/quizzes/{quiz_slug}/"]
    before = [masked(client.get(url)) for url in urls]
    key = build(slug, quiz).key

    found = scenarios.scenario(slug)
    changed = replace(found, outcome=turned(found.outcome, quiz, slug, by))
    library = {**scenarios.scenarios(), slug: changed}
    monkeypatch.setattr(scenarios, "scenarios", lambda: library)

    assert build(slug, quiz).key != key, "the key has changed, or this proves nothing"
    assert [masked(client.get(url)) for url in urls] == before


def test_the_fates_offered_are_the_same_for_each_truth_among_them() -> None:
    for lesson in catalogue.lessons():
        assert {offered(lesson, truth) for truth in lesson.offers} == {lesson.offers}


def test_no_lesson_runs_what_a_quiz_asks(client: Client) -> None:
    asked = {key for quiz in quizzes() for key in quiz.pool if not key.startswith(CONCEPT)}
    for lesson in catalogue.lessons():
        page = client.get(f"/lessons/{lesson.slug}/").content.decode()
        figures = page.split("<figure ")[1:]
        for slug in asked:
            found = scenarios.scenario(slug)
            cut = f'<p class="cut">{commands(found.happens)}'
            named = [f"{piece.letter} {escape(piece.item)}" for piece in found.pieces]
            run = [one for one in figures if cut in one and all(name in one for name in named)]
            assert not run, f"{lesson.slug} shows what becomes of {slug}"


def test_what_is_stored_is_what_the_engine_says_now(client: Client) -> None:
    finish(client, "/quizzes/what-is-state/")
    predictions = Answer.objects.exclude(question__startswith=CONCEPT)
    for answer in predictions.select_related("shown"):
        found = scenarios.scenario(answer.question)
        fates = [row.fate for row in predict(found.stack, found.event).state]
        assert [piece["fate"] for piece in answer.shown.outcome["pieces"]] == fates
