"""Concept questions: what is shown, what is graded, what the verdict says."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from lessons.questions import ConceptQuestion, Item, Kind, Option, concept_questions
from quizzes.concepts import ask
from quizzes.grading import grade
from quizzes.models import Answer, Attempt
from quizzes.pools import challenge, order, questions, quiz
from tests.quizzes.content import FILES, write
from tests.quizzes.sending import answer, filled, form_of, hidden

CHOOSE = """\
- id: what-makes-it-state
  kind: definition
  statements: [S08]
  skills: [tell-a-restart]
  difficulty: 1
  asks: What makes a piece of data state?
  options:
  - {says: A later request needs it, right: true, why: That is the canary of the right one.}
  - {says: It is on a disk, why: A canary of a disk.}
  - {says: It is in memory, why: A canary of memory.}
- id: sort-them
  kind: classification
  statements: [S08]
  skills: [tell-a-restart]
  difficulty: 1
  asks: Where does each belong?
  bins: [Stateless, Stateful]
  items:
  - {says: A static site, bin: Stateless, why: A canary of the site.}
  - {says: A database, bin: Stateful, why: A canary of the database.}
  - {says: A queue, bin: Stateful, why: A canary of the queue.}
"""


STATEMENTS = """\
statements:
- {id: S08, section: What Is State?, kind: statement, says: State is data.}
taught_at: {S08: what-is-state#first}
"""


def choosing() -> ConceptQuestion:
    return ConceptQuestion(
        id="c",
        kind=Kind.DEFINITION,
        statements=(),
        skills=(),
        difficulty=1,
        asks="Which?",
        options=(
            Option(says="a", right=True, why="why a"),
            Option(says="b", right=False, why="why b"),
            Option(says="c", right=False, why="why c"),
        ),
        lesson="what-is-state",
    )


def sorting() -> ConceptQuestion:
    return ConceptQuestion(
        id="s",
        kind=Kind.MAPPING,
        statements=(),
        skills=(),
        difficulty=1,
        asks="Where?",
        bins=("One", "Two"),
        items=(Item("x", "One", "so"), Item("y", "Two", "so")),
        lesson="what-is-state",
    )


@pytest.fixture
def asked(tmp_path: Path, settings: Settings) -> Path:
    """The small content with two concept questions in its first lesson."""
    root = write(tmp_path / "content")
    (root / "questions").mkdir()
    (root / "questions" / "what-is-state.yaml").write_text(CHOOSE)
    (root / "statements.yaml").write_text(STATEMENTS)
    lesson = root / "lessons" / "01-what-is-state.md"
    lesson.write_text(lesson.read_text().replace("quiz: {ask: 3,", "quiz: {concepts: 2, ask: 3,"))
    settings.CONTENT_DIR = root
    return root


@pytest.mark.parametrize("question", [choosing(), sorting()])
def test_the_key_earns_every_point_and_any_other_choice_does_not(question: ConceptQuestion) -> None:
    concept, key, _ = ask(question, seed=5)
    assert grade(key, dict(key.pieces)).points == len(concept.slots)
    for slot in concept.slots:
        others = [value for value in slot.offered if value != key.pieces[slot.letter]]
        for other in others:
            assert grade(key, {**key.pieces, slot.letter: other}).points == len(concept.slots) - 1


def test_where_the_right_option_stands_depends_on_the_seed() -> None:
    places = {ask(choosing(), seed)[1].pieces["A"] for seed in range(30)}
    assert places == {"1", "2", "3"}


def test_the_same_seed_gives_the_same_question() -> None:
    first, again = ask(sorting(), 3)[0], ask(sorting(), 3)[0]
    assert first.digest == again.digest
    assert len({ask(sorting(), seed)[0].digest for seed in range(30)}) == 2


def test_what_is_shown_does_not_tell_the_key() -> None:
    shown = json.dumps(ask(choosing(), 1)[0].as_json())
    assert "Which?" in shown
    assert not [word for word in ("right", "why", "because") if word in shown]


def test_a_quiz_mixes_scenarios_and_concepts(asked: Path) -> None:
    found = quiz("what-is-state")
    assert found.ask == 5
    concepts = {"q-what-makes-it-state", "q-sort-them"}
    for seed in range(10):
        chosen = questions(found, seed)
        assert len(set(chosen)) == 5
        assert concepts <= set(chosen)
        assert sorted(order(found, seed)) == sorted(found.pool)


def test_the_challenge_asks_of_every_lesson(asked: Path) -> None:
    found = challenge()
    lessons = [set(group.keys) for group in found.groups[:-1]]
    for seed in range(10):
        chosen = set(questions(found, seed))
        assert all(chosen & lesson for lesson in lessons)
        assert len(chosen) == found.ask


@pytest.mark.django_db
def test_a_question_of_its_own_is_asked_answered_and_explained(client: Client, asked: Path) -> None:
    url = "/quizzes/q-what-makes-it-state/"
    page = client.get(url)
    assert page.status_code == 200
    assert "What makes a piece of data state?" in page.content.decode()
    assert "canary" not in page.content.decode()
    reply = client.post(form_of(page).action, filled(page))
    assert reply.status_code == 303
    told = client.get(reply["Location"]).content.decode()
    assert told.count("canary") == 3
    assert "a later request needs it" in told
    assert Answer.objects.get().question == "q-what-makes-it-state"


@pytest.mark.django_db
def test_things_that_were_sorted_earn_a_point_each(client: Client, asked: Path) -> None:
    page = client.get("/quizzes/q-sort-them/")
    assert "canary" not in page.content.decode()
    reply = client.post(form_of(page).action, filled(page))  # all into the first bin
    stored = Answer.objects.get()
    assert (stored.points, stored.max_points) == (1, 3)
    told = client.get(reply["Location"]).content.decode()
    assert "One of three." in told
    assert "belongs to: Stateful" in told


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["0", "4", "A later request needs it", ""])
def test_a_choice_that_is_not_offered_is_refused(client: Client, asked: Path, value: str) -> None:
    page = client.get("/quizzes/q-what-makes-it-state/")
    reply = client.post(form_of(page).action, filled(page, pick_A=value))
    assert reply.status_code == 422
    assert "canary" not in reply.content.decode()
    assert Attempt.objects.count() == 0


@pytest.mark.django_db
def test_a_whole_attempt_with_concepts_ends_in_a_result(client: Client, asked: Path) -> None:
    reply = answer(client, "/quizzes/what-is-state/")
    for _ in range(4):
        attempt = Attempt.objects.get()
        number = attempt.answers.count() + 1
        reply = answer(client, f"/quizzes/what-is-state/{attempt.pk}/{number}/")
        assert reply.status_code == 303
    result = client.get(f"/quizzes/what-is-state/{attempt.pk}/").content.decode()
    assert "What makes a piece of data state?" in result
    assert client.get("/progress/").status_code == 200


@pytest.mark.django_db
def test_no_question_of_the_product_tells_its_reasons_before_it_is_answered(
    client: Client, settings: Settings
) -> None:
    settings.CONTENT_DIR = settings.BASE_DIR / "content"
    for question in concept_questions().values():
        page = client.get(f"/quizzes/{question.quiz}/")
        assert question.asks in unescape(page.content.decode())
        refused = client.post(form_of(page).action, hidden(page))
        assert refused.status_code == 422
        for reason in [one.why for one in (*question.options, *question.items)]:
            for shown in (page, refused):
                assert reason not in unescape(shown.content.decode()), question.id


@pytest.mark.django_db
def test_an_unknown_question_is_not_found(client: Client, asked: Path) -> None:
    assert client.get("/quizzes/q-nothing/").status_code == 404
    assert "lessons/01-what-is-state.md" in FILES
