"""What stores promise when they acknowledge, by the settings that files and blocks give."""

from __future__ import annotations

import pytest

from tests.whatif.files import compose, faults, findings, item
from tests.whatif.promises import (
    DISK,
    MAJORITY,
    MEMORY,
    NONE,
    SAVES,
    cache,
    memory,
    of_command,
    saved,
)
from whatif.durability import Ack, Durability, Trait
from whatif.model import Place, Writer
from whatif.readers.images import store_names
from whatif.readers.stores import Store, stores


def of_settings(store: str, settings: str, more: str = "") -> Durability:
    entry = f"{{at: /x, store: {store}, settings: {{{settings}}}{more}}}"
    return item(
        compose(f"services: {{x: {{image: 'a:1', x-state: {{y: {entry}}}}}}}"), "y"
    ).durability


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        *(("postgres:16", DISK), ("mysql", DISK), ("mariadb:11", DISK), ("memcached", MEMORY)),
        *(("redis:7", SAVES), ("valkey/valkey:8", SAVES), ("bitnami/redis", cache(1.0))),
        *(("nats", MEMORY), ("prom/prometheus", cache(30.0))),
        ("rabbitmq:4", DISK),
        ("apache/kafka", cache(30.0, ack=Ack.REPLICA)),
        ("elasticsearch:8", Durability(ack=Ack.REPLICA)),
        ("grafana/grafana", DISK),
    ],
)
def test_what_an_image_acknowledges_when_nobody_says_anything(
    image: str, expected: Durability
) -> None:
    assert of_command(image, "[]") == expected


@pytest.mark.parametrize(
    ("store", "settings", "expected"),
    [
        ("redis", "save: ''", MEMORY),
        ("redis", "save: 60 5", saved((60, 5))),
        ("redis", "appendonly: yes, appendfsync: no", cache(30.0)),
        ("postgres", "synchronous_commit: off", memory(0.6)),
        ("postgres", "unlogged: true", memory(None)),
        ("postgres", "fsync: off", cache(30.0, tears=True)),
        ("mysql", "innodb_flush_log_at_trx_commit: 2", cache(1.0)),
        ("mariadb", "innodb_flush_log_at_trx_commit: 0", memory(1.0)),
        ("sqlite", "", DISK),
        ("sqlite", "journal_mode: wal", DISK),
        ("sqlite", "journal_mode: WAL, synchronous: NORMAL", cache(30.0)),
        ("sqlite", "journal_mode: WAL, synchronous: 1", cache(30.0)),
        ("sqlite", "synchronous: off", cache(30.0, tears=True)),
        ("sqlite", "synchronous: EXTRA", DISK),
        ("rabbitmq", "queue: classic, durable: true, delivery_mode: persistent", DISK),
        ("rabbitmq", "queue: quorum", MAJORITY),
        ("rabbitmq", "queue: quorum, delivery_mode: transient", MAJORITY),
        ("rabbitmq", "queue: quorum, confirms: false", NONE),
        ("rabbitmq", "confirms: false", NONE),
        ("rabbitmq", "durable: false", MEMORY),
        ("rabbitmq", "delivery_mode: 1, confirms: false", MEMORY),
        ("kafka", "acks: all", cache(30.0, ack=Ack.REPLICA)),
        ("kafka", "acks: -1", cache(30.0, ack=Ack.REPLICA)),
        ("kafka", "acks: 1", cache(30.0)),
        ("kafka", "acks: 0", NONE),
        ("nats", "jetstream: file", cache(120.0)),
        ("nats", "jetstream: memory", MEMORY),
        ("elasticsearch", "translog.durability: request", Durability(ack=Ack.REPLICA)),
        ("elasticsearch", "translog.durability: async", memory(5.0)),
        ("nfs", "export: sync", DISK),
        ("nfs", "export: async", cache(30.0, tears=True)),
    ],
)
def test_settings_of_a_block_say_how_an_item_is_written(
    store: str, settings: str, expected: Durability
) -> None:
    assert of_settings(store, settings) == expected


@pytest.mark.parametrize(("w", "expected"), [("majority", MAJORITY), ("1", memory(0.1))])
def test_a_replica_set_of_mongo_has_write_concerns(w: str, expected: Durability) -> None:
    assert of_settings("mongo", f"w: {w}", ", held_by: all") == expected


