"""Settings that the arguments and the environment of a store give."""

from __future__ import annotations

import pytest

from tests.whatif.files import compose, findings, item, kubernetes
from tests.whatif.promises import DISK, MEMORY, SAVES, cache, memory, of_command, saved
from whatif.durability import Durability
from whatif.readers.settings import words


@pytest.mark.parametrize(
    ("image", "command", "expected"),
    [
        ("redis:7", "redis-server --save '' --appendonly no", MEMORY),
        ("redis:7", '["redis-server", "--save", "", "--appendonly", "no"]', MEMORY),
        ("redis:7", "redis-server --save ''", MEMORY),
        ("redis:7", "redis-server --appendonly no", SAVES),
        ("redis:7", "redis-server --save 300 100", saved((300, 100))),
        ("redis:7", '["--save", "300 100"]', saved((300, 100))),
        ("redis:7", "redis-server --save 300 100 --save 60 9 --port 1", saved((300, 100), (60, 9))),
        ("redis:7", "redis-server --save 300 100 60 9", saved((300, 100), (60, 9))),
        ("redis:7", "redis-server --save 300 100 --save '' --save 60 9", saved((60, 9))),
        ("redis:7", "redis-server --appendonly yes", cache(1.0)),
        ("redis:7", "redis-server --appendonly yes --appendfsync everysec", cache(1.0)),
        ("redis:7", "redis-server --appendonly yes --appendfsync always", DISK),
        ("redis:7", "redis-server --appendonly yes --appendfsync no", cache(30.0)),
        ("redis:7", "redis-server --appendfsync always", SAVES),
        ("redis:7", "'redis-server --appendonly ${AOF:-yes}'", cache(1.0)),
        ("redis:7", """["sh", "-c", "redis-server --appendonly yes --save ''"]""", cache(1.0)),
        ("redis:7", """'sh -ec "exec redis-server --appendonly yes"'""", cache(1.0)),
        ("postgres:16", "postgres -c synchronous_commit=off", memory(0.6)),
        ("postgres:16", '["postgres", "-c", "synchronous_commit=off"]', memory(0.6)),
        ("postgres:16", "-csynchronous_commit=off", memory(0.6)),
        ("postgres:16", "postgres --synchronous-commit=off", memory(0.6)),
        ("postgres:16", "-c synchronous_commit=on -c synchronous_commit=false", memory(0.6)),
        ("postgres:16", "-c synchronous_commit=remote_apply", DISK),
        ("postgres:16", "-c fsync=off -c shared_buffers=1GB", cache(30.0, tears=True)),
        ("postgres:16", "postgres -F", cache(30.0, tears=True)),
        ("postgres:16", "-c fsync=0 -c synchronous_commit=0", memory(0.6, tears=True)),
        ("mysql", "--innodb-flush-log-at-trx-commit=2", cache(1.0)),
        ("mysql", "mysqld --innodb_flush_log_at_trx_commit 0", memory(1.0)),
        ("mariadb", "--innodb_flush_log_at_trx_commit=1", DISK),
        ("nats", "-js -sd /data", cache(120.0)),
        ("nats", "--jetstream", cache(120.0)),
        ("nats", "--jetstream=false", MEMORY),
    ],
)
def test_arguments_change_what_is_acknowledged(
    image: str, command: str, expected: Durability
) -> None:
    assert of_command(image, command) == expected


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ("VALKEY_EXTRA_FLAGS: --appendonly yes", cache(1.0)),
        ("REDIS_AOF_ENABLED: 'no'", SAVES),
    ],
)
def test_variables_change_what_is_acknowledged(variables: str, expected: Durability) -> None:
    image = "bitnami/redis" if "ENABLED" in variables else "valkey/valkey"
    text = f"services: {{x: {{image: {image}, environment: {{{variables}}}}}}}"
    assert item(compose(text), "data").durability == expected


def test_settings_of_an_item_win_over_the_arguments() -> None:
    text = """\
        services:
          x:
            image: postgres:16
            command: -c synchronous_commit=off
            x-state: {a: {}, b: {settings: {synchronous_commit: on}}}
        """
    stack = compose(text)
    assert item(stack, "a").durability == memory(0.6)
    assert item(stack, "b").durability == DISK


def test_arguments_of_a_pod_count_too() -> None:
    text = """\
        apiVersion: v1
        kind: Pod
        metadata: {name: db}
        spec: {containers: [{image: "redis:7", args: [redis-server, --appendonly, "yes"]}]}
        """
    assert item(kubernetes(text), "data").durability == cache(1.0)


def test_the_mapping_of_a_setting_that_means_nothing_is_a_finding() -> None:
    stack = compose("services:\n  x:\n    image: redis:7\n    command: --appendonly maybe\n")
    what = "appendonly is maybe for redis, which means nothing: read as its default"
    assert findings(stack) == [(what, 3)]
    assert item(stack, "data").durability == SAVES


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("a 'b c'", ["a", "b c"]),
        ("a 'b", ["a", "'b"]),
        ("/bin/bash -lc 'a b'", ["/bin/bash", "-lc", "a", "b"]),
        ("sh -c 'sh -c \"a b\"'", ["sh", "-c", "sh", "-c", "a", "b"]),
        ("sh -c", ["sh", "-c"]),
    ],
)
def test_a_script_counts_as_the_words_in_it(command: str, expected: list[str]) -> None:
    assert words(command) == expected
