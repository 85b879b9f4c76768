"""Who hears SIGTERM: the program, or a shell before it that keeps it."""

from __future__ import annotations

import json

import pytest

from tests.whatif.files import compose, findings, kubernetes, only_service
from whatif.readers.signals import Hears, hears_stop


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("", Hears.YES),
        ("app --serve", Hears.YES),
        ("sh run.sh", Hears.YES),
        ("entry.sh sh -c 'app | tee log'", Hears.YES),  # the shell is not PID 1
        ("sh -c 'exec app'", Hears.YES),
        ("sh -c 'prepare && exec app'", Hears.YES),
        ("sh -c 'if test -f x; then exec app; fi'", Hears.YES),
        ("sh -c 'kubectl exec app; exit 1'", Hears.NO),
        ("sh -c 'app'", Hears.UNSETTLED),
        ("sh -c 'prepare && app'", Hears.UNSETTLED),
        ("sh -c 'prepare; app;'", Hears.UNSETTLED),
        ("sh -c 'trap stop TERM; app & wait'", Hears.UNSETTLED),
        ("sh -c 'app", Hears.UNSETTLED),
        ('sh -c "app \'"', Hears.UNSETTLED),
        ("sh -c 'app; echo stopped'", Hears.NO),
        ("sh -c 'app\nexit 1'", Hears.NO),
        ("/bin/bash -lc 'app || exit 1'", Hears.NO),
        ("sh -c 'app | tee log'", Hears.NO),
        ("sh -c 'prepare; app 2>&1 | tee log'", Hears.NO),
        ("sh -c 'app & wait'", Hears.NO),
        ("sh -c 'app &'", Hears.NO),
        ("sh -c 'while true; do app; sleep 5; done'", Hears.NO),
        ("sh -c 'echo \"a; b\"'", Hears.UNSETTLED),
        ("sh -c 'echo \"a | b\"'", Hears.UNSETTLED),
    ],
)
def test_a_command_says_who_hears_the_signal(command: str, expected: Hears) -> None:
    assert hears_stop(command) is expected


@pytest.mark.parametrize(
    ("script", "hears"), [("app; echo stopped", False), ("exec app", True), ("app", True)]
)
def test_a_service_hears_the_signal_unless_it_surely_does_not(script: str, hears: bool) -> None:
    command = json.dumps(["sh", "-c", script])
    in_compose = compose(f"services: {{web: {{image: nginx, command: {command}}}}}")
    pod = f"spec: {{containers: [{{image: nginx, command: {command}}}]}}"
    in_pod = kubernetes(f"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\n{pod}\n")
    assert [only_service(stack).hears_stop for stack in (in_compose, in_pod)] == [hears, hears]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{at: process memory, flush_on_stop: 2s}", True),
        ("{at: process memory}", False),
    ],
)
def test_what_is_open_is_said_where_it_decides_something(entry: str, said: bool) -> None:
    text = f"services:\n  x:\n    image: a:1\n    command: sh -c app\n    x-state: {{y: {entry}}}\n"
    what = "whether the shell hands SIGTERM on is not settled: write exec before the program"
    assert findings(compose(text)) == ([(what, 3)] if said else [])
