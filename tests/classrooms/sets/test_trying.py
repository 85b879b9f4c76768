"""A set as a quiz: who may open it, in which order it asks, and how often."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from classrooms.models import Assignment, Classroom, Membership, QuestionSet, Role
from quizzes.models import Answer, Attempt
from tests.classrooms.conftest import ClientOf, MakeMember
from tests.classrooms.sets.conftest import KEYS, MakeSet
from tests.classrooms.sets.giving import give, limit, long_ago, started, url_of
from tests.quizzes.sending import answer, filled, finish

pytestmark = [pytest.mark.django_db, pytest.mark.database]


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
