"""One round from the form that opens it to its report, through the pages alone."""

from __future__ import annotations

import uuid

from django.test import Client

from classrooms.models import Membership, QuestionSet
from live.models import Round
from quizzes.models import Answer
from tests.live.conftest import ClientOf
from tests.live.leading import RIGHT, WRONG, act, go, join, vote


def _opened(client: Client, asked: QuestionSet, **fields: object) -> Round:
    url = f"/classes/{asked.classroom.uid}/rounds/"
    response = client.post(url, {"uid": uuid.uuid4(), "asked": asked.uid, **fields})
    assert response.status_code == 303, response.content.decode()
    return Round.objects.get()


def test_a_class_predicts_talks_votes_again_and_sees_it_run(
    olga: Membership, question_set: QuestionSet, client_of: ClientOf
) -> None:
    host = client_of(olga.user)
    round_ = _opened(host, question_set)
    seats = [join(round_, name)[0] for name in ("Ada", "Bo", "Cy", "Di")]
    go(host, round_, "predict")
    for seat, picks in zip(seats, (RIGHT[0], WRONG[0], WRONG[0], RIGHT[0]), strict=True):
        assert vote(seat, round_, picks).status_code == 303
    page = host.get(f"/live/{round_.code}/host/").content.decode()
    assert "Opinions differ" in page
    go(host, round_, "discuss", "again")
    for seat, picks in zip(seats[:3], (RIGHT[0], RIGHT[0], WRONG[0]), strict=True):
        assert vote(seat, round_, picks, ballot=2).status_code == 303
    go(host, round_, "reveal")
    wall = host.get(f"/live/{round_.code}/screen/").content.decode()
    assert "2 right, then 2" in wall
    assert "1 moved" in wall
    go(host, round_, "run")
    assert "<run-steps" in host.get(f"/live/{round_.code}/screen/").content.decode()
    assert Answer.objects.count() == 7
    go(host, round_, "predict", "reveal", "predict", "reveal")
    assert act(host, round_, "run").status_code == 409  # a concept: nothing happens in it
    go(host, round_, "done")
    report = host.get(f"/live/{round_.code}/report/").content.decode()
    assert "2 of 4 votes right alone, 2 of 3 after the talk" in report
    assert "Gain of those who voted twice: 0.50" in report
    mine = seats[1].get("/progress/").content.decode()
    assert "Monday, live" in mine
