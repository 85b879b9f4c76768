"""Votes become answers: once, graded as any other, in attempts that can be read."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from classrooms.models import Membership
from live import keeping
from live.models import Player, Round
from quizzes.models import Answer, Attempt
from tests.live.conftest import KEYS, ClientOf, MakeRound
from tests.live.leading import RIGHT, WRONG, go, join, vote

pytestmark = pytest.mark.database


@pytest.fixture
def host(olga: Membership, client_of: ClientOf) -> Client:
    return client_of(olga.user)


def _rows() -> list[tuple[Any, ...]]:
    kept = Answer.objects.order_by("attempt__learner", "attempt__ordinal", "number")
    return list(
        kept.values_list("attempt__ordinal", "number", "question", "points", "max_points", "belief")
    )


def test_nothing_is_kept_before_the_reveal(make_round: MakeRound, host: Client) -> None:
    round_ = make_round()
    ada, _ = join(round_, "Ada")
    go(host, round_, "predict")
    vote(ada, round_, RIGHT[0])
    go(host, round_, "discuss", "again")
    assert not Answer.objects.exists()
    assert not Attempt.objects.exists()


def test_both_ballots_are_attempts_with_points_and_beliefs(
    make_round: MakeRound, host: Client
) -> None:
    round_ = make_round()
    ada, _ = join(round_, "Ada")
    go(host, round_, "predict")
    vote(ada, round_, WRONG[0])
    go(host, round_, "discuss", "again")
    vote(ada, round_, RIGHT[0], ballot=2)
    go(host, round_, "reveal")
    assert _rows() == [
        (1, 1, KEYS[0], 2, 3, "volume-in-image-is-kept"),
        (2, 1, KEYS[0], 3, 3, ""),
    ]
    assert {one.quiz for one in Attempt.objects.all()} == {f"live-{round_.uid.hex}"}


def test_keeping_again_changes_nothing(make_round: MakeRound, host: Client) -> None:
    round_ = make_round()
    ada, _ = join(round_, "Ada")
    go(host, round_, "predict")
    vote(ada, round_, RIGHT[0])
    go(host, round_, "reveal")
    before = list(Answer.objects.values()), list(Attempt.objects.values())
    for _ in range(2):
        keeping.keep(round_, [0])
    go(host, round_, "done")
    assert (list(Answer.objects.values()), list(Attempt.objects.values())) == before


def test_who_missed_a_question_has_no_gap(make_round: MakeRound, host: Client) -> None:
    round_ = make_round()
    go(host, round_, "predict", "reveal", "predict")
    late, player = join(round_, "Late")
    vote(late, round_, RIGHT[1])
    go(host, round_, "reveal")
    assert _rows() == [(1, 1, KEYS[1], 4, 4, "")]
    attempt = Attempt.objects.get(learner=player.user)
    result = late.get(f"/quizzes/{attempt.quiz}/{attempt.pk}/")
    assert result.status_code == 200
    assert "1 of 3 answered" in result.content.decode()
    verdict = late.get(f"/quizzes/{attempt.quiz}/{attempt.pk}/1/")
    assert "All four right" in verdict.content.decode()


def test_what_was_not_kept_at_the_reveal_is_at_the_end(
    make_round: MakeRound, host: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_ = make_round()
    ada, _ = join(round_, "Ada")
    go(host, round_, "predict")
    vote(ada, round_, RIGHT[0])
    with monkeypatch.context() as broken:
        broken.setattr("live.rounds.keeping.keep", lambda *_: None)  # the process dies here
        go(host, round_, "reveal")
    go(host, round_, "predict")
    vote(ada, round_, RIGHT[1])
    go(host, round_, "reveal", "done")
    assert sorted(row[2] for row in _rows()) == sorted(KEYS[:2])
    assert sorted(row[1] for row in _rows()) == [1, 2]


def test_votes_of_who_was_sent_away_are_not_kept(make_round: MakeRound, host: Client) -> None:
    round_ = make_round()
    ada, player = join(round_, "Ada")
    go(host, round_, "predict")
    vote(ada, round_, RIGHT[0])
    Player.objects.filter(pk=player.pk).update(kicked=True)
    go(host, round_, "reveal")
    assert not Answer.objects.exists()


def test_the_quiz_of_a_round_is_read_and_tried_by_nobody(
    make_round: MakeRound, host: Client
) -> None:
    round_ = make_round()
    ada, _ = join(round_, "Ada")
    slug = f"live-{round_.uid.hex}"
    page = ada.get(f"/quizzes/{slug}/")
    assert page.status_code == 409
    assert "asked in a live round" in page.content.decode()
    assert Client().get(f"/quizzes/{slug}/").status_code == 404
    assert Client().get(f"/quizzes/live-{'0' * 32}/").status_code == 404
    assert not Attempt.objects.exists()


def test_titles_outlive_the_round(make_round: MakeRound, host: Client) -> None:
    round_ = make_round()
    ada, _ = join(round_, "Ada")
    go(host, round_, "predict")
    vote(ada, round_, RIGHT[0])
    go(host, round_, "reveal")
    assert "Monday, live" in ada.get("/progress/").content.decode()
    Round.objects.all().delete()
    assert "A live round that is gone" in ada.get("/progress/").content.decode()
