"""Tables to take along. That they say what the pages say is in test_recomputation.py."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

from classrooms.dashboard.exports import TABLES
from classrooms.models import Membership
from classrooms.names import key_of
from tests.classrooms.conftest import MakeMember
from tests.classrooms.dashboard.answering import answer

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def export(client: Client, member: Membership, name: str) -> list[list[str]]:
    reply: Any = client.get(f"/classes/{member.classroom.uid}/csv/{name}.csv")
    assert reply.status_code == 200
    assert reply["Content-Type"] == "text/csv; charset=utf-8"
    assert reply["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    text = b"".join(reply.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_heading_and_rows_of_its_width(
    name: str, teacher: Client, lea: Membership
) -> None:
    answer(lea.user, "grafana-setting", belief="volume-anywhere-is-enough", sure=True)
    heading, *rows = export(teacher, lea, name)
    assert heading
    assert {len(row) for row in rows} <= {len(heading)}
    assert rows or name == "work"


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_class_has_empty_tables(name: str, teacher: Client, tom: Membership) -> None:
    _, *rows = export(teacher, tom, name)
    assert not rows or name == "reading"


@pytest.mark.parametrize("name", ["=1+1", "+1", "@SUM(A1)", "-1"])
def test_a_name_is_never_a_formula(name: str, teacher: Client, make_member: MakeMember) -> None:
    member = make_member(name)
    assert member.name_key == key_of(name)
    answer(member.user, "grafana-setting", belief="volume-anywhere-is-enough")
    for table in ("skills", "answers", "beliefs"):
        assert export(teacher, member, table)[1][1] == f"'{name}"


def test_nobody_is_told_by_mail(teacher: Client, make_member: MakeMember) -> None:
    from accounts.models import User

    user = User.objects.create(email="secret@example.org", password="!")
    member = make_member("Rita", user=user)
    answer(user, "grafana-setting")
    for name in TABLES:
        assert "secret@" not in str(export(teacher, member, name))


def test_there_are_no_other_tables(teacher: Client, tom: Membership) -> None:
    for name in ("emails", "..%2Fskills", "skills.csv"):
        reply = teacher.get(f"/classes/{tom.classroom.uid}/csv/{name}.csv")
        assert reply.status_code == 404


def test_a_table_waits_for_no_learner_but_the_first(
    teacher: Client, make_member: MakeMember, django_assert_max_num_queries: Any
) -> None:
    """What comes first is sent before the rest is asked for."""
    for number in range(45):
        answer(make_member(f"L {number:02}").user, "grafana-setting")
    reply: Any = teacher.get(f"/classes/{make_member('Last').classroom.uid}/csv/answers.csv")
    rows = iter(reply.streaming_content)
    with django_assert_max_num_queries(3):  # the members, 20 learners' answers, new questions
        assert [b"L 00" in next(rows) for _ in range(3)] == [False, False, True]
    assert len(list(rows)) == 44
