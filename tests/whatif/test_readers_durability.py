"""The keys of an item that say how its writes become safe."""

from __future__ import annotations

import pytest

from tests.whatif.files import compose, faults, item
from whatif.durability import Ack, Durability, SavePoint, Writes, Written
from whatif.readers.durations import spelled_out


def durability(entry: str, image: str = "a:1") -> Durability:
    text = f"services: {{x: {{image: '{image}', x-state: {{y: {{{entry}}}}}}}}}"
    return item(compose(text), "y").durability


@pytest.mark.parametrize(
    ("ack", "flush"),
    [
        ("process memory", None),
        ("page cache", 30.0),
        ("disk", None),
        ("replica", None),
        ("majority", None),
        ("none", None),
    ],
)
def test_a_place_has_its_own_time_to_the_disk(ack: str, flush: float | None) -> None:
    assert durability(f"at: /x, ack: {ack}") == Durability(ack=Ack(ack), flush=flush)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("", Durability()),
        ("ack: page cache, flush: 5s", Durability(ack=Ack.PAGE_CACHE, flush=5.0)),
        ("ack: page cache, flush: never", Durability(ack=Ack.PAGE_CACHE)),
        ("ack: replica, flush: 30s", Durability(ack=Ack.REPLICA, flush=30.0)),
        ("flush: never", Durability()),
        ("flush_on_stop: 2s", Durability(flush_on_stop=2.0)),
        ("written: old", Durability(written=Written.OLD)),
        ("written: during", Durability(written=Written.DURING)),
        (
            "ack: process memory, flush: 10m, last_flush: 4m, writes: {count: 9, over: 1m}",
            Durability(
                ack=Ack.PROCESS_MEMORY, flush=600.0, last_flush=240.0, writes=Writes(9, 60.0)
            ),
        ),
    ],
)
def test_an_item_says_how_it_is_written(entry: str, expected: Durability) -> None:
    assert durability(f"at: /x, {entry}") == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("ack: disk", Durability(flush_on_stop=0.0)),
        ("flush: 5s", Durability(ack=Ack.PROCESS_MEMORY, flush=5.0, flush_on_stop=0.0)),
        (
            "flush_on_stop: 20s, settings: {save: 60 1}",
            Durability(
                ack=Ack.PROCESS_MEMORY, flush_on_stop=20.0, save_points=(SavePoint(60.0, 1),)
            ),
        ),
    ],
)
def test_keys_of_an_item_win_over_its_store(entry: str, expected: Durability) -> None:
    assert durability(entry, "redis:7") == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("ack: memory", "ack is one of: process memory, page cache, disk, replica, majority, none"),
        ("written: now", "written is one of: old, recent, during, not now"),
        ("ack: page cache, flush: 5", "flush is a duration such as"),
        ("flush_on_stop: soon", "flush_on_stop is a duration"),
        ("ack: page cache, last_flush: 4", "last_flush is a duration"),
        ("ack: page cache, writes: 4", "a block is a mapping"),
        ("ack: page cache, writes: {count: 4}", "writes is {count: N, over: DURATION}"),
        ("ack: page cache, writes: {count: 0, over: 1s}", "count is a whole number from 1, not 0"),
        ("ack: page cache, writes: {count: 4, over: 1}", "over is a duration"),
        (
            "ack: page cache, writes: {count: 4, over: 1s, x: 1}",
            "writes has no key x; its keys are: count over",
        ),
        ("flush: 5s", "flush says nothing where acknowledged means on the disk: write ack: page"),
        ("ack: disk, last_flush: 4m", "last_flush says nothing where acknowledged means"),
        ("writes: {count: 1, over: 1s}", "writes says nothing where acknowledged means"),
    ],
)
def test_faults_in_how_an_item_is_written(entry: str, expected: str) -> None:
    text = f"services:\n  x:\n    image: a:1\n    x-state:\n      y: {{at: /x, {entry}}}\n"
    (found,) = faults(text)
    assert found.startswith(f"compose.yaml:5: {expected}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("90s", 90.0), ("1m30s", 90.0), ("1.5m", 90.0), ("90", 90.0), ("1min 30s", 90.0)),
        *(("500ms", 0.5), ("2 hours", 7200.0), ("", None), ("1x", None), ("s", None)),
    ],
)
def test_durations_of_the_tools(text: str, expected: float | None) -> None:
    assert spelled_out(text) == expected
