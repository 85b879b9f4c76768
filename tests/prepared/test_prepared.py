"""A prepared query finds what its queryset finds, on each kind of database."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC

import pytest
from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, CharField, Count, OuterRef, Subquery, UUIDField
from django.utils import timezone

from accounts.models import User
from lessons.models import Reading
from prepared import Blank, Insert, JSONArrayAgg, JSONValues, Prepared

pytestmark = [pytest.mark.django_db, pytest.mark.database]

by_uid = Prepared(lambda: User.objects.filter(uid=Blank("uid", UUIDField()), is_active=True))
by_name = Prepared(
    lambda: User.objects.filter(name=Blank("name", CharField())).defer("password").order_by("pk")
)
counted = Prepared(
    lambda: User.objects.filter(pk=Blank("pk", BigIntegerField())).annotate(
        permissions=Count("user_permissions")
    )
)


def test_it_gives_whole_objects() -> None:
    alice = User.objects.create(name="Alice", password="!")
    found = by_uid.first(uid=alice.uid)
    assert found == alice
    assert found is not None
    assert (found.uid, found.is_active, found.joined_at) == (alice.uid, True, alice.joined_at)
    assert found.joined_at.tzinfo == UTC
    found.name = "Alice B."
    found.save()
    assert User.objects.get().name == "Alice B."


def test_what_is_not_there_is_none() -> None:
    User.objects.create(is_active=False, password="!", uid=(gone := uuid.uuid4()))
    assert by_uid.first(uid=gone) is None
    assert by_uid.rows(uid=uuid.uuid4()) == []


def test_it_finds_all_in_order_and_leaves_out_what_is_deferred() -> None:
    users = [User.objects.create(name="x", password="!") for _ in range(3)]
    found = by_name.rows(name="x")
    assert found == users
    assert found[0].get_deferred_fields() == {"password"}
    assert found[0].password == "!"


def test_annotations_come_with_it() -> None:
    alice = User.objects.create(password="!")
    assert counted.rows(pk=alice.pk)[0].permissions == 0


def test_a_value_is_never_part_of_the_sql() -> None:
    assert by_name.rows(name="' OR 1=1 --") == []


def test_it_is_one_query(django_assert_num_queries: Callable[[int], object]) -> None:
    for _ in range(2):
        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            by_name.rows(name="x")


def test_it_says_what_is_missing() -> None:
    with pytest.raises(KeyError, match="name"):
        by_name.rows()


read = Prepared(
    lambda: User.objects.filter(name=Blank("name", CharField())).annotate(
        sections=Subquery(
            Reading.objects.filter(learner=OuterRef("pk"), lesson=Blank("lesson", CharField()))
            .values("lesson")
            .values_list(JSONArrayAgg("section"))
        )
    )
)
insert = Insert(
    Reading,
    learner_id=Subquery(User.objects.filter(name=Blank("name", CharField())).values("pk")),
)


keep = Insert(
    Reading,
    ignore_conflicts=True,
    learner_id=Subquery(User.objects.filter(name=Blank("name", CharField())).values("pk")),
)


def reading(section: str) -> Reading:
    return Reading(lesson="what-is-state", section=section, read_at=timezone.now())


def test_what_is_many_comes_as_one_array_beside_its_row() -> None:
    alice = User.objects.create(name="Alice", password="!")
    for section in ("first", "second", "'\"[]"):
        row = reading(section)
        row.learner = alice
        row.save()
    found = vars(read.rows(name="Alice", lesson="what-is-state")[0])["sections"]
    assert sorted(found) == ["'\"[]", "first", "second"]
    assert vars(read.rows(name="Alice", lesson="another")[0])["sections"] is None


@pytest.mark.django_db(transaction=True)
def test_a_row_is_stored_as_its_model_stores_it_by_one_statement(
    django_assert_num_queries: Callable[[int], object],
) -> None:
    alice = User.objects.create(name="Alice", password="!")
    row = reading("'first'")
    for section in ("'first'", "second"):
        row.section = section
        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            insert.run(row, name="Alice")
    stored = Reading.objects.get(section="'first'")
    assert (stored.learner, stored.lesson, stored.read_at) == (alice, row.lesson, row.read_at)


@pytest.mark.django_db(transaction=True)
def test_what_a_constraint_forbids_is_refused_alone_even_within_a_transaction() -> None:
    User.objects.create(name="Alice", password="!")
    with transaction.atomic():
        insert.run(reading("first"), name="Alice")
        for name in ("Alice", "nobody"):
            with pytest.raises(IntegrityError):
                insert.run(reading("first"), name=name)
        insert.run(reading("second"), name="Alice")
    assert Reading.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_there_stays_where_conflicts_are_ignored() -> None:
    User.objects.create(name="Alice", password="!")
    row = reading("first")
    keep.run(row, name="Alice")
    with transaction.atomic():
        keep.run(reading("first"), name="Alice")
        keep.run(reading("second"), name="Alice")
    assert Reading.objects.get(section="first").read_at == row.read_at
    assert Reading.objects.count() == 2


@pytest.mark.parametrize("extra", [[], [-1, 2**62]])
def test_many_numbers_are_found_by_one_value(extra: list[int]) -> None:
    wanted = [User.objects.create(password="!").pk for _ in range(3)]
    User.objects.create(password="!")
    found = User.objects.filter(pk__in=JSONValues([*wanted, *extra])).values_list("pk", flat=True)
    assert sorted(found) == wanted


def test_of_no_numbers_nothing_is_found() -> None:
    User.objects.create(password="!")
    assert not User.objects.filter(pk__in=JSONValues([])).exists()
