"""200 learners with 300 answers each: pages and CSV say what the rows say, without a difference."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import DjangoDbBlocker

from accounts.models import User
from classrooms.models import Classroom, Role
from lessons.catalogue import lessons
from lessons.models import Reading
from lessons.skills import skills
from quizzes.models import Shown
from tests.classrooms.dashboard.crowd import START, fill
from tests.classrooms.dashboard.recomputed import (
    Row,
    by_belief,
    by_skill,
    discriminations,
    interval,
    poor_runs,
)
from tests.classrooms.dashboard.tables import Tables, table
from tests.classrooms.dashboard.worlds import World, belief_title, items_of, skill_title, world_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LEARNERS, ANSWERS = 200, 300


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once for all tests of this file, which only read."""
    with django_db_blocker.unblock():
        try:
            yield _made()
        finally:
            Session.objects.all().delete()
            User.objects.all().delete()
            Classroom.objects.all().delete()
            Shown.objects.all().delete()


def _made() -> World:
    classroom = Classroom.objects.create(name="Crowd", code="ABC2D3F")
    fill(classroom, LEARNERS, ANSWERS)
    teacher = User.objects.create(email="teacher@example.org", password="!")
    staff = {"user": teacher, "role": Role.OWNER, "name": "T", "name_key": "t"}
    classroom.memberships.create(**staff)
    client = Client()
    client.force_login(teacher)
    return world_of(classroom, client)


def test_it_is_the_size_that_was_asked_for(world: World) -> None:
    assert len(world.names) == LEARNERS
    assert len(world.rows) == ANSWERS * len(world.tries)
    assert len(world.tries) == LEARNERS - len(range(0, LEARNERS, 41))


def test_every_cell_of_the_heat_map(world: World) -> None:
    shown: dict[str, list[str]] = {}
    taught = [*skills(), "gone-skill"]
    for number in (1, 2, 3, 4):
        rows = table(world.page(f"dashboard/?page={number}"), "Learner")
        shown |= {name: cells for name, *cells in rows[1:]}
    expected = {}
    for user, name in world.names.items():
        own = by_skill(world.tries.get(user, []))
        cells = [own.get(slug) for slug in taught]
        expected[name] = [f"{c[0]} of {c[1]} in {c[2]}" if c else "not met" for c in cells]
    assert shown == expected


def test_the_row_of_the_whole_class(world: World) -> None:
    own = by_skill(one for tries in world.tries.values() for one in tries)
    name, *cells = table(world.page("dashboard/"), "Learner")[0]
    assert name == f"All {LEARNERS}"
    told = [own[slug] for slug in [*skills(), "gone-skill"]]
    assert cells == [f"{100 * (points / most):.0f} % {count}" for points, most, count in told]


def test_skills_as_csv(world: World) -> None:
    found = world.csv("skills")
    assert [row["learner"] for row in found] == list(world.names.values())
    for user, row in zip(world.names, found, strict=True):
        tries = world.tries.get(user, [])
        own = by_skill(tries)
        for slug in [*skills(), "gone-skill"]:
            told = [row[f"{skill_title(slug)}: {what}"] for what in ("points", "of", "questions")]
            assert told == [*map(str, own.get(slug, ("", "", "")))]
        whole = [one for one in tries if one["points"] == one["max_points"]]
        sure = [one for one in tries if one["certainty"] == "sure" and one not in whole]
        counts = (row["first tries"], row["all right"], row["sure and not right"])
        assert counts == (str(len(tries)), str(len(whole)), str(len(sure)))
        stuck = ", ".join(f"{skill} ({run})" for skill, run in sorted(poor_runs(tries).items()))
        assert row["stuck on"] == stuck


