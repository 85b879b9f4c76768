"""What a person has in classes: given out, joined to an account, and let go."""

from __future__ import annotations

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from accounts.belongings import registered
from accounts.models import User
from classrooms.belongings import MEMBERSHIPS
from classrooms.models import Assignment, Classroom, Membership, QuestionSet, Role
from tests.classrooms.conftest import MakeMember

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def rows_of(user: User) -> list[dict[str, object]]:
    rows = json.dumps(list(MEMBERSHIPS.export(user)), cls=DjangoJSONEncoder)
    return list(json.loads(rows))


def test_accounts_knows_of_it() -> None:
    assert MEMBERSHIPS in registered()


def test_the_export_says_where_somebody_is_and_as_what(lea: Membership) -> None:
    [row] = rows_of(lea.user)
    assert (row["class"], row["role"], row["name"]) == ("DevOps 2", "learner", "Lea")
    assert row["question_sets"] == []


def test_the_export_of_an_owner_has_the_sets(olga: Membership, classroom: Classroom) -> None:
    QuestionSet.objects.create(classroom=classroom, title="Friday", keys=["home"])
    [row] = rows_of(olga.user)
    assert [(one["title"], one["keys"]) for one in row["question_sets"]] == [  # type: ignore[attr-defined]
        ("Friday", ["home"])
    ]


def test_a_guest_s_membership_becomes_the_account_s(lea: Membership, registered: User) -> None:
    MEMBERSHIPS.merge(lea.user, registered)
    [one] = Membership.objects.all()
    assert (one.pk, one.user, one.name) == (lea.pk, registered, "Lea")


def test_the_account_s_own_membership_is_kept(lea: Membership, tom: Membership) -> None:
    MEMBERSHIPS.merge(lea.user, tom.user)
    assert [(one.name, one.role) for one in Membership.objects.all()] == [("Tom", "teacher")]


def test_who_came_back_as_a_guest_is_back_as_a_learner(lea: Membership, tom: Membership) -> None:
    Membership.objects.filter(pk=tom.pk).update(ended_at=timezone.now())
    MEMBERSHIPS.merge(lea.user, tom.user)
    [one] = Membership.objects.current()
    assert (one.pk, one.name, one.role) == (tom.pk, "Lea", Role.LEARNER)


def test_who_was_removed_does_not_come_back_through_a_guest(
    lea: Membership, tom: Membership
) -> None:
    Membership.objects.filter(pk=tom.pk).update(ended_at=timezone.now(), removed=True)
    MEMBERSHIPS.merge(lea.user, tom.user)
    assert not Membership.objects.current().exists()


def test_who_left_by_the_account_and_was_removed_as_a_guest_stays_out(
    lea: Membership, tom: Membership
) -> None:
    Membership.objects.filter(pk=tom.pk).update(ended_at=timezone.now())
    Membership.objects.filter(pk=lea.pk).update(ended_at=timezone.now(), removed=True)
    MEMBERSHIPS.merge(lea.user, tom.user)
    assert not Membership.objects.current().exists()


def test_a_guest_who_was_removed_stays_so_as_an_account(lea: Membership, registered: User) -> None:
    Membership.objects.update(ended_at=timezone.now(), removed=True)
    MEMBERSHIPS.merge(lea.user, registered)
    assert Membership.objects.get(user=registered).removed


def test_an_owner_is_told_what_goes_with_them(olga: Membership, lea: Membership) -> None:
    [said] = MEMBERSHIPS.farewell(olga.user)
    assert "“DevOps 2” with 1 learner." in said
    assert list(MEMBERSHIPS.farewell(lea.user)) == []


def test_owned_classes_go_with_their_owner_and_learners_stay(
    olga: Membership, lea: Membership, make_member: MakeMember
) -> None:
    sets = QuestionSet.objects.create(classroom=olga.classroom, title="Friday", keys=["home"])
    Assignment.objects.create(classroom=olga.classroom, question_set=sets)
    other = Classroom.objects.create(name="Other", code="ABC2D3H")
    make_member("Olga", user=olga.user, classroom=other)
    MEMBERSHIPS.forget(olga.user)
    assert list(Classroom.objects.all()) == [other]
    assert User.objects.filter(pk=lea.user.pk).exists()
