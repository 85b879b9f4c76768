"""What staff sees of a class."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from classrooms.models import Assignment, Membership
from lessons.models import Reading
from tests.classrooms.conftest import MakeMember
from tests.classrooms.dashboard.answering import QUIZ, answer
from tests.classrooms.dashboard.conftest import Get
from tests.classrooms.dashboard.tables import table

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BELIEF = "volume-anywhere-is-enough"
KEY = "grafana-setting"


def test_an_empty_class_says_how_to_fill_it(get: Get) -> None:
    page = get("dashboard/")
    assert "<h1>Nobody has joined yet</h1>" in page
    assert "Show the code" in page


def test_who_has_joined_and_done_nothing_has_not_started(get: Get, lea: Membership) -> None:
    page = get("dashboard/")
    assert "<h1>1 learner, and nobody has answered anything yet</h1>" in page
    assert "<h3>1 not started</h3>" in page
    assert f'learners/{lea.pk}/">Lea</a>' in page


def test_reading_is_a_start(get: Get, lea: Membership) -> None:
    Reading.objects.create(
        learner=lea.user, lesson=QUIZ, section="definition", read_at=timezone.now()
    )
    assert "<h3>0 not started</h3>" in get("dashboard/")


def test_one_pick_is_perhaps_and_the_heading(get: Get, lea: Membership) -> None:
    answer(lea.user, KEY, belief=BELIEF)
    page = get("dashboard/")
    assert "<h1>1 of 1 may think that a volume is mounted" in page
    assert table(page, "They think that")[0][1] == "0 hold it, 1 perhaps"
    assert f'questions/{KEY}/"' in page, "the question to teach again"
    assert "/lessons/your-home-lab/#" in page, "the paragraph"


def test_without_a_wrong_belief_the_heading_says_so(get: Get, lea: Membership) -> None:
    answer(lea.user, KEY)
    page = get("dashboard/")
    assert "<h1>No wrong belief shows in 1 first try</h1>" in page
    assert "No answer shows a wrong belief so far." in page
    assert "All first tries were right." in page


def test_a_later_try_changes_nothing(get: Get, lea: Membership) -> None:
    answer(lea.user, KEY, right=False)
    before = table(get("dashboard/"), "Learner")
    answer(lea.user, KEY)
    assert table(get("dashboard/"), "Learner") == before


def test_the_same_scenario_with_a_reason_is_another_question(get: Get, lea: Membership) -> None:
    answer(lea.user, KEY)
    answer(lea.user, f"why-{KEY}")
    assert "2 first tries" in get("dashboard/")
    rows = table(get("questions/"), "Question")
    assert [row[0] for row in rows] == ["One setting changes", "One setting changes with a reason"]


def test_only_current_learners_count(
    get: Get, lea: Membership, ann: Membership, make_member: MakeMember
) -> None:
    gone = make_member("Gone", ended_at=timezone.now())
    for one in (lea, ann, gone):
        answer(one.user, KEY)
    assert "1 learner · 1 first try" in get("dashboard/")
    assert "Gone" not in get("dashboard/")
    get(f"learners/{gone.pk}/", status=404)
    get(f"learners/{ann.pk}/", status=404)


def test_what_others_read_and_picked_does_not_count(
    get: Get, lea: Membership, ann: Membership, make_member: MakeMember
) -> None:
    gone = make_member("Gone", ended_at=timezone.now())
    for one in (gone, ann):
        Reading.objects.create(
            learner=one.user, lesson=QUIZ, section="definition", read_at=timezone.now()
        )
        answer(one.user, KEY, right=False)
    answer(lea.user, KEY)
    assert "How far they read" not in get("dashboard/")
    rows = table(get(f"questions/{KEY}/"), "Answer")
    assert sum(int(row[1]) for row in rows) == 1


def test_answers_from_before_the_class_count(get: Get, make_member: MakeMember) -> None:
    late = make_member("Late", joined_at=timezone.now())
    answer(late.user, KEY)
    Membership.objects.filter(pk=late.pk).update(joined_at=timezone.now())
    page = get("dashboard/")
    assert "1 first try" in page
    assert "also from before they joined" in page


def test_under_30_there_are_counts_and_no_share(get: Get, lea: Membership) -> None:
    answer(lea.user, KEY, right=False)
    for path in ("questions/", f"questions/{KEY}/", "dashboard/", "report/"):
        assert "\N{NO-BREAK SPACE}%" not in get(path), path
    assert "under 30: counts only" in get("questions/")


@pytest.mark.parametrize("number", ["-1", "0", "abc", "", "1000000000000", "1e3", "\x00"])
@pytest.mark.parametrize("path", ["dashboard/", "learners/{pk}/"])
def test_a_strange_page_number_is_a_page(get: Get, lea: Membership, number: str, path: str) -> None:
    answer(lea.user, KEY)
    assert "Lea" in get(path.format(pk=lea.pk), page=number, sort="password")


def test_learners_stand_by_name_50_a_page(get: Get, make_member: MakeMember) -> None:
    for number in range(51):
        one = make_member(f"Learner {number:02}")
    answer(one.user, KEY)
    first, second = (table(get("dashboard/", page=page), "Learner") for page in ("1", "2"))
    assert [row[0] for row in first[1:]] == [f"Learner {number:02}" for number in range(50)]
    assert [row[0] for row in second[1:]] == ["Learner 50"]


def test_three_poor_first_tries_at_one_skill_are_stuck(get: Get, lea: Membership) -> None:
    for key in ("grafana-setting", "blog-down-up"):
        answer(lea.user, key, right=False)
    assert "<h3>0 stuck</h3>" in get("dashboard/")
    for key in ("notes-restarted", "pi-rebooted", "notebook-probe", "photos-drained"):
        answer(lea.user, key, right=False)
    page = get("dashboard/")
    assert "<h3>1 stuck</h3>" in page
    assert "Stuck at <b>" in get(f"learners/{lea.pk}/")
    assert "of the points" in page, "the rule stands on the page"


def test_who_is_sure_of_what_is_not_so_is_listed(get: Get, lea: Membership) -> None:
    answer(lea.user, KEY, right=False, sure=True)
    page = get("dashboard/")
    assert "<h3>1 sure of what is not so</h3>" in page
    assert table(page, "Question")[0][-1] == "1"


def test_due_and_done_stand_there_once_something_is_given(get: Get, lea: Membership) -> None:
    assert "Due and done" not in get("dashboard/")
    past = timezone.now() - timedelta(days=1)
    Assignment.objects.create(classroom=lea.classroom, quiz=QUIZ, due_at=past)
    assert table(get("dashboard/"), "Overdue")[0][-1] == "1"


def test_an_archived_class_stays_readable(get: Get, lea: Membership) -> None:
    answer(lea.user, KEY)
    lea.classroom.archived_at = timezone.now()
    lea.classroom.save()
    assert "1 first try" in get("dashboard/")


def test_nothing_new_is_204_and_any_new_number_is_a_page(
    teacher: Client, get: Get, lea: Membership, make_member: MakeMember
) -> None:
    def look() -> tuple[int, str]:
        cache.clear()
        reply = teacher.get(f"/classes/{lea.classroom.uid}/dashboard/", {"seen": state})
        return reply.status_code, reply.context and reply.context["told"].state

    state = ""
    changes = [
        lambda: answer(lea.user, KEY),
        lambda: make_member("Bea"),
        lambda: Reading.objects.create(
            learner=lea.user, lesson=QUIZ, section="ladder", read_at=timezone.now()
        ),
    ]
    for change in changes:
        change()
        status, state = look()
        assert status == 200
        assert look()[0] == 204


def test_a_question_says_what_was_picked_and_who_says_so(
    get: Get, lea: Membership, make_member: MakeMember
) -> None:
    answer(lea.user, KEY, belief=BELIEF, sure=True)
    answer(make_member("Bea").user, KEY)
    page = get(f"questions/{KEY}/")
    assert "<h1>1 of 2 had it all right at first</h1>" in page
    rows = {row[0]: row[1:] for row in table(page, "Answer")}
    assert rows["Lost so it is"] == ["1", ""]
    assert rows["Survives"][0] == "1"
    assert "a volume is mounted" in rows["Survives"][1]
    assert table(page, "They said") == [["I think so", "1", "1"], ["I am sure", "1", "0"]]


def test_options_are_told_apart_by_their_words(
    get: Get, lea: Membership, make_member: MakeMember
) -> None:
    """Two learners met them in another order."""
    for who in (lea, make_member("Bea"), make_member("Cem")):
        answer(who.user, "q-what-a-request-would-notice")
        answer(who.user, f"why-{KEY}")
    for key in ("q-what-a-request-would-notice", f"why-{KEY}"):
        right = [row for row in table(get(f"questions/{key}/"), "Answer") if "so it is" in row[0]]
        assert [row[1] for row in right] == ["3"]


def test_a_question_that_nobody_here_met_is_not_there(get: Get, lea: Membership) -> None:
    answer(lea.user, KEY)
    get("questions/blog-down-up/", status=404)
    get("questions/no-such/", status=404)


def test_a_learner_has_skills_beliefs_work_and_answers(get: Get, lea: Membership) -> None:
    Assignment.objects.create(classroom=lea.classroom, quiz=QUIZ)
    answer(lea.user, KEY, belief=BELIEF)
    last = answer(lea.user, KEY)
    page = get(f"learners/{lea.pk}/")
    assert "<h1>Lea: 0 of 1 all right at first</h1>" in page
    assert [
        "a volume is mounted, so what the program writes is in it",
        "1 of 1",
        "perhaps",
    ] in table(page, "Answered so")
    assert [row[2] for row in table(page, "Try")] == ["later", "first"]
    assert table(page, "So far")[0][-1] == "to do"
    assert f"/answers/{last.pk}/" in page


def test_an_answer_shows_what_its_learner_saw(get: Get, lea: Membership) -> None:
    for key in (KEY, f"why-{KEY}", "q-what-a-request-would-notice"):
        stored = answer(lea.user, key, sure=True)
        page = get(f"answers/{stored.pk}/")
        assert "certainty: sure" in page
        assert stored.shown.question["title"] in page
        assert "All answers of Lea" in page


def test_an_answer_of_somebody_else_is_not_there(
    get: Get, lea: Membership, tom: Membership, make_member: MakeMember
) -> None:
    own = answer(tom.user, KEY)
    gone = make_member("Gone", ended_at=timezone.now(), removed=True)
    others = answer(gone.user, KEY)
    for one in (own, others):
        get(f"answers/{one.pk}/", status=404)
    get("answers/999999/", status=404)


def test_the_report_names_no_learner(get: Get, lea: Membership) -> None:
    answer(lea.user, KEY, belief=BELIEF)
    page = get("report/")
    assert "1 of 1 may think" in page
    assert ">Lea<" not in page
