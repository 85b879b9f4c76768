"""Whatever a text says, it makes a stack or a BadStack."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from whatif.readers import BadStack, SourceFile, read

COMPOSE = """\
name: shop
services:
  web:
    image: shop:1
    deploy: {replicas: 2}
    ports: ["80:80"]
    volumes: ["v:/v", ./d:/d, {type: tmpfs, target: /t}]
    environment: [A=1]
    env_file: [{path: .env}]
    stop_grace_period: 1m30s
    command: sh -c "app --x=1; echo 'done'"
    x-routing: {policy: sticky cookie, clients: 3}
    x-facts: {nodes: [a, b], processes: 2, failover: by hand}
    x-state:
      up: {at: /v/x, of: db/data, held_by: 1, ack: page cache, flush: 2s, written: old}
      mail: {at: external, input: mq/jobs, input_ack: before, idempotent: true}
      rows: {at: /v/r, store: sqlite, settings: {journal_mode: WAL, synchronous: 1}}
  db: {image: postgres:16, restart: always, command: ["-c", "fsync=off"]}
  mq: {image: "redis:7", command: --save 60 1, x-state: {jobs: {writes: {count: 1, over: 2s}}}}
volumes: {v: {driver_opts: {type: nfs}, x-facts: {locality: node}}}
"""
MANIFEST = """\
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  annotations:
    stateguide.dev/facts: '{nodes: [a]}'
    stateguide.dev/state: |
      up: {at: /v/x, role: derived}
spec:
  replicas: 2
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 5
      containers:
      - image: "redis:7"
        args: [--save, "60 1"]
        envFrom: [{configMapRef: {name: c}}]
        volumeMounts: [{name: v, mountPath: /v}]
      volumes: [{name: w, emptyDir: {medium: Memory}}]
  volumeClaimTemplates: [{metadata: {name: v}, spec: {accessModes: [ReadWriteOnce]}}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, sessionAffinity: ClientIP}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: b}
spec: {selector: {matchExpressions: [{key: app, operator: In, values: [web]}]}}
"""
UNIT = """\
[Service]
ExecStart=/bin/web
StateDirectory=web
Restart=always
TimeoutStopSec=1min 2s
FileDescriptorStoreMax=1
EnvironmentFile=-/e
[X-State]
up = {at: /var/lib/web, use: session}
[X-Facts]
nodes = [a]
"""
NAMES = ("compose.yaml", "stack.yaml", "web.service")
PIECES = [
    "{",
    "}",
    "[",
    "]",
    ":",
    "\n",
    "  ",
    "- ",
    "&a ",
    "*a",
    "<<: ",
    "!x ",
    "|",
    "${",
    "'",
    "~",
    "7",
]


@pytest.mark.parametrize(
    ("name", "text"), list(zip(NAMES, (COMPOSE, MANIFEST, UNIT), strict=True)), ids=NAMES
)
def test_the_files_that_are_spoilt_here_are_good(name: str, text: str) -> None:
    assert read([SourceFile(name, text)]).services


def survives(name: str, text: str) -> None:
    with suppress(BadStack):
        read([SourceFile(name, text)])


@given(st.sampled_from(NAMES), st.text())
@example("a.yaml", "\x85")
@example("a.yaml", "a: \u2028b")
@settings(deadline=None)
def test_any_text(name: str, text: str) -> None:
    survives(name, text)


@given(st.sampled_from(NAMES), st.lists(st.sampled_from(PIECES)).map("".join))
@settings(deadline=None)
def test_any_punctuation(name: str, text: str) -> None:
    survives(name, text)


@given(
    st.sampled_from([(COMPOSE, NAMES[0]), (MANIFEST, NAMES[1]), (UNIT, NAMES[2])]),
    st.integers(0, 1500),
    st.integers(0, 40),
    st.one_of(st.sampled_from(PIECES), st.text(max_size=8)),
)
@settings(max_examples=300, deadline=None)
def test_any_edit_of_a_good_file(case: tuple[str, str], start: int, cut: int, put: str) -> None:
    text, name = case
    start %= len(text)
    survives(name, text[:start] + put + text[start + cut :])


SCALARS = st.sampled_from(
    ["", "null", "7", "-1", "true", "/v", "a:b", "${X}", "[]", "{}", "[[1]]", "{a: b}"]
)
KEYS = st.sampled_from(
    [
        *("image", "build", "volumes", "ports", "deploy", "restart", "environment", "command"),
        *("depends_on", "tmpfs", "secrets", "scale", "x-state", "x-facts", "x-routing", "extends"),
    ]
)


@given(st.dictionaries(KEYS, SCALARS))
@settings(deadline=None)
def test_any_value_at_any_key_of_a_service(service: dict[str, str]) -> None:
    lines = "".join(f"    {key}: {value}\n" for key, value in service.items())
    survives(NAMES[0], f"services:\n  web:\n    init: true\n{lines}")


def paths(text: str) -> list[str]:
    """All texts that come from a manifest by putting something else after one colon."""
    parts = text.split(": ")
    return [
        ": ".join([*parts[:number], value + " #" + parts[number]])
        for number in range(1, len(parts))
        for value in ("", "7", "[]", "{}", "[{}]", "null")
    ]


def test_another_value_after_any_colon_of_a_good_file() -> None:
    for case, name in ((COMPOSE, NAMES[0]), (MANIFEST, NAMES[1])):
        for text in paths(case):
            survives(name, text)
