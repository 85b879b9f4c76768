"""One choice with a reason: who can be asked so, what is shown, what an answer stores and tells."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings as project
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from lessons.catalogue import lesson
from lessons.scenarios import scenario
from quizzes.grading import grade
from quizzes.models import Answer, Attempt
from quizzes.pools import HOME, Quiz, bare, order, questions, quiz, quizzes, seed_for
from quizzes.questions import Built, build
from quizzes.whys import WHY, Why, ask, subjects
from tests.quizzes.content import belief, card, write
from tests.quizzes.sending import filled, form_of

CONTENT = Path(project.BASE_DIR) / "content"
QUIZ = "stateless-systems"
ANYWHERE, REMOVED = "volume-anywhere-is-enough", "removed-container-keeps-its-files"
MOUNTED = """\
services:
  web:
    image: shop:1
    volumes: ["pictures:/app/pictures"]
    x-state:
      sessions: {at: process memory, use: session}
      uploads: {at: /app/uploads}
      pictures: {at: /app/pictures}
volumes: {pictures: {}}
"""


@pytest.fixture(autouse=True)
def mounted(tmp_path: Path, settings: Settings) -> Path:
    """The small content, its second lesson asking about a volume at another path."""
    root = write(tmp_path / "content")
    words = root / "beliefs.yaml"
    words.write_text(belief(ANYWHERE, "M3") + words.read_text())
    (root / "scenarios" / "mounted").mkdir()
    (root / "scenarios" / "mounted" / "compose.yaml").write_text(MOUNTED)
    told = card("Web gets a new image", "recreate web", "docker compose up -d", "state, users")
    (root / "scenarios" / "mounted" / "scenario.yaml").write_text(told)
    second = root / "lessons" / "02-stateless-systems.md"
    second.write_text(second.read_text().replace("from: [recreate]", "from: [mounted]"))
    settings.CONTENT_DIR = root
    return root


@pytest.fixture
def whole_content(settings: Settings) -> None:
    settings.CONTENT_DIR = CONTENT


def seed_with(asked: Quiz, key: str) -> int:
    return next(seed for seed in range(500) if order(asked, seed)[0] == key)


def built(seed: int = 1) -> Built:
    return build("why-mounted", quiz(QUIZ), seed)


def test_a_piece_that_two_believers_get_wrong_can_be_asked_about() -> None:
    (about,) = subjects(scenario("mounted"), lesson(QUIZ).offers)
    assert about.name == "B"
    assert about.asks == "What becomes of B, uploads, and why?"
    assert (
        about.decides.says == "The writable layer is removed with its container, and only with it."
    )
    assert {one.belief for one in about.held} == {ANYWHERE, REMOVED}


@pytest.mark.parametrize("slug", ["home", "restart", "recreate", "down", "drain"])
def test_one_believer_is_not_enough(slug: str) -> None:
    assert subjects(scenario(slug), lesson(QUIZ).offers) == ()


def test_two_with_the_same_reason_are_one(mounted: Path) -> None:
    words = mounted / "beliefs.yaml"
    same = words.read_text().replace(f"reason for {REMOVED}", f"reason for {ANYWHERE}")
    words.write_text(same)
    from lessons import beliefs

    beliefs.read.cache_clear()
    assert subjects(scenario("mounted"), lesson(QUIZ).offers) == ()


def test_the_options_are_what_is_so_and_what_the_believers_say() -> None:
    question = built().question
    assert isinstance(question, Why)
    says = {choice.says.lower() for choice in question.choices}
    assert "lost. the writable layer is removed with its container, and only with it." in says
    assert len(says) == 3
    for slug in (ANYWHERE, REMOVED):
        reason = f"there is a reason for {slug}."
        assert [one for one in says if one.startswith("survives. ") and one.endswith(reason)]


def test_the_key_earns_the_point_and_no_other_option_does() -> None:
    found = built()
    (slot,) = found.question.asked
    earned = {value: grade(found.key, {"A": value}).points for value in slot.offered}  # type: ignore[union-attr]
    assert sorted(earned.values()) == [0, 0, 1]
    assert earned[found.key.pieces["A"]] == 1


def test_a_seed_draws_the_order() -> None:
    assert built(3).question.digest == built(3).question.digest
    assert len({built(seed).question.digest for seed in range(40)}) == 6
    assert {built(seed).key.pieces["A"] for seed in range(40)} == {"1", "2", "3"}


def test_what_is_shown_tells_neither_the_key_nor_a_belief() -> None:
    shown = json.dumps(built().question.as_json())
    assert "What becomes of B" in shown
    secret = ("right", "belief", "R23", "It is not so", "What happens instead", "Try ")
    assert not [words for words in secret if words in shown]


def test_every_second_attempt_asks_so_where_it_can() -> None:
    asked = [questions(quiz(QUIZ), seed) for seed in range(200)]
    assert {*asked} == {("mounted",), ("why-mounted",)}
    assert 70 < asked.count(("why-mounted",)) < 130


def test_a_quiz_of_the_product_asks_one_at_most(whole_content: None) -> None:
    met = set()
    for found in quizzes():
        for seed in range(60):
            keys = questions(found, seed)
            whys = [key for key in keys if key.startswith(WHY)]
            assert len(whys) <= 1
            assert len({bare(key) for key in keys}) == found.ask
            assert {bare(key) for key in order(found, seed)} == {*found.pool}
            met |= {*whys}
        assert found.slug != HOME or not met
    assert len(met) > 1


def open_attempt(client: Client, learner: User, key: str) -> str:
    client.force_login(learner)
    seed = seed_with(quiz(QUIZ), key)
    attempt = Attempt.objects.create(learner=learner, quiz=QUIZ, ordinal=1, seed=seed, size=1)
    return f"/quizzes/{QUIZ}/{attempt.pk}/1/"


def option(url: str, client: Client, ending: str) -> str:
    """The value of the option whose words end so."""
    seed = Attempt.objects.get().seed
    question = build("why-mounted", quiz(QUIZ), seed).question
    assert isinstance(question, Why)
    return next(choice.value for choice in question.choices if choice.says.endswith(ending))


@pytest.mark.django_db
def test_it_shows_the_stack_and_asks_for_one_choice(client: Client, alice: User) -> None:
    page = client.get(open_attempt(client, alice, "why-mounted"))
    said = page.content.decode()
    assert form_of(page).choices == {
        "pick-A": ["1", "2", "3"],
        "certainty": ["guess", "think", "sure"],
    }
    assert "<h1>Web gets a new image</h1>" in said
    assert "<h2>What becomes of B, uploads, and why?</h2>" in said
    assert "docker compose up -d" in said
    assert 'class="stack"' in said
    assert "compose.yaml" in said


@pytest.mark.django_db
@pytest.mark.parametrize("slug", [ANYWHERE, REMOVED])
def test_a_wrong_choice_is_its_belief_and_is_refuted(
    client: Client, alice: User, slug: str
) -> None:
    url = open_attempt(client, alice, "why-mounted")
    chosen = option(url, client, f"{slug}.")
    client.post(url, filled(client.get(url), pick_A=chosen, certainty="sure"))
    stored = Answer.objects.get()
    assert (stored.question, stored.belief) == ("why-mounted", slug)
    assert (stored.points, stored.max_points) == (0, 1)
    said = unescape(client.get(url).content.decode())
    assert "<h1>Not so. B is gone: no copy is left.</h1>" in said
    assert "You were sure: worth a second look." in said
    assert f"<s>{slug.replace('-', ' ')}</s>" in said
    for other in (ANYWHERE, REMOVED):
        assert f"What happens instead of {other}." in said
    assert said.count("you said this") == 1
    assert said.count("so it is") == 1
    assert 'class="fallen"' in said


@pytest.mark.django_db
def test_the_right_choice_shows_no_belief(client: Client, alice: User) -> None:
    url = open_attempt(client, alice, "why-mounted")
    chosen = option(url, client, "and only with it.")
    client.post(url, filled(client.get(url), pick_A=chosen))
    stored = Answer.objects.get()
    assert (stored.belief, stored.points) == ("", 1)
    said = client.get(url).content.decode()
    assert "<h1>Right. B is gone.</h1>" in said
    assert "so it is, as you said" in said
    assert "You seem to think" not in said
    result = client.get(url.removesuffix("1/")).content.decode()
    assert "Web gets a new image" in result
    assert "Right. B is gone." in result
    assert client.get("/progress/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["0", "4", "lost", ""])
def test_what_is_not_offered_is_refused(client: Client, alice: User, value: str) -> None:
    url = open_attempt(client, alice, "why-mounted")
    page = client.post(url, filled(client.get(url), pick_A=value))
    assert page.status_code == 422
    assert "What happens instead" not in page.content.decode()
    assert Answer.objects.count() == 0


@pytest.mark.django_db
def test_its_verdict_is_told_when_its_scenario_is_gone(
    client: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = open_attempt(client, alice, "why-mounted")
    client.post(url, filled(client.get(url)))
    before = client.get(url).content
    monkeypatch.setattr("lessons.scenarios.scenarios", dict)
    monkeypatch.setattr("quizzes.believers.beliefs", dict)
    assert client.get(url).content == before


def test_who_met_a_scenario_in_one_form_has_met_it() -> None:
    for met in ("restart", "why-restart"):
        seed = seed_for("somebody", quiz("what-is-state"), 2, [met])
        assert "restart" not in questions(quiz("what-is-state"), seed)


@pytest.mark.django_db
def test_no_scenario_comes_twice_when_its_form_changes(
    client: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer to the one form closes the other, should the beliefs change in between."""
    url = open_attempt(client, alice, "why-mounted")
    client.post(url, filled(client.get(url)))
    Attempt.objects.update(size=2)
    monkeypatch.setattr("quizzes.attempts.order", lambda *_: ("mounted",))
    assert client.get(url.replace("/1/", "/2/")).status_code == 404


