"""Kubernetes manifests: what runs, how many, who starts it again."""

from __future__ import annotations

import json

import pytest

from tests.whatif.files import faults, findings, kubernetes, only_service, workload
from whatif.model import Kind, Mark, Policy


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.UNIT, Kind.CONTAINER)])
def test_every_kind_of_workload_is_a_service(kind: Kind) -> None:
    service = only_service(kubernetes(workload(kind)))
    assert (service.kind, service.name, service.replicas) == (kind, "web", 1)
    assert (service.nodes, service.policy) == (("node-1",), Policy.PER_CONNECTION)
    assert service.mark == Mark("stack.yaml", 3)


@pytest.mark.parametrize(
    ("kind", "spec", "replicas"),
    [
        ("Deployment", ", replicas: 3", 3),
        ("Deployment", ", replicas: 0", 0),
        ("Deployment", ", replicas: null", 1),
        ("StatefulSet", ", replicas: 3", 3),
        ("Job", ", parallelism: 3", 3),
        ("CronJob", ", parallelism: 3", 3),
        ("DaemonSet", ", replicas: 3", 1),
        ("Deployment", ", replicas: many", 1),
    ],
)
def test_replicas(kind: str, spec: str, replicas: int) -> None:
    assert only_service(kubernetes(workload(kind, spec))).replicas == replicas


@pytest.mark.parametrize(
    ("pod", "grace"),
    [
        ("", 30.0),
        (", terminationGracePeriodSeconds: 120", 120.0),
        (", terminationGracePeriodSeconds: 0", 0.0),
        (", terminationGracePeriodSeconds: 2m", 30.0),
    ],
)
def test_a_pod_has_its_time_to_stop(pod: str, grace: float) -> None:
    stack = kubernetes(workload("Deployment", pod=pod))
    assert only_service(stack).grace == grace
    said = "terminationGracePeriodSeconds is 2m, not a number: 30 assumed"
    assert findings(stack) == ([(said, 4)] if "2m" in pod else [])


@pytest.mark.parametrize(
    ("kind", "hostname"), [("StatefulSet", "web"), ("Deployment", ""), ("Pod", "")]
)
def test_a_pod_of_a_set_has_a_name_that_stays(kind: str, hostname: str) -> None:
    assert only_service(kubernetes(workload(kind))).hostname == hostname


BUDGET = (
    "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {selector: %s}\n"
)


@pytest.mark.parametrize(
    ("selector", "protects"),
    [
        ("{}", True),
        ("{matchLabels: {app: web}}", True),
        ("{matchLabels: {app: other}}", False),
        ("{matchLabels: {app: web, tier: back}}", False),
        ("{matchExpressions: [{key: tier, operator: In, values: [front, back]}]}", True),
        ("{matchExpressions: [{key: tier, operator: NotIn, values: [front]}]}", False),
        ("{matchExpressions: [{key: tier, operator: Exists}]}", True),
        ("{matchExpressions: [{key: tier, operator: DoesNotExist}]}", False),
    ],
)
def test_a_budget_stands_for_the_pods_it_selects(selector: str, protects: bool) -> None:
    stack = kubernetes(workload("Deployment") + BUDGET % selector)
    assert only_service(stack).budget is protects


def test_a_budget_ends_at_its_namespace() -> None:
    text = (workload("Deployment") + BUDGET % "{}").replace("{name: b}", "{name: b, namespace: x}")
    assert not only_service(kubernetes(text)).budget


def test_a_daemon_set_has_an_instance_on_each_node() -> None:
    facts = "name: web, annotations: {stateguide.dev/facts: '{nodes: [a, b, c]}'}"
    text = workload("DaemonSet").replace("name: web}\n", f"{facts}}}\n", 1)
    assert only_service(kubernetes(text)).replicas == 3


@pytest.mark.parametrize(
    ("kind", "spec", "surge", "recreate"),
    [
        ("Deployment", "", 1, False),
        ("Deployment", ", replicas: 5", 2, False),
        ("Deployment", ", replicas: 4, strategy: {rollingUpdate: {maxSurge: 30%}}", 2, False),
        ("Deployment", ", replicas: 4, strategy: {rollingUpdate: {maxSurge: 3}}", 3, False),
        ("Deployment", ", strategy: {rollingUpdate: {maxSurge: 0}}", 0, False),
        ("Deployment", ", strategy: {rollingUpdate: {maxSurge: x}}", 0, False),
        ("Deployment", ", strategy: {type: Recreate}", 0, True),
        ("StatefulSet", "", 0, False),
        ("DaemonSet", "", 0, False),
        ("DaemonSet", ", updateStrategy: {rollingUpdate: {maxSurge: 1}}", 1, False),
    ],
)
def test_how_it_rolls_out(kind: str, spec: str, surge: int, recreate: bool) -> None:
    service = only_service(kubernetes(workload(kind, spec)))
    assert (service.max_surge, service.recreate_strategy) == (surge, recreate)


