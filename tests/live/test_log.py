from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from live import log
from live.models import RoundEvent
from tests.live.conftest import MakeRound

pytestmark = pytest.mark.database


def test_events_are_counted_from_one_in_each_round(make_round: MakeRound) -> None:
    first, second = make_round(), make_round(code="RVE2346")
    with transaction.atomic():
        events = [log.append(one, log.PHASE, {"n": 1}) for one in (first, first, second)]
    assert [event.seq for event in events] == [1, 2, 1]
    assert (first.seq, second.seq) == (2, 1)


def test_what_was_missed_comes_in_order(make_round: MakeRound) -> None:
    one = make_round()
    with transaction.atomic():
        for number in range(5):
            log.append(one, log.PHASE, {"n": number})
    assert [event.data["n"] for event in log.since(one.pk, 2)] == [2, 3, 4]
    assert log.since(one.pk, 5) == []


def test_an_event_goes_with_what_it_tells_of(make_round: MakeRound) -> None:
    one = make_round()

    @transaction.atomic
    def fail() -> None:
        log.append(one, log.PHASE, {})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    one.refresh_from_db()
    assert one.seq == 0
    assert not RoundEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_no_event_is_written_by_itself(make_round: MakeRound) -> None:
    with pytest.raises(AssertionError, match="stored together"):
        log.append(make_round(), log.PHASE, {})


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_instant_leave_no_gap(make_round: MakeRound) -> None:
    one, start = make_round(), Barrier(4)

    def write() -> None:
        start.wait()
        for _ in range(5):
            with transaction.atomic():
                log.append(type(one).objects.select_for_update().get(pk=one.pk), log.PHASE, {})
        connection.close()

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [event.seq for event in log.since(one.pk, 0)] == list(range(1, 21))
