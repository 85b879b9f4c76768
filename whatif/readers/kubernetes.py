"""Kubernetes manifests -> services."""

from __future__ import annotations

import math
from collections.abc import Iterable
from collections.abc import Mapping as Lookup
from typing import NamedTuple

from whatif.model import Kind, Place, Service
from whatif.readers import blocks, environment, pods, state
from whatif.readers.balancing import Balancing
from whatif.readers.budgets import Budgets
from whatif.readers.claims import Claims
from whatif.readers.contradictions import NO_DOCKER, check_removal
from whatif.readers.environment import Keys, keys
from whatif.readers.faults import Report
from whatif.readers.kept import Kept
from whatif.readers.manifests import WORKLOADS, Manifest, annotation, looks_like, manifests, texts
from whatif.readers.nodes import Mapping
from whatif.readers.program import Program, first_mounts
from whatif.readers.signals import listening

__all__ = ["looks_like", "read"]

NODE = "node-1"
GRACE = 30.0


def read(
    roots: Iterable[Mapping], images: Lookup[str, str], report: Report
) -> list[tuple[Service, Kept]]:
    """The workloads of all documents, with what they keep."""
    found = manifests(roots, report)
    claims = Claims(found, report)
    balancing, budgets = Balancing(found), Budgets(found)
    services = []
    for manifest in found:
        if manifest.kind in WORKLOADS and _is_whole(manifest, report):
            instead = images.get(manifest.name, "")
            known = Known(claims, balancing, budgets, keys(found, manifest.namespace))
            services.append(_service(manifest, instead, known, report))
    return services


class Known(NamedTuple):
    """What the other objects of the files say."""

    claims: Claims
    balancing: Balancing
    budgets: Budgets
    keys: Keys


def _is_whole(manifest: Manifest, report: Report) -> bool:
    """Whether it is a workload and not a patch of one."""
    if not manifest.name:
        report.note(manifest.mark, f"a {manifest.kind} without metadata.name is not read")
        return False
    if not _pod(manifest).mapping("spec").mappings("containers"):
        what = f"{manifest.kind} {manifest.name} has no containers: a patch is not read by itself"
        report.note(manifest.mark, what)
        return False
    return True


def _pod(manifest: Manifest) -> Mapping:
    """The pod, or the template of the pods."""
    if manifest.kind == Kind.POD:
        return manifest.root
    if manifest.kind == Kind.CRONJOB:
        return manifest.spec.mapping("jobTemplate", "spec", "template")
    return manifest.spec.mapping("template")


def _service(
    manifest: Manifest, instead: str, known: Known, report: Report
) -> tuple[Service, Kept]:
    kind = WORKLOADS[manifest.kind]
    _note_rollout(manifest, report)
    pod = _pod(manifest).mapping("spec")
    facts = _facts(manifest, report)
    nodes = facts.nodes or (pod.text("nodeName", NODE),)
    replicas = _replicas(kind, manifest, len(nodes), report)
    program = _program(manifest, pod, instead, replicas, known, report)
    kept = state.kept(program, annotation(manifest.root, "state", report), report)
    routing = blocks.routing(annotation(manifest.root, "routing", report), report)
    labels = texts(_pod(manifest).mapping("metadata", "labels"))
    again = _runs_again(kind, manifest, pod)
    service = Service(
        name=manifest.name,
        kind=kind,
        mark=manifest.mark,
        image=program.main.image,
        replicas=replicas,
        items=tuple(kept.items),
        policy=routing.policy or known.balancing.policy(manifest.namespace, labels),
        clients=routing.clients,
        nodes=nodes,
        zones=facts.zones,
        processes=facts.processes,
        failover=facts.failover,
        namespace=manifest.namespace,
        restarts_after_crash=again,
        starts_at_boot=again,
        recreate_strategy=manifest.spec.mapping("strategy").text("type") == "Recreate",
        max_surge=_max_surge(kind, manifest, replicas),
        host_ports=_host_ports(pod),
        grace=_grace(pod, report),
        hears_stop=listening(program.main, kept, report),
        hostname=manifest.name if kind is Kind.STATEFULSET else "",
        budget=known.budgets.protect(manifest.namespace, labels),
    )
    return service, kept


