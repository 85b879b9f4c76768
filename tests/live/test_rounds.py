"""Opening rounds, the host's page, and the report."""

from __future__ import annotations

import csv
import io
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from classrooms.models import Classroom, Membership, QuestionSet, Role
from live.models import Round, RoundEvent
from tests.live.conftest import CODE, KEYS, ClientOf, MakeMember, MakeRound
from tests.live.leading import RIGHT, WRONG, go, join, vote


@pytest.fixture
def host(olga: Membership, client_of: ClientOf) -> Client:
    return client_of(olga.user)


def _open(client: Client, found: QuestionSet, **fields: Any) -> Any:
    sent = {"uid": uuid.uuid4(), "asked": found.uid, **fields}
    return client.post(f"/classes/{found.classroom.uid}/rounds/", sent)


def test_a_round_asks_what_the_set_asks_when_it_is_opened(
    host: Client, question_set: QuestionSet
) -> None:
    response = _open(host, question_set)
    round_ = Round.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/live/{round_.code}/host/")
    assert (round_.title, round_.keys, round_.phase, round_.seq) == ("Monday", KEYS, "lobby", 1)
    assert (round_.seconds, round_.teams, round_.speed, round_.approves) == (None, 0, False, False)
    QuestionSet.objects.update(keys=[])
    go(host, round_, "predict")
    assert (
        "A blog, down and up again"
        in join(round_, "Ada")[0].get(f"/live/{round_.code}/").content.decode()
    )


def test_settings_are_those_of_the_form(host: Client, question_set: QuestionSet) -> None:
    _open(host, question_set, seconds=90, teams=4, speed="on", approves="on")
    round_ = Round.objects.get()
    assert (round_.seconds, round_.teams, round_.speed, round_.approves) == (90, 4, True, True)
    go(host, round_, "predict")
    data = round_.events.latest("seq").data
    assert (data["seconds"], data["ms_left"], data["ballot"], data["of"]) == (90, 90_000, 1, 3)
    go(host, round_, "discuss")
    assert round_.events.latest("seq").data["ms_left"] is None


@pytest.mark.parametrize(("said", "holds"), [("", 3000), ("24", 24)])
def test_a_round_holds_as_many_as_its_host_says(
    said: str, holds: int, host: Client, question_set: QuestionSet
) -> None:
    assert _open(host, question_set, cap=said).status_code == 303
    assert Round.objects.get().cap == holds


def test_two_clicks_open_one_round(host: Client, question_set: QuestionSet) -> None:
    uid = uuid.uuid4()
    places = {_open(host, question_set, uid=uid)["Location"] for _ in range(2)}
    assert len(places) == Round.objects.count() == RoundEvent.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"asked": "0d9bf0a6-5a3e-4f6b-9a50-0a7c3f0b1c2d"},
        {"asked": "x"},
        {"asked": "\0"},
        {"seconds": "4"},
        {"seconds": "901"},
        {"seconds": "٣٠"},
        {"teams": "1"},
        {"teams": "21"},
        {"uid": "x"},
        {"cap": "0"},
        {"cap": "3001"},
        {"code": "ABC2D3H"},
    ],
)
def test_a_wrong_form_opens_nothing(
    fields: dict[str, str], host: Client, question_set: QuestionSet
) -> None:
    assert _open(host, question_set, **fields).status_code == 422
    assert not Round.objects.exists()


def test_a_set_of_another_class_is_none(host: Client, question_set: QuestionSet) -> None:
    other = Classroom.objects.create(name="Other", code="ABC2D3H")
    foreign = QuestionSet.objects.create(classroom=other, title="Foreign", keys=KEYS)
    sent = {"uid": uuid.uuid4(), "asked": foreign.uid}
    url = f"/classes/{question_set.classroom.uid}/rounds/"
    assert host.post(url, sent).status_code == 422
    assert "Foreign" not in host.get(url).content.decode()


@pytest.mark.parametrize("keys", [[], ["no-such-question"]])
def test_a_set_without_questions_opens_nothing(
    keys: list[str], host: Client, question_set: QuestionSet
) -> None:
    QuestionSet.objects.update(keys=keys)
    response = _open(host, question_set)
    assert response.status_code == 409
    assert "no question that can be asked" in response.content.decode()
    assert not Round.objects.exists()


def test_an_archived_class_opens_nothing(host: Client, question_set: QuestionSet) -> None:
    Classroom.objects.update(archived_at=timezone.now())
    assert _open(host, question_set).status_code == 409
    assert not Round.objects.exists()


def test_the_uid_of_a_round_of_another_class_opens_nothing(
    host: Client, question_set: QuestionSet, make_round: MakeRound
) -> None:
    other = Classroom.objects.create(name="Other", code="ABC2D3H")
    foreign = make_round(classroom=other)
    assert _open(host, question_set, uid=foreign.uid).status_code == 409
    assert Round.objects.get() == foreign


def test_the_list_has_the_rounds_of_the_class(
    host: Client, classroom: Classroom, make_round: MakeRound
) -> None:
    url = f"/classes/{classroom.uid}/rounds/"
    assert "No live round yet" in host.get(url).content.decode()
    make_round()
    page = host.get(url).content.decode()
    assert f'href="/live/{CODE}/host/"' in page
    Round.objects.update(phase="done", ended_at=timezone.now())
    assert f'href="/live/{CODE}/report/"' in host.get(url).content.decode()


