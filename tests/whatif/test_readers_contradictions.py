"""What a block says against itself, or against the rest of the file."""

from __future__ import annotations

import pytest

from tests.whatif.files import faults


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("x: {at: /x, needs: x}", "needs names the item itself"),
        ("x: {at: /x, of: x}", "of names the item itself"),
        ("x: {at: /x, input: web/x}", "input names the item itself"),
        ("x: {at: /x, replica_of: web}", "replica_of names the item itself"),
        ("x: {at: client, held_by: all}", "held_by is for what instances hold; client is none"),
        ("x: {at: 'external:mail', held_by: 0}", "held_by is for what instances hold; external"),
        ("x: {at: /x, lag: 2s}", "lag is that of a copy: write held_by: all, or replica_of"),
        ("x: {at: /x, input_ack: after}", "input_ack is about the message of an input: write"),
    ],
)
def test_keys_of_an_item_that_cannot_both_be_meant(entry: str, expected: str) -> None:
    text = f"services:\n  web:\n    image: shop:1\n    x-state:\n      {entry}\n"
    (found,) = faults(text)
    assert found.startswith(f"compose.yaml:5: {expected}")


def test_a_replica_of_a_replica_is_a_fault() -> None:
    text = """\
        services:
          a: {image: "postgres:16", x-state: {rows: {}}}
          b: {image: "postgres:16", x-state: {rows: {replica_of: a}}}
          c: {image: "postgres:16", x-state: {rows: {replica_of: b}}}
        """
    (found,) = faults(text)
    assert found.startswith("compose.yaml:4: rows of b is a replica itself")


@pytest.mark.parametrize("restart", ["restart: always", "deploy: {restart_policy: {}}"])
def test_a_restart_policy_excludes_removal(restart: str) -> None:
    text = (
        "services:\n  web:\n    image: nginx:1\n"
        f"    x-facts: {{remove_on_exit: true}}\n    {restart}\n"
    )
    removed = [
        "compose.yaml:4: docker run refuses --rm with a restart policy: leave one of them out"
    ]
    assert faults(text) == (removed if "always" in restart else [])


def test_only_docker_removes_what_has_ended() -> None:
    what = "remove_on_exit is docker run --rm, which nothing here is: leave it out"
    text = "[Service]\nExecStart=/bin/web\n[X-Facts]\nremove_on_exit = true\n"
    assert faults(text, "web.service") == [f"web.service:4: {what}"]
    facts = "stateguide.dev/facts: '{remove_on_exit: true}'"
    text = f"apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations: {{{facts}}}\n"
    text += "spec: {containers: [{image: nginx}]}\n"
    assert faults(text, "stack.yaml") == [f"stack.yaml:5: {what}"]