def _facts(manifest: Manifest, report: Report) -> blocks.Facts:
    block = annotation(manifest.root, "facts", report)
    facts = blocks.facts(block, report)
    check_removal(block, facts, NO_DOCKER, report)
    return facts


def _program(
    manifest: Manifest, pod: Mapping, instead: str, replicas: int, known: Known, report: Report
) -> Program:
    volumes = pods.Volumes(pod, known.claims, manifest.namespace, report)
    if manifest.kind == Kind.STATEFULSET:
        retention = manifest.spec.mapping("persistentVolumeClaimRetentionPolicy")
        for template in manifest.spec.mappings("volumeClaimTemplates"):
            volumes.add_template(template, retention)
    variables, unseen = environment.variables(pod, known.keys)
    containers = pods.containers(pod, instead, volumes, report)
    return Program(
        name=manifest.name,
        containers=containers,
        first=first_mounts(containers),
        elsewhere=Place.CONTAINER_FILES,
        block="the annotation stateguide.dev/state",
        replicas=replicas,
        variables=variables,
        unseen=unseen,
    )


def _replicas(kind: Kind, manifest: Manifest, nodes: int, report: Report) -> int:
    if kind is Kind.DAEMONSET:
        return nodes
    key = "parallelism" if kind in (Kind.JOB, Kind.CRONJOB) else "replicas"
    spec = manifest.spec.mapping("jobTemplate", "spec") if kind is Kind.CRONJOB else manifest.spec
    number = spec.scalar(key)
    if number is None or kind is Kind.POD:
        return 1
    value = number.integer()
    if value is None or value < 0:
        report.note(number.mark, f"{key} is {number.text}, not a number: one instance assumed")
        return 1
    return value


def _runs_again(kind: Kind, manifest: Manifest, pod: Mapping) -> bool:
    """Whether the kubelet or the controller starts it again when it has failed."""
    if pod.text("restartPolicy", "Always") != "Never":
        return True
    spec = manifest.spec.mapping("jobTemplate", "spec") if kind is Kind.CRONJOB else manifest.spec
    return kind is not Kind.POD and spec.text("backoffLimit") != "0"


def _grace(pod: Mapping, report: Report) -> float:
    """Seconds from SIGTERM to SIGKILL."""
    number = pod.scalar("terminationGracePeriodSeconds")
    value = number.integer() if number else None
    if number is not None and (value is None or value < 0):
        what = f"terminationGracePeriodSeconds is {number.text}, not a number: {GRACE:.0f} assumed"
        report.note(number.mark, what)
    return GRACE if value is None or value < 0 else float(value)


def _note_rollout(manifest: Manifest, report: Report) -> None:
    """Ways to roll out that leave old pods running."""
    strategy = manifest.spec.mapping("updateStrategy")
    if strategy.text("type") == "OnDelete":
        report.note(strategy.key("type"), "updateStrategy OnDelete is not modelled yet")
    rolling = strategy.mapping("rollingUpdate")
    if rolling.text("partition", "0") != "0":
        report.note(rolling.key("partition"), "a rollout with a partition is not modelled yet")


def _max_surge(kind: Kind, manifest: Manifest, replicas: int) -> int:
    """Pods beyond `replicas` while it rolls out; a percentage rounds up, the default is 25%."""
    key, default = ("strategy", "25%") if kind is Kind.DEPLOYMENT else ("updateStrategy", "0")
    strategy = manifest.spec.mapping(key)
    if kind not in (Kind.DEPLOYMENT, Kind.DAEMONSET) or strategy.text("type") == "Recreate":
        return 0
    text = strategy.mapping("rollingUpdate").text("maxSurge", default)
    number = text.removesuffix("%")
    if not number.isdecimal() or len(number) > 9:
        return 0
    return math.ceil(int(number) * replicas / 100) if text.endswith("%") else int(number)


def _host_ports(pod: Mapping) -> tuple[int, ...]:
    key = "containerPort" if pod.text("hostNetwork") == "true" else "hostPort"
    found = []
    for container in pod.mappings("containers"):
        for port in container.mappings("ports"):
            number = port.scalar(key)
            value = number.integer() if number else None
            if value is not None:
                found.append(value)
    return tuple(dict.fromkeys(found))
