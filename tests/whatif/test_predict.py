"""What the rules say beyond the two matrices: copies, users, writers, waiting."""

from __future__ import annotations

import pytest

from tests.whatif.stacks import ask, compose, fates, unit, web, workload
from whatif.outcome import Downtime, Fate
from whatif.rules import RULES

S, L, P, I = Fate.SURVIVES, Fate.LOST, Fate.PARTLY_LOST, Fate.INACCESSIBLE  # noqa: E741


# Linux


UNIT = """\
[Service]
ExecStart=/usr/bin/ledger
StateDirectory=ledger
RuntimeDirectory=ledger
PrivateTmp=yes
{restart}
[X-State]
ledger = {{at: /var/lib/ledger/book}}
lookup = {{at: /run/ledger/cache, role: derived, of: ledger}}
upload = {{at: /tmp/upload}}
lock = {{at: /run/ledger.lock}}
"""


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("restart", {"ledger": S, "lookup": L, "upload": L, "lock": S}),
        ("crash", {"ledger": S, "lookup": L, "upload": L, "lock": S}),
        ("reboot", {"ledger": S, "lookup": L, "upload": L, "lock": L}),
        ("disk-loss", {"ledger": L, "lookup": L, "upload": L}),
        ("node-loss", {"ledger": L, "lookup": L, "upload": L, "lock": L}),
    ],
)
def test_a_unit_keeps_its_state_directory_and_not_its_runtime_directory(event, expected):
    found = fates(ask(unit(UNIT.format(restart="")), event))
    assert {item: found[item] for item in expected} == expected


@pytest.mark.parametrize(
    ("restart", "waits"), [("Restart=on-failure", "brief"), ("", "until_manual")]
)
def test_a_crashed_unit_comes_back_only_where_its_file_says_so(restart, waits):
    assert ask(unit(UNIT.format(restart=restart)), "crash").downtime == waits


# Copies


BACKED_UP = """\
services:
  db:
    image: postgres:17
    volumes: ["pg:/var/lib/postgresql/data"]
    x-state: {{orders: {{{keys}}}}}
  copy:
    image: postgres:17
    volumes: ["copy:/var/lib/postgresql/data"]
    x-facts: {{nodes: [other]}}
    x-state: {{orders: {{replica_of: db, lag: {lag}}}}}
volumes: {{pg: {{}}, copy: {{}}}}
"""


def test_a_backup_is_one_more_copy_with_an_age():
    stack = compose(
        'services: {db: {image: "postgres:17", volumes: ["pg:/var/lib/postgresql/data"],'
        " x-state: {orders: {backup: 6h}}}}\nvolumes: {pg: {}}"
    )
    (row,) = ask(stack, "disk-loss").state
    assert (row.fate, row.window) == (P, "the last 6 hours")


def test_the_freshest_copy_decides():
    stack = compose(BACKED_UP.format(keys="backup: 6h", lag="2s"))
    (row,) = ask(stack, "disk-loss host").state
    assert (row.fate, row.window, row.rules[-1]) == (P, "the last 2 seconds", "R100")


def test_a_replica_that_acknowledges_first_loses_nothing():
    stack = compose(BACKED_UP.format(keys="", lag="0s"))
    assert fates(ask(stack, "node-loss host")) == {"orders": S}


def test_a_replica_on_the_same_disk_is_no_help():
    stack = compose(BACKED_UP.format(keys="", lag="0s").replace("nodes: [other]", "nodes: [host]"))
    assert fates(ask(stack, "disk-loss")) == {"orders": L}


def test_down_with_volumes_deletes_the_replicas_too():
    stack = compose(BACKED_UP.format(keys="", lag="0s"))
    assert fates(ask(stack, "down-volumes")) == {"orders": L}


# Users


@pytest.mark.parametrize(
    ("policy", "event", "users"),
    [
        ("random", "none", (1.0, 0.0, 0.6667)),
        ("random", "restart web", (0.0, 1.0, 0.0)),
        ("sticky cookie", "none", (1.0, 0.0, 0.0)),
        ("sticky cookie", "crash web/0", (0.6667, 0.3333, 0.0)),
        ("sticky cookie", "restart web", (0.0, 1.0, 0.0)),
        ("sticky cookie", "scale=4 web", (1.0, 0.0, 0.0)),
        ("sticky cookie", "scale=2 web", (0.6667, 0.3333, 0.0)),
        ("hash modulo", "scale=4 web", (0.25, 0.75, 0.0)),
        ("hash modulo", "scale=2 web", (0.3333, 0.6667, 0.0)),
        ("consistent hash", "scale=4 web", (0.75, 0.25, 0.0)),
        ("consistent hash", "scale=2 web", (0.6667, 0.3333, 0.0)),
    ],
)
def test_users_follow_the_closed_forms_of_the_balancer(policy, event, users):
    assert ask(web(policy), event).users == users


def test_content_of_one_replica_is_missed_by_the_others_and_logs_nobody_out():
    assert ask(web("sticky cookie", 4, use="content"), "none").users == (1.0, 0.0, 0.75)


def test_a_token_is_out_of_reach_when_its_key_was_made_at_start():
    stack = compose(
        'services: {web: {image: "shop:1", x-state: {login: {at: client, needs: key, use: session},'
        " key: {at: process memory}}}}"
    )
    outcome = ask(stack, "restart web")
    assert fates(outcome) == {"login": I, "key": L}
    assert outcome.users == (0.0, 1.0, 0.0)