@pytest.mark.parametrize(
    ("store", "settings"),
    [
        ("mongo", "w: majority"),
        ("sqlite", "journal_mode: MEMORY"),
        ("sqlite", "synchronous: NORMAL"),
    ],
)
def test_what_the_sources_leave_open_has_no_item(store: str, settings: str) -> None:
    entry = f"{{at: /x, store: {store}, settings: {{{settings}}}}}"
    stack = compose(f"services:\n  x:\n    image: a:1\n    x-state:\n      y: {entry}\n")
    ((what, line),) = findings(stack)
    assert (what.endswith("is not settled: say ack"), line) == (True, 5)
    assert list(stack.items()) == []


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("store: oracle", "there is no store oracle; stores are: cassandra, clickhouse, elastic"),
        ("settings: {fsync: off}", "settings are those of a store: say with store which program"),
        ("store: sqlite, settings: {sync: 1}", "sqlite has no setting sync; it has: journal_mode,"),
        ("store: memcached, settings: {x: 1}", "memcached has no setting x; it has: none"),
        ("store: nfs, settings: {export: no}", "export is one of: sync, async, not no"),
        (
            "store: redis, settings: {save: daily}",
            'save is pairs of seconds and changes as "300 10',
        ),
        ("store: redis, settings: {save: [1]}", "save is pairs of seconds and changes"),
        ("store: redis, settings: []", "a block is a mapping"),
        (
            "store: rabbitmq, settings: {queue: quorum, durable: false}",
            "a quorum queue is always durable: leave durable out",
        ),
        ("store: nfs, settings: {export: sync}, ack: disk", "settings say how it is written, and"),
    ],
)
def test_faults_of_store_and_settings(entry: str, expected: str) -> None:
    text = f"services:\n  x:\n    image: a:1\n    x-state:\n      y: {{at: /x, {entry}}}\n"
    (found,) = faults(text)
    assert found.startswith(f"compose.yaml:5: {expected}")


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ("store: redis", True),
        ("store: redis, at: /var/lib/postgresql/data/x", True),
        ("store: postgres", False),
        ("store: sqlite, at: /backup/x.db", False),
    ],
)
def test_an_item_cannot_be_kept_by_another_store_where_the_image_keeps_its_own(
    entry: str, wrong: bool
) -> None:
    text = f"services:\n  x:\n    image: postgres:16\n    x-state:\n      y: {{{entry}}}\n"
    expected = "compose.yaml:5: the image keeps this in postgres, not in redis: leave store out, or"
    assert [found.startswith(expected) for found in faults(text)] == [True] * wrong


def test_a_store_tells_writer_and_traits() -> None:
    entry = "{at: /x, store: sqlite}"
    kept = item(compose(f"services: {{x: {{image: 'a:1', x-state: {{y: {entry}}}}}}}"), "y")
    assert (kept.store, kept.writer) == ("sqlite", Writer.ONE)
    assert kept.traits == {Trait.NEEDS_LOCAL_LOCKS}


@pytest.mark.parametrize(
    ("image", "trait"),
    [
        ("redis:7", Trait.FOLLOWS_PRIMARY),
        ("rabbitmq:4", Trait.UNDER_HOSTNAME),
        ("postgres:16", Trait.TIED_TO_MAJOR),
        ("prom/prometheus", Trait.NEEDS_LOCAL_LOCKS),
    ],
)
def test_an_image_has_the_traits_of_its_store(image: str, trait: Trait) -> None:
    kept = item(compose(f"services: {{x: {{image: '{image}'}}}}"), "data")
    assert kept.traits == {trait}


def test_memory_of_a_store_with_files_is_still_where_its_files_are() -> None:
    text = "services: {x: {image: 'redis:7', command: --save '', volumes: ['v:/data']}}"
    assert item(compose(text + "\nvolumes: {v: {}}"), "data").location.place is Place.NAMED_VOLUME


@pytest.mark.parametrize("store", stores().values(), ids=lambda store: store.name)
def test_every_combination_of_settings_means_something(store: Store) -> None:
    assert store.name in store_names()
    assert store.cases[-1].when == {} or store.name == "kafka"
    for case in store.cases:
        for name, values in case.when.items():
            setting = store.settings[name]
            assert [setting.value(value) for value in values] == list(values)
    for setting in store.settings.values():
        assert setting.value(setting.default) == setting.default
        assert set(setting.same.values()) <= set(setting.values)
        for value in setting.values:
            assert store.case({setting.name: value})
