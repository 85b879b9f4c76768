"""What is kept of a fragment is what the template says, and nothing of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as project
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from quizzes import besides
from quizzes.asking import first
from quizzes.besides import Beside, drawn
from quizzes.pools import CONCEPT, HOME, quiz, quizzes
from quizzes.preprinted import Blanks, Preprinted
from tests.quizzes.sending import finish, hidden

CONTENT = Path(project.BASE_DIR) / "content"
URL = "/quizzes/what-is-state/beside/"
BLANKS = Blanks("the token", "the <number> & 'more'", "the ticket")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    besides._preprinted.cache_clear()


def states() -> Iterator[Beside]:
    """Each lesson and practice at several seeds, begun and not, read and not."""
    for found in quizzes():
        if found.slug == HOME:
            continue
        anchors = sorted(found.lesson.anchors)
        for known, read in product([False, True], [(), anchors[:1], anchors]):
            given = {"quiz": found, "known": known, "read": frozenset(read)}
            for seed in range(4):
                yield Beside(**given, built=first(found, seed))
            yield Beside(**given, built=None, open=2, size=3)
            yield Beside(**given, built=None, size=3, points=2, max_points=5)


def test_what_is_kept_and_filled_in_is_what_the_template_says(settings: Settings) -> None:
    settings.CONTENT_DIR = CONTENT
    kinds = set()
    for state in states():
        assert besides._preprinted(state).filled(BLANKS) == drawn(state, BLANKS)
        kinds |= {state.built.question.key.partition("-")[0]} if state.built else set()
    assert {CONCEPT.rstrip("-"), "why"} < kinds, "concepts, reasons and scenarios"


@pytest.mark.django_db
def test_with_debug_nothing_is_kept_and_the_page_is_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(besides, "get_token", lambda _: "token")
    monkeypatch.setattr(besides, "new_submission", lambda: "number")
    monkeypatch.setattr(besides.tickets, "sealed", lambda _: "ticket")
    kept = client.get(URL).content
    assert besides._preprinted.cache_info().misses == 1
    monkeypatch.setattr(besides, "settings", SimpleNamespace(DEBUG=True))
    assert client.get(URL).content == kept
    assert besides._preprinted.cache_info()[:2] == (0, 1), "nobody looked there"


@pytest.mark.django_db
def test_nothing_of_one_learner_reaches_another_or_is_kept(alice: User, bob: User) -> None:
    theirs = []
    for learner in (alice, bob):
        client = Client()
        client.force_login(learner)
        page = client.get(URL)
        form = hidden(page)
        secret = client.cookies["csrftoken"].value
        theirs.append([form["ticket"], form["submission"], secret, str(learner.uid)])
        said = page.content.decode()
        assert not [text for other in theirs[:-1] for text in other if text in said]
    found = quiz("what-is-state")
    state = Beside(quiz=found, known=True, read=frozenset(), built=first(found, 0))
    kept = "".join(besides._preprinted(state).texts)
    assert not [text for own in theirs for text in own if text in kept]


@pytest.mark.django_db
def test_learners_who_are_as_far_share_what_is_kept(client: Client) -> None:
    others = [client, Client(), Client()]
    for visitor in others:
        visitor.get(URL)
    assert besides._preprinted.cache_info()[:2] == (2, 1)
    finish(client, "/quizzes/what-is-state/")
    assert client.get(URL).content != Client().get(URL).content
    assert besides._preprinted.cache_info().misses == 2


def test_what_fills_a_blank_is_escaped_as_in_a_template() -> None:
    kept = Preprinted.of(lambda blanks: f'<i id="{blanks.ticket}">{blanks.csrf_token}')
    assert kept.filled(Blanks("<&", "", '"')) == '<i id="&quot;">&lt;&amp;'