def test_beliefs_on_the_page_and_as_csv(world: World) -> None:
    held = {user: by_belief(tries) for user, tries in world.tries.items()}
    counts = {
        slug: Counter(own[slug][2] for own in held.values() if slug in own)
        for slug in {slug for own in held.values() for slug in own}
    }
    asked = defaultdict(set)
    for tries in world.tries.values():
        for one in tries:
            asked[one["belief"]].add(one["question"])
    expected = {}
    for slug, told in counts.items():
        says = (
            f"{told['holds it']} hold{'s' * (told['holds it'] == 1)} it, {told['perhaps']} perhaps"
        )
        expected[belief_title(slug)] = [
            says,
            f"{told.total()} met it; {len(asked[slug])} questions",
        ]
    rows = table(world.page("report/"), "They think that")
    assert {row[0]: row[1:3] for row in rows} == expected
    assert rows == sorted(rows, key=lambda row: -int(row[1].split()[0]))
    first = max(counts.values(), key=lambda told: (told["holds it"], told["perhaps"]))
    assert f"<h1>{first['holds it']} of {LEARNERS} think that " in world.page("dashboard/")
    found = Counter(
        (row["learner"], row["belief"], row["met in questions"], row["picked in"], row["so"])
        for row in world.csv("beliefs")
    )
    assert found == Counter(
        (world.names[user], slug, str(met), str(picked), so)
        for user, own in held.items()
        for slug, (met, picked, so) in own.items()
        if picked
    )


def _whole(rows: list[Row]) -> list[Row]:
    return [one for one in rows if one["points"] == one["max_points"]]


def _said(row: list[Row], known: float | None) -> list[str]:
    """What a row of the table of questions says."""
    right, count = len(_whole(row)), len(row)
    share = "under 30: counts only"
    if count >= 30:
        low, high = interval(right, count)
        share = f"{100 * (right / count):.0f} % ({100 * low:.0f} % to {100 * high:.0f} %)"
    told = "not yet" if known is None else f"{known:.2f}"
    if known is not None and known < 0.15:
        told += " worth a look" if known >= 0 else " check its key"
    sure = sum(one["certainty"] == "sure" for one in row) - sum(
        one["certainty"] == "sure" for one in _whole(row)
    )
    return [f"{right} of {count}", share, told, str(sure)]


def test_questions_on_the_page_and_as_csv(world: World) -> None:
    asked, known = items_of(world), discriminations(world.tries)
    expected = {}
    for key, rows in asked.items():
        reason = " with a reason" if key.startswith("why-") else ""
        expected[rows[0]["title"] + reason] = _said(rows, known.get(key))
    shown = table(world.page("questions/"), "Question")
    assert {row[0]: row[1:] for row in shown} == expected
    found = world.csv("questions")
    assert {row["key"] for row in found} == set(asked)
    for row in found:
        own = asked[row["key"]]
        low, high = interval(len(_whole(own)), len(own))
        shares = [f"{len(_whole(own)) / len(own):.3f}", f"{low:.3f}", f"{high:.3f}"]
        told = [row["share"], row["from"], row["to"]]
        assert told == (shares if len(own) >= 30 else ["", "", ""])
        counts = (row["first tries"], row["all right"])
        assert counts == (str(len(own)), str(len(_whole(own))))
        assert row["discrimination"] == (f"{known[row['key']]:.2f}" if row["key"] in known else "")
        picks = Counter(one["belief"] for one in own if one["belief"])
        told_beliefs = dict(
            part.rstrip(")").split(" (") for part in row["beliefs"].split(", ") if part
        )
        assert told_beliefs == {slug: str(count) for slug, count in picks.items()}


def test_what_was_picked_at_a_question(world: World) -> None:
    for key, rows in list(items_of(world).items())[:5]:
        shown = table(world.page(f"questions/{key}/"), "Answer")
        held = "; ".join(belief_title(slug) for slug in sorted(rows[0]["beliefs"]))
        right = len(_whole(rows))
        assert shown == [
            ["Survives so it is", str(right), ""],
            ["Lost", str(len(rows) - right), held],
        ]


def test_the_questions_that_surprised_most(world: World) -> None:
    wrong = {key: len(rows) - len(_whole(rows)) for key, rows in items_of(world).items()}
    most = sorted(wrong, key=lambda key: (-wrong[key], key))[:8]
    shown = table(world.page("dashboard/"), "Question")
    assert [row[1] for row in shown] == [
        f"{len(_whole(items_of(world)[key]))} of {len(items_of(world)[key])}" for key in most
    ]