def test_the_host_sees_the_vote_and_what_to_do(host: Client, make_round: MakeRound) -> None:
    round_ = make_round()
    seats = [join(round_, f"Player {number}")[0] for number in range(5)]
    go(host, round_, "predict")
    assert "0 of 5 have voted" in strip_tags(host.get(f"/live/{CODE}/host/").content.decode())
    for seat, picks in zip(seats, [RIGHT[0]] + [WRONG[0]] * 4, strict=True):
        vote(seat, round_, picks)
    page = host.get(f"/live/{CODE}/host/").content.decode()
    assert "5 of 5 have voted" in strip_tags(page)
    assert "Few are right: show what is so" in page
    assert 'value="reveal" class="button"' in page  # the button to press
    for seat in seats[:4]:
        vote(seat, round_, RIGHT[0])
    page = host.get(f"/live/{CODE}/host/").content.decode()
    assert "Most are right" in page


def test_the_wall_shows_the_question_while_it_is_voted_on(
    host: Client, make_round: MakeRound
) -> None:
    round_ = make_round()
    ada, _ = join(round_, "Ada")
    go(host, round_, "predict", "reveal")
    for phase in ("predict", "discuss", "again"):
        go(host, round_, phase)
        wall = host.get(f"/live/{CODE}/screen/").content.decode()
        assert "Question 2 of 3" in strip_tags(wall)
        assert "What becomes of A" in strip_tags(wall)
        assert wall.count('class="ladder"') == 1
        assert "Question 2 of 3" in strip_tags(ada.get(f"/live/{CODE}/").content.decode())


def test_the_host_finds_a_name(host: Client, make_round: MakeRound) -> None:
    round_ = make_round()
    for name in ("Ada", "Bo"):
        join(round_, name)
    page = host.get(f"/live/{CODE}/host/", {"q": "AD"}).content.decode()
    assert "Ada" in page
    assert "Bo<" not in page
    for odd in ("\0", "%", "x" * 10_000, "\u202e"):
        assert host.get(f"/live/{CODE}/host/", {"q": odd}).status_code == 200


def test_on_another_device_the_host_goes_on(
    host: Client,
    olga: Membership,
    make_member: MakeMember,
    make_round: MakeRound,
    client_of: ClientOf,
) -> None:
    round_ = make_round()
    go(host, round_, "predict")
    go(client_of(olga.user), round_, "discuss")
    go(client_of(make_member("Tom", Role.TEACHER).user), round_, "again")


def test_an_assistant_reads_the_report_and_leads_nothing(
    make_round: MakeRound, make_member: MakeMember, client_of: ClientOf
) -> None:
    make_round()
    ann = client_of(make_member("Ann", Role.ASSISTANT).user)
    assert ann.get(f"/live/{CODE}/report/").status_code == 200
    assert ann.post(f"/live/{CODE}/report/").status_code == 404
    assert ann.get(f"/live/{CODE}/host/").status_code == 404


def test_a_round_that_ended_in_its_lobby_has_asked_nothing(
    host: Client, make_round: MakeRound
) -> None:
    go(host, make_round(), "done")
    page = host.get(f"/live/{CODE}/report/").content.decode()
    assert "Nobody has voted" in page
    assert "0 of 3 questions asked" in page


def test_votes_as_csv_are_text_in_every_cell(host: Client, make_round: MakeRound) -> None:
    round_ = make_round()
    names = ('=HYPERLINK("http://x")', "@SUM", "+1", "-1")
    seats = [join(round_, name)[0] for name in names]
    go(host, round_, "predict")
    for seat, picks in zip(seats, [RIGHT[0], *[WRONG[0]] * 3], strict=True):
        vote(seat, round_, picks)
    response = host.get(f"/live/{CODE}/votes.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="round-{CODE}.csv"'
    head, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert head[:3] == ["player", "team", "question"]
    assert {row[0] for row in rows} == {f"'{name}" for name in names}
    assert [row[2:8] for row in rows if "HYPERLINK" in row[0]] == [
        ["1", KEYS[0], "1", "A survives, B out of reach, C lost", "1", ""]
    ]
    assert {row[7] for row in rows if row[6] == "0"} == {"volume-in-image-is-kept"}


def test_the_set_is_given_once_to_those_who_were_away(
    host: Client,
    question_set: QuestionSet,
    make_round: MakeRound,
    make_member: MakeMember,
    client_of: ClientOf,
) -> None:
    round_ = make_round(question_set=question_set)
    go(host, round_, "done")
    away = client_of(make_member("Away").user)
    quiz = f"/quizzes/{question_set.slug}/"
    assert away.get(quiz).status_code == 409
    for _ in range(2):
        assert host.post(f"/live/{CODE}/report/").status_code == 303
    assert question_set.assignments.count() == 1
    assert quiz in host.get(f"/live/{CODE}/report/").content.decode()
    assert away.get(quiz).status_code == 200


def test_an_archived_set_is_not_given(
    host: Client, question_set: QuestionSet, make_round: MakeRound
) -> None:
    go(host, make_round(question_set=question_set), "done")
    QuestionSet.objects.update(archived_at=timezone.now())
    assert "Give the set" not in host.get(f"/live/{CODE}/report/").content.decode()
    assert host.post(f"/live/{CODE}/report/").status_code == 409
    assert not question_set.assignments.exists()


@pytest.mark.parametrize("phase", ["lobby", "predict", "discuss", "again", "reveal"])
def test_a_phone_costs_few_queries_however_many_sit(
    phase: str,
    host: Client,
    make_round: MakeRound,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    round_ = make_round()
    seats = [join(round_, f"Player {number}")[0] for number in range(4)]
    order = ["predict", "discuss", "again", "reveal"]
    go(host, round_, *order[: order.index(phase) + 1 if phase in order else 0])
    if phase in {"predict", "again"}:
        for seat in seats:
            vote(seat, round_, RIGHT[0], ballot=1 if phase == "predict" else 2)
    with django_assert_max_num_queries(5):  # learner, round, seat, own votes, all votes
        assert seats[0].get(f"/live/{CODE}/").status_code == 200
