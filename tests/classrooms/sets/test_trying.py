"""A set as a quiz: who may open it, in which order it asks, how often and how long."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from classrooms.models import Assignment, Classroom, Membership, Pace, QuestionSet, Role
from quizzes.models import Answer, Attempt
from tests.classrooms.conftest import ClientOf, MakeMember
from tests.classrooms.sets.conftest import KEYS, MakeSet
from tests.quizzes.sending import answer, filled, finish, form_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def monday(make_set: MakeSet) -> QuestionSet:
    """A set that is given to the class without limits."""
    found = make_set()
    give(found)
    return found


def give(one: QuestionSet, **limits: Any) -> Assignment:
    return Assignment.objects.create(classroom=one.classroom, question_set=one, **limits)


def limit(one: QuestionSet, **limits: Any) -> None:
    Assignment.objects.filter(question_set=one).update(**limits)


@pytest.fixture
def learner(lea: Membership, client_of: ClientOf) -> Client:
    return client_of(lea.user)


def url_of(one: QuestionSet) -> str:
    return f"/quizzes/{one.slug}/"


def started(client: Client, one: QuestionSet) -> str:
    """The address of the first question of an attempt that has a time."""
    page = client.get(url_of(one))
    reply = client.post(f"{url_of(one)}attempts/", form_of(page).hidden)
    assert reply.status_code == 303, reply.text
    return str(reply["Location"])


def long_ago(minutes: float) -> None:
    Attempt.objects.update(started_at=timezone.now() - timedelta(minutes=minutes))


def test_a_set_asks_its_questions_in_the_order_of_the_teacher(
    learner: Client, monday: QuestionSet, lea: Membership
) -> None:
    finish(learner, url_of(monday))
    stored = Answer.objects.order_by("number").values_list("question", flat=True)
    assert [*stored] == KEYS
    attempt = Attempt.objects.get()
    assert (attempt.learner, attempt.quiz, attempt.size) == (lea.user, monday.slug, 3)
    result = learner.get(f"{url_of(monday)}{attempt.pk}/")
    assert "Monday" in result.text
    assert "Try the same again" in result.text
    assert "Monday" in learner.get("/progress/").text


def test_a_variant_has_a_verdict_like_any_scenario(learner: Client, monday: QuestionSet) -> None:
    finish(learner, url_of(monday))
    verdict = learner.get(f"{url_of(monday)}{Attempt.objects.get().pk}/2/").text
    assert "sudo reboot" in verdict
    assert 'class="trace"' in verdict
    assert not re.search(r"<p[^>]*>\s*</p>", verdict)


def test_no_page_of_a_set_tells_an_answer_before_it_is_stored(
    learner: Client, make_set: MakeSet
) -> None:
    one = make_set(["redis-restarted.reboot-host", "redis-restarted"])
    give(one)
    page = learner.get(url_of(one))
    spoilt = {**filled(page), "pick-A": "nonsense"}
    pages = [page, learner.post(f"{url_of(one)}attempts/", spoilt)]
    pages += [learner.get(url) for url in ("/progress/", f"{url_of(one)}beside/", "/")]
    for each in pages:
        told = each.text + str(each.headers) + each.cookies.output()
        assert "redis-restarted.reboot" not in told, "the key names the event, no page needs it"
        for mark in ('class="cut"', 'class="fallen"', 'class="trace"', "Way back", "Recovery"):
            assert mark not in told
    assert not Answer.objects.exists()


def test_only_who_is_in_the_class_may_open_it(
    monday: QuestionSet,
    learner: Client,
    make_member: MakeMember,
    client_of: ClientOf,
    classroom: Classroom,
) -> None:
    other = Classroom.objects.create(name="Other", code="ABC2D3G")
    teacher = make_member("Otto", Role.OWNER, classroom=other)
    left = make_member("Lou", ended_at=timezone.now())
    removed = make_member("Rob", ended_at=timezone.now(), removed=True)
    page = learner.get(url_of(monday))
    unknown = learner.get(f"/quizzes/set-{'0' * 32}/")
    sent = {**filled(page)}
    for client in (Client(), *(client_of(one.user) for one in (teacher, left, removed))):
        assert client.get(url_of(monday)).status_code == 404
        assert client.get(url_of(monday)).text == client.get(f"/quizzes/set-{'0' * 32}/").text
        assert client.post(f"{url_of(monday)}attempts/", sent).status_code == 404
        assert client.post(f"{url_of(monday)}attempts/", {"ticket": "x"}).status_code == 404
    assert unknown.status_code == 404
    assert not Attempt.objects.exists()


def test_no_lesson_has_a_set_beside_it(learner: Client, monday: QuestionSet) -> None:
    assert learner.get(f"{url_of(monday)}beside/").status_code == 404


def test_who_leaves_answers_no_more_and_reads_what_they_answered(
    learner: Client, monday: QuestionSet, lea: Membership
) -> None:
    reply = answer(learner, url_of(monday))
    attempt = Attempt.objects.get()
    second = f"{url_of(monday)}{attempt.pk}/2/"
    page = learner.get(second)
    Membership.objects.filter(pk=lea.pk).update(ended_at=timezone.now())
    assert learner.get(second).status_code == 404
    assert learner.post(second, filled(page)).status_code == 404
    assert learner.get(reply["Location"]).status_code == 200
    result = learner.get(f"{url_of(monday)}{attempt.pk}/")
    assert result.status_code == 200
    assert "Go on" not in result.text
    assert Answer.objects.count() == 1


def test_staff_try_a_set_without_limits_before_it_is_given(
    make_set: MakeSet, ann: Membership, client_of: ClientOf
) -> None:
    one, client = make_set(), client_of(ann.user)
    finish(client, url_of(one))
    give(one, attempts=1, minutes=1)
    long_ago(99)
    assert 'name="pick-A"' in client.get(f"{url_of(one)}?again=same").text


def test_learners_open_it_once_it_is_given(learner: Client, make_set: MakeSet) -> None:
    one = make_set()
    reply = learner.get(url_of(one))
    assert reply.status_code == 409
    assert "not asked this at the moment" in reply.text
    assert 'name="pick-A"' not in reply.text
    give(one)
    assert learner.get(url_of(one)).status_code == 200


def test_an_attempt_more_than_there_are_is_refused(learner: Client, monday: QuestionSet) -> None:
    limit(monday, attempts=2)
    assert "Attempt 1 of 2." in learner.get(url_of(monday)).text
    finish(learner, url_of(monday))
    second = learner.get(f"{url_of(monday)}?again=same")
    assert "Attempt 2 of 2." in second.text
    finish(learner, f"{url_of(monday)}?again=same")
    limit(monday, attempts=1)
    for again in ("same", "another"):
        reply = learner.get(f"{url_of(monday)}?again={again}")
        assert reply.status_code == 409
        assert "You have had your 1 attempt" in reply.text
    result = learner.get(url_of(monday))
    assert result.status_code == 200
    assert "again=" not in result.text
    third = {**filled(second)}
    assert learner.post(f"{url_of(monday)}attempts/", third).status_code == 409
    assert Attempt.objects.count() == 2


def test_a_form_from_before_does_not_begin_what_is_used_up(
    learner: Client, monday: QuestionSet
) -> None:
    finish(learner, url_of(monday))
    page = learner.get(f"{url_of(monday)}?again=same")
    limit(monday, attempts=1)
    reply = learner.post(f"{url_of(monday)}attempts/", filled(page))
    assert reply.status_code == 409
    assert "Nothing was stored" in reply.text
    assert (Attempt.objects.count(), Answer.objects.count()) == (1, 3)


def test_a_first_answer_sent_twice_is_no_second_attempt(
    learner: Client, monday: QuestionSet
) -> None:
    limit(monday, attempts=1)
    page = learner.get(url_of(monday))
    sent = filled(page)
    replies = [learner.post(f"{url_of(monday)}attempts/", sent) for _ in "12"]
    assert {reply["Location"] for reply in replies} == {replies[0]["Location"]}
    assert Attempt.objects.count() == 1


def test_time_begins_when_the_learner_says_so(learner: Client, monday: QuestionSet) -> None:
    limit(monday, minutes=30)
    page = learner.get(url_of(monday))
    assert "3 questions in 30 minutes" in page.text
    assert "pick-A" not in page.text, "who reads the first question has begun"
    assert not Attempt.objects.exists()
    first = started(learner, monday)
    attempt = Attempt.objects.get()
    assert first == f"{url_of(monday)}{attempt.pk}/1/"
    assert re.search(r"(29|30) minutes left, until ", learner.get(first).text)
    assert "minutes left" in learner.get(url_of(monday)).text
    assert learner.post(f"{url_of(monday)}attempts/", form_of(page).hidden)["Location"] == first
    assert Attempt.objects.count() == 1
    finish(learner, first)
    assert Answer.objects.count() == 3


def test_an_answer_before_the_start_is_refused(
    learner: Client, monday: QuestionSet, ann: Membership, client_of: ClientOf
) -> None:
    page = learner.get(url_of(monday))
    limit(monday, minutes=30)
    reply = learner.post(f"{url_of(monday)}attempts/", filled(page))
    assert reply.status_code == 409
    assert "Press Start first. Nothing was stored." in reply.text
    assert "pick-A" not in reply.text
    spoilt = learner.post(f"{url_of(monday)}attempts/", {"ticket": "mine"})
    assert spoilt.status_code == 409
    assert "pick-A" not in spoilt.text
    assert not Attempt.objects.exists()


def test_an_answer_after_the_time_is_refused_with_the_clock_of_the_server(
    learner: Client, monday: QuestionSet
) -> None:
    limit(monday, minutes=30, attempts=1)
    first = started(learner, monday)
    second = str(answer(learner, first)["Location"]).replace("/1/", "/2/")
    page = learner.get(second)
    long_ago(31)
    later = {**filled(page), "answered_at": "1970-01-01"}
    for sent in (filled(page), later):
        headers = {"Date": "Thu, 01 Jan 1970 00:00:00 GMT"}
        reply = learner.post(second, sent, headers=headers)
        assert reply.status_code == 409
        assert "Your time is over" in reply.text
        assert re.search(rf"By our clock it is \d+ \w+ {timezone.now().year}, \d\d:", reply.text)
    closed = learner.get(second)
    assert closed.status_code == 409
    assert "pick-A" not in closed.text
    assert Answer.objects.count() == 1
    result = learner.get(url_of(monday))
    assert result.status_code == 200
    assert "Your time is over" in result.text
    assert "Go on" not in result.text
    assert "again=" not in result.text
    assert learner.get(first).status_code == 200, "the verdict stays"


def test_a_new_attempt_has_its_own_time(learner: Client, monday: QuestionSet) -> None:
    limit(monday, minutes=30)
    started(learner, monday)
    long_ago(31)
    assert "again=same" in learner.get(url_of(monday)).text
    page = learner.get(f"{url_of(monday)}?again=same")
    reply = learner.post(f"{url_of(monday)}attempts/", form_of(page).hidden)
    assert learner.get(reply["Location"]).status_code == 200
    assert sorted(Attempt.objects.values_list("ordinal", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("pace", "minutes", "status"),
    [
        (Pace.NORMAL, 29, 200),
        (Pace.NORMAL, 31, 409),
        (Pace.HALF_MORE, 44, 200),
        (Pace.HALF_MORE, 46, 409),
        (Pace.DOUBLE, 59, 200),
        (Pace.DOUBLE, 61, 409),
    ],
)
def test_each_learner_has_their_own_pace(
    learner: Client,
    monday: QuestionSet,
    lea: Membership,
    pace: Pace,
    minutes: int,
    status: int,
) -> None:
    Membership.objects.filter(pk=lea.pk).update(pace=pace)
    limit(monday, minutes=30)
    first = started(learner, monday)
    long_ago(minutes)
    assert learner.get(first).status_code == status


def test_who_has_no_limit_begins_at_once(
    learner: Client, monday: QuestionSet, lea: Membership
) -> None:
    Membership.objects.filter(pk=lea.pk).update(pace=Pace.UNLIMITED)
    limit(monday, minutes=1)
    finish(learner, url_of(monday))
    assert Answer.objects.count() == 3


def test_what_is_late_is_taken_and_told_so(learner: Client, monday: QuestionSet) -> None:
    limit(monday, due_at=timezone.now() + timedelta(hours=1))
    assert "Due " in learner.get(url_of(monday)).text
    limit(monday, due_at=timezone.now() - timedelta(hours=1))
    assert "marked late" in learner.get(url_of(monday)).text
    finish(learner, url_of(monday))
    assert Answer.objects.count() == 3


@pytest.mark.parametrize("archived", [QuestionSet, Classroom])
def test_what_is_archived_asks_nothing_new_and_old_results_stay(
    learner: Client, monday: QuestionSet, archived: type[QuestionSet | Classroom]
) -> None:
    answer(learner, url_of(monday))
    attempt = Attempt.objects.get()
    second = f"{url_of(monday)}{attempt.pk}/2/"
    page = learner.get(second)
    archived.objects.update(archived_at=timezone.now())
    for reply in (learner.get(second), learner.post(second, filled(page))):
        assert reply.status_code == 409
        assert "archived" in reply.text
    assert learner.get(f"{url_of(monday)}?again=same").status_code == 409
    for url in (
        url_of(monday),
        f"{url_of(monday)}{attempt.pk}/",
        f"{url_of(monday)}{attempt.pk}/1/",
    ):
        assert learner.get(url).status_code == 200
    assert Answer.objects.count() == 1


def test_a_set_without_a_question_that_can_be_asked_is_not_there(
    learner: Client, make_set: MakeSet
) -> None:
    for keys in ([], ["lost-long-ago"]):
        one = make_set(keys)
        give(one)
        assert learner.get(url_of(one)).status_code == 404


def test_a_question_that_the_content_lost_is_left_out(learner: Client, make_set: MakeSet) -> None:
    one = make_set(["lost-long-ago", *KEYS])
    give(one)
    finish(learner, url_of(one))
    assert [*Answer.objects.order_by("number").values_list("question", flat=True)] == KEYS


def test_what_a_deleted_class_asked_is_still_told(
    learner: Client, monday: QuestionSet, classroom: Classroom
) -> None:
    finish(learner, url_of(monday))
    Assignment.objects.all().delete()
    classroom.delete()
    attempt = Attempt.objects.get()
    assert "A question set that is gone" in learner.get("/progress/").text
    assert learner.get(f"{url_of(monday)}{attempt.pk}/").status_code == 200
    assert learner.get(f"{url_of(monday)}{attempt.pk}/1/").status_code == 200
    assert learner.get(url_of(monday)).status_code == 404


def test_a_question_of_a_set_costs_a_fixed_number_of_queries(
    learner: Client,
    monday: QuestionSet,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    limit(monday, minutes=30, attempts=3)
    first = started(learner, monday)
    answer(learner, first)
    second = first.replace("/1/", "/2/")
    with django_assert_num_queries(5):  # attempt, set, membership, assignment, start
        learner.get(second)