def test_the_users_can_be_asked_about(whole_content: None) -> None:
    found, taught = scenario("vault-removed"), lesson("your-home-lab").offers
    assert "users" in {one.name for one in subjects(found, taught)}
    seen = set()
    for seed in range(20):
        question, key, outcome, held = ask(found, taught, seed)
        seen.add(outcome["subject"])
        assert len({one.picks["A"] for one in held} | {key.pieces["A"]}) == len(question.choices)
    assert seen == {"D", "users"}


@pytest.mark.django_db
def test_a_verdict_about_users_says_who_is_logged_out(
    client: Client, alice: User, whole_content: None
) -> None:
    asked = quiz("your-home-lab")
    seed = next(
        seed
        for seed in range(2000)
        if order(asked, seed)[0] == "why-vault-removed"
        and build("why-vault-removed", asked, seed).outcome["subject"] == "users"
    )
    client.force_login(alice)
    attempt = Attempt.objects.create(
        learner=alice, quiz=asked.slug, ordinal=1, seed=seed, size=asked.ask
    )
    url = f"/quizzes/{asked.slug}/{attempt.pk}/1/"
    assert "What becomes of the users, and why?" in client.get(url).content.decode()
    right = build("why-vault-removed", asked, seed).key.pieces["A"]
    wrong = next(value for value in "123" if value != right)
    client.post(url, filled(client.get(url), pick_A=wrong))
    said = client.get(url).content.decode()
    assert "<h1>Not so. All users are logged out.</h1>" in said
    assert Answer.objects.get().belief
