"""What a person has read, given out and moved to their account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from accounts.models import User
from lessons.belongings import READINGS
from lessons.models import Reading

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def bob() -> User:
    return User.objects.create_user()


@pytest.fixture
def read() -> Callable[[User, str, int], Reading]:
    def make(learner: User, section: str, hour: int) -> Reading:
        at = NOON.replace(hour=hour)
        return Reading.objects.create(
            learner=learner, lesson="what-is-state", section=section, read_at=at
        )

    return make


def hours(learner: User) -> dict[str, int]:
    return dict(Reading.objects.of(learner).values_list("section", "read_at__hour"))


def test_the_export_has_each_section_of_one_person_alone(
    alice: User, bob: User, read: Callable[..., Reading]
) -> None:
    read(alice, "where", 2)
    read(alice, "definition", 1)
    read(bob, "scope", 1)
    assert list(READINGS.export(alice)) == [
        {"lesson": "what-is-state", "section": "definition", "read_at": NOON.replace(hour=1)},
        {"lesson": "what-is-state", "section": "where", "read_at": NOON.replace(hour=2)},
    ]


def test_of_a_section_that_both_have_read_the_earlier_time_is_kept(
    alice: User, bob: User, read: Callable[..., Reading]
) -> None:
    for section, guests, own in (("where", 1, 5), ("scope", 5, 1), ("cost", 3, None)):
        read(bob, section, guests)
        if own:
            read(alice, section, own)
    read(alice, "definition", 4)
    READINGS.merge(bob, alice)
    assert hours(alice) == {"where": 1, "scope": 1, "cost": 3, "definition": 4}
    bob.delete()
    assert Reading.objects.count() == 4


def test_merging_takes_as_many_queries_for_many_sections_as_for_two(
    alice: User,
    bob: User,
    read: Callable[..., Reading],
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for number in range(50):
        read(bob, f"part-{number}", 1)
        read(alice, f"part-{number * 2}", 2)
    with django_assert_max_num_queries(7):  # type: ignore[attr-defined]
        READINGS.merge(bob, alice)
    assert len(hours(alice)) == 75