def test_tokens_signed_by_different_keys_are_refused_by_the_other_replicas():
    stack = compose(
        'services: {web: {image: "shop:1", deploy: {replicas: 3}, x-state: '
        "{login: {at: client, needs: key, use: session}, key: {at: process memory}}}}"
    )
    assert ask(stack, "none").users == (1.0, 0.0, 0.6667)


# Writers


def test_a_job_inside_the_program_runs_once_in_each_replica():
    stack = workload("mail: {at: external:mail, writer: one}")
    assert fates(ask(stack, "none")) == {"mail": S}
    assert fates(ask(stack, "scale=3 app")) == {"mail": Fate.DUPLICATED}


def test_during_a_rolling_update_two_run_even_of_one_replica():
    rolling = workload("mail: {at: external:mail, writer: one}")
    recreate = workload("mail: {at: external:mail, writer: one}", strategy="Recreate")
    assert fates(ask(rolling, "rollout app")) == {"mail": Fate.DUPLICATED}
    assert fates(ask(recreate, "rollout app")) == {"mail": S}


def test_two_writers_on_one_volume_may_corrupt_it():
    stack = workload("orders: {at: /data/orders, writer: one}")
    assert fates(ask(stack, "scale=2 app")) == {"orders": Fate.CORRUPTION_RISK}


def test_each_replica_with_its_own_copy_diverges():
    stack = workload("count: {at: process memory, writer: one}", replicas=2)
    assert fates(ask(stack, "none")) == {"count": Fate.DIVERGED}


# Kubernetes beyond the matrix


def test_a_statefulset_waits_for_its_lost_node_and_a_deployment_does_not():
    waits = ask(workload(kind="StatefulSet"), "node-loss node-1")
    goes_on = ask(workload(), "node-loss node-1")
    assert (fates(waits), waits.downtime) == ({"orders": I}, Downtime.PROLONGED)
    assert (fates(goes_on), goes_on.downtime) == ({"orders": S}, Downtime.MINUTES)


def test_a_node_that_is_back_within_minutes_has_only_rebooted():
    assert fates(ask(workload(kind="StatefulSet"), "node-loss node-1 back=2m")) == {"orders": S}


def test_a_rollout_to_another_node_waits_while_the_old_pod_serves():
    outcome = ask(workload(), "rollout app at=other-node")
    assert (fates(outcome), outcome.downtime) == ({"orders": S}, Downtime.NONE)
    assert "R63" in outcome.state[0].rules


def test_recreate_leaves_a_gap_and_a_rolling_update_does_not():
    assert ask(workload(), "rollout app").downtime == Downtime.NONE
    assert ask(workload(strategy="Recreate"), "rollout app").downtime == Downtime.BRIEF


def test_a_second_replica_serves_while_one_is_replaced():
    assert ask(workload(replicas=2), "replace app/0").downtime == Downtime.NONE
    assert ask(workload(replicas=1), "replace app").downtime == Downtime.BRIEF


def test_scaled_to_nothing_nobody_serves_what_is_still_there():
    outcome = ask(workload(), "scale=0 app")
    assert (fates(outcome), outcome.downtime) == ({"orders": I}, Downtime.UNTIL_MANUAL)


# The whole


def test_every_row_names_its_rules_and_every_step_has_a_source():
    outcome = ask(workload(), "drain node-1")
    numbers = {rule.number for rule in RULES.values()}
    assert all(row.rules for row in outcome.state)
    assert {step.rule for step in outcome.trace} <= numbers
    assert all(rule.source.startswith("https://") for rule in RULES.values())


def test_the_order_of_services_changes_nothing_but_the_order_of_rows():
    a = 'a: {image: "a:1", x-state: {x: {at: process memory}}}'
    b = 'b: {image: "b:1", x-state: {y: {at: /y}}}'
    one, other = (compose(f"services: {{{first}, {second}}}") for first, second in [(a, b), (b, a)])
    assert fates(ask(one, "restart a")) == fates(ask(other, "restart a")) == {"x": L, "y": S}


def test_there_are_two_rows_only_where_instances_fare_differently():
    text = "count: {at: process memory}"
    two = ask(workload(text, replicas=2), "replace app/0")
    one = ask(workload(text, replicas=2), "none")
    assert fates(two) == {"count (hit)": L, "count (others)": S}
    assert fates(one) == {"count": S}
    assert fates(ask(workload(text, replicas=2), "rollout app")) == {"count": L}


def test_the_store_of_an_image_has_one_writer_also_where_its_path_is_named():
    named = compose(
        'services: {db: {image: "mariadb:11", deploy: {replicas: 3},'
        " x-state: {tables: {at: /var/lib/mysql}, dump: {at: /root/dump.sql}}}}"
    )
    assert fates(ask(named, "none")) == {"tables": Fate.DIVERGED, "dump": S}


def test_a_key_in_the_environment_is_the_same_for_all_replicas():
    stack = compose(
        'services: {web: {image: "shop:1", deploy: {replicas: 3}, environment: {SECRET_KEY: x},'
        ' x-state: {login: {at: client, needs: key, use: session}, key: {at: "env:SECRET_KEY"}}}}'
    )
    assert ask(stack, "none").users == (1.0, 0.0, 0.0)
    assert ask(stack, "restart web").users == (1.0, 0.0, 0.0)


def test_in_kubernetes_the_kubelet_starts_again_what_crashed():
    crashed = ask(workload(), "crash app")
    assert crashed.downtime == Downtime.BRIEF
    assert [step.rule for step in crashed.trace][-1] == "R50"
    assert "R30" not in {step.rule for step in crashed.trace}