@pytest.mark.parametrize(
    ("kind", "spec", "pod", "again"),
    [
        ("Pod", "", "", True),
        ("Pod", "", ", restartPolicy: OnFailure", True),
        ("Pod", "", ", restartPolicy: Never", False),
        ("Job", "", ", restartPolicy: Never", True),
        ("Job", ", backoffLimit: 0", ", restartPolicy: Never", False),
        ("CronJob", ", backoffLimit: 0", ", restartPolicy: Never", False),
    ],
)
def test_who_starts_it_again(kind: str, spec: str, pod: str, again: bool) -> None:
    service = only_service(kubernetes(workload(kind, spec, pod)))
    assert (service.restarts_after_crash, service.starts_at_boot) == (again, again)


@pytest.mark.parametrize(
    ("pod", "ports"),
    [
        ("", ()),
        (", hostNetwork: true", (80,)),
    ],
)
def test_ports_of_the_host(pod: str, ports: tuple[int, ...]) -> None:
    text = workload("Deployment", pod=pod).replace(
        "image: nginx", "image: nginx, ports: [{containerPort: 80}]"
    )
    assert only_service(kubernetes(text)).host_ports == ports


@pytest.mark.parametrize(
    ("strategy", "finding"),
    [
        ("{type: OnDelete}", "updateStrategy OnDelete is not modelled yet"),
        ("{rollingUpdate: {partition: 2}}", "a rollout with a partition is not modelled yet"),
    ],
)
def test_a_rollout_that_leaves_old_pods_is_not_modelled(strategy: str, finding: str) -> None:
    stack = kubernetes(workload("StatefulSet", f", updateStrategy: {strategy}"))
    assert findings(stack) == [(finding, 4)]


def test_a_pod_may_name_its_node() -> None:
    assert only_service(kubernetes(workload("Pod", pod=", nodeName: n7"))).nodes == ("n7",)


def test_the_items_of_a_list_are_read_one_by_one() -> None:
    text = """\
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{image: nginx}]}}
        - {apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {containers: [{image: nginx}]}}
        """
    assert [service.name for service in kubernetes(text).services] == ["a", "b"]


def test_json_is_yaml() -> None:
    pod = {"containers": [{"image": "nginx"}]}
    text = json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": pod})
    assert only_service(kubernetes(text)).name == "a"


def test_only_kind_namespace_and_name_together_may_not_stand_twice() -> None:
    once = workload("Deployment") + workload("Job")
    assert len(kubernetes(once).services) == 2
    (found,) = faults(once + workload("Job"), "stack.yaml")
    assert found == "stack.yaml:13: web stands already in stack.yaml:8"


@pytest.mark.parametrize(
    ("kind", "spec", "finding"),
    [
        ("pg.io/v1 Cluster", "{storage: {size: 1Gi}}", "Cluster x: what it runs and keeps"),
        ("helm.io/v2 HelmRelease", "{}", "HelmRelease x: what it runs and keeps"),
        ("apps/v1 ReplicaSet", "{}", "ReplicaSet x: what it runs and keeps"),
        ("k.io/v1 Kustomization", "{}", "Kustomization x: what it runs and keeps"),
        ("apps/v1 Deployment", "{replicas: 2}", "Deployment x has no containers: a patch is not"),
    ],
)
def test_what_holds_state_and_is_not_read_is_said(kind: str, spec: str, finding: str) -> None:
    version, _, name = kind.partition(" ")
    text = f"apiVersion: {version}\nkind: {name}\nmetadata: {{name: x}}\nspec: {spec}\n"
    stack = kubernetes(text)
    assert stack.services == ()
    assert stack.not_modelled[0].what.startswith(finding)


def test_a_workload_without_a_name_is_said() -> None:
    stack = kubernetes("apiVersion: apps/v1\nkind: Deployment\nspec: {}\n")
    assert findings(stack) == [("a Deployment without metadata.name is not read", 1)]


def test_objects_without_state_make_no_noise() -> None:
    others = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: c}
data: {storage: x}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: c}
spec: {secretName: x}
"""
    assert findings(kubernetes(workload("Deployment") + others)) == []


def test_manifests_without_a_workload_say_so() -> None:
    (found,) = faults("apiVersion: v1\nkind: Service\nmetadata: {name: s}\n", "stack.yaml")
    assert found.startswith("stack.yaml:1: no service in it")


def test_a_second_container_that_keeps_state_is_said() -> None:
    text = workload("Pod").replace(
        "[{image: nginx}]", "[{image: nginx}, {image: 'postgres:16'}, {image: 'mysql:8'}]"
    )
    stack = kubernetes(text)
    assert [item.name for item in stack.services[0].items] == ["data"]
    assert findings(stack) == [("mysql keeps state beside the first container's", 4)]