def test_who_may_need_somebody(world: World) -> None:
    read = {*Reading.objects.values_list("learner", flat=True)}
    idle = [name for user, name in world.names.items() if user not in read | {*world.tries}]
    stuck = [user for user in world.names if poor_runs(world.tries.get(user, []))]
    sure = [
        user
        for user, tries in world.tries.items()
        if any(r["certainty"] == "sure" and r["points"] < r["max_points"] for r in tries)
    ]
    page = world.page("dashboard/")
    assert f"<h3>{len(idle)} not started</h3>" in page
    assert f"<h3>{len(stuck)} stuck</h3>" in page
    assert f"<h3>{len(sure)} sure of what is not so</h3>" in page
    assert idle
    assert stuck


def test_reading_on_the_page_and_as_csv(world: World) -> None:
    read = Counter(Reading.objects.values_list("lesson", "section"))
    expected = [
        (one.title, part.title, str(read[one.slug, part.anchor]))
        for one in lessons()
        for part in one.sections
    ]
    found = world.csv("reading")
    assert [(row["lesson"], row["section"], row["learners"]) for row in found] == expected
    shown = [
        cells
        for one in lessons()
        if any(read[one.slug, part.anchor] for part in one.sections)
        for cells in ([part.title, str(read[one.slug, part.anchor])] for part in one.sections)
    ]
    heading = ["Section", f"Read by, of {LEARNERS}"]
    tables = [rows[1:] for rows in Tables(world.page("dashboard/")).tables if rows[0] == heading]
    assert [cells for rows in tables for cells in rows] == shown


def test_due_and_done_on_the_page_and_as_csv(world: World) -> None:
    first, second = lessons()[:2]
    read = Counter(Reading.objects.filter(lesson=first.slug).values_list("learner", flat=True))
    whole = {user for user, count in read.items() if count == len(first.sections)}
    finished: dict[str, dict[int, Any]] = {first.slug: {}, second.slug: {}}
    for row in world.rows:
        if row["quiz"] in finished and row["number"] == row["size"]:
            known = finished[row["quiz"]].get(row["learner"], row["at"])
            finished[row["quiz"]][row["learner"]] = min(known, row["at"])
    late = [
        sum(at > START + timedelta(days=2) for at in finished[first.slug].values()),
        sum(at > START for at in finished[second.slug].values()),
    ]
    shown = {
        " ".join(row[0].split()): row[2:] for row in table(world.page("dashboard/"), "Overdue")
    }
    done = [len(finished[first.slug]), len(finished[second.slug])]
    assert shown == {
        f"{first.title} Read": [f"{len(whole)} of {LEARNERS}", "0", "0"],
        f"{first.title} Quiz": [f"{done[0]} of {LEARNERS}", str(late[0]), str(LEARNERS - done[0])],
        f"{second.title} Quiz": [f"{done[1]} of {LEARNERS}", str(late[1]), str(LEARNERS - done[1])],
    }
    states = Counter((row["kind"], row["what"], row["state"]) for row in world.csv("work"))
    expected = Counter(
        {
            ("Read", first.title, "done"): len(whole),
            ("Read", first.title, "to do"): LEARNERS - len(whole),
        }
    )
    for at, one in enumerate((first, second)):
        expected["Quiz", one.title, "done late"] = late[at]
        expected["Quiz", one.title, "done"] = done[at] - late[at]
        expected["Quiz", one.title, "overdue"] = LEARNERS - done[at]
    assert states == +expected


def test_all_answers_as_csv(world: World) -> None:
    first = {row["pk"] for tries in world.tries.values() for row in tries}
    found = [
        (r["learner"], r["answer"], r["key"], r["first try"], r["points"], r["of"], r["belief"])
        for r in world.csv("answers")
    ]
    place = {user: at for at, user in enumerate(world.names)}
    rows = sorted(world.rows, key=lambda row: (place[row["learner"]], row["pk"]))
    assert found == [
        (
            world.names[row["learner"]],
            str(row["pk"]),
            row["question"],
            "yes" if row["pk"] in first else "no",
            str(row["points"]),
            str(row["max_points"]),
            row["belief"],
        )
        for row in rows
    ]
