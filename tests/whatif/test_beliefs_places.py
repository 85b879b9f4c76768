"""Beliefs about places: containers, volumes, pods and claims, on stacks that show little else."""

from __future__ import annotations

import pytest

from tests.whatif.believers import Case
from tests.whatif.stacks import compose, manifests, workload
from whatif.model import Stack
from whatif.outcome import Fate

S, L, I = Fate.SURVIVES, Fate.LOST, Fate.INACCESSIBLE  # noqa: E741

CONTAINER = """\
services:
  web:
    image: shop:1
    restart: always
    volumes: ["data:/data", "/cache"]
    x-state:
      orders: {at: /data/orders}
      thumbs: {at: /cache/thumbs}
      notes: {at: /app/notes}
      counts: {at: process memory}
volumes: {data: {}}
"""
POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    stateguide.dev/facts: "{nodes: [node-1]}"
    stateguide.dev/state: |
      drafts: {at: /drafts}
      media: {at: /media}
spec:
  containers:
  - name: web
    image: shop:1
    volumeMounts: [{name: drafts, mountPath: /drafts}, {name: media, mountPath: /media}]
  volumes:
  - {name: drafts, emptyDir: {}}
  - {name: media, hostPath: {path: /srv/media}}
"""
NUMBERED = """\
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
  annotations:
    stateguide.dev/facts: "{{nodes: [node-1, node-2]}}"
    stateguide.dev/state: "rows: {{at: /data, writer: one}}"
spec:
  replicas: {replicas}
  serviceName: db
  persistentVolumeClaimRetentionPolicy: {{whenDeleted: {deleted}}}
  selector: {{matchLabels: {{app: db}}}}
  template:
    metadata: {{labels: {{app: db}}}}
    spec:
      containers: [{{name: db, image: "db:1", volumeMounts: [{{name: data, mountPath: /data}}]}}]
  volumeClaimTemplates:
  - metadata: {{name: data, annotations: {{stateguide.dev/facts: "{{locality: network}}"}}}}
    spec: {{accessModes: [ReadWriteOnce]}}
"""


def numbered(replicas: int = 1, deleted: str = "Retain") -> Stack:
    return manifests(NUMBERED.format(replicas=replicas, deleted=deleted))


def shared_files(mode: str) -> Stack:
    text = workload("rows: {at: /data/rows, writer: one}").files["app.yaml"]
    return manifests(text.replace("ReadWriteOnce", mode))


def claimed() -> Stack:
    text = workload().files["app.yaml"]
    return manifests(text.replace("orders: {", "notes: {at: /notes}\n      orders: {"))


WEB = compose(CONTAINER)
CASES = [
    Case(
        "down-deletes-volumes",
        WEB,
        "down",
        {"orders": S, "thumbs": I, "notes": L, "counts": L},
        {"orders": L, "thumbs": I, "notes": L, "counts": L},
    ),
    Case(
        "down-deletes-nothing",
        WEB,
        "down",
        {"orders": S, "thumbs": I, "notes": L, "counts": L},
        {"orders": S, "thumbs": I, "notes": S, "counts": L},
    ),
    Case(
        "volume-in-image-is-kept",
        WEB,
        "down",
        {"orders": S, "thumbs": I, "notes": L, "counts": L},
        {"orders": S, "thumbs": S, "notes": L, "counts": L},
    ),
    Case(
        "volume-anywhere-is-enough",
        WEB,
        "recreate web",
        {"orders": S, "thumbs": S, "notes": L, "counts": L},
        {"orders": S, "thumbs": S, "notes": S, "counts": L},
    ),
    Case(
        "volume-anywhere-is-enough",
        claimed(),
        "replace app",
        {"notes": L, "orders": S},
        {"notes": S, "orders": S},
    ),
    Case(
        "volume-anywhere-is-enough",
        claimed(),
        "crash app",
        {"notes": L, "orders": S},
        {"notes": S, "orders": S},
    ),
    Case(
        "removed-container-keeps-its-files",
        WEB,
        "replace web",
        {"orders": S, "thumbs": I, "notes": L, "counts": L},
        {"orders": S, "thumbs": I, "notes": S, "counts": L},
    ),
    Case(
        "removed-container-keeps-its-files",
        WEB,
        "recreate web",
        {"orders": S, "thumbs": S, "notes": L, "counts": L},
        {"orders": S, "thumbs": S, "notes": S, "counts": L},
    ),
    Case(
        "restart-is-recreate",
        WEB,
        "restart web",
        {"orders": S, "thumbs": S, "notes": S, "counts": L},
        {"orders": S, "thumbs": S, "notes": L, "counts": L},
    ),
    Case(
        "restart-empties-emptydir",
        manifests(POD),
        "restart web",
        {"drafts": S, "media": S},
        {"drafts": L, "media": S},
    ),
    Case(
        "emptydir-is-durable",
        manifests(POD),
        "replace web",
        {"drafts": L, "media": S},
        {"drafts": S, "media": S},
    ),
    Case(
        "hostpath-follows-the-pod",
        manifests(POD),
        "replace web at=other-node",
        {"drafts": L, "media": I},
        {"drafts": L, "media": S},
    ),
    Case(
        "claim-is-a-shared-disk",
        shared_files("ReadWriteOnce"),
        "scale=2 app",
        {"rows": Fate.CORRUPTION_RISK},
        {"rows": S},
    ),
    Case("statefulset-replicates", numbered(2), "none", {"rows": Fate.DIVERGED}, {"rows": S}),
    Case(
        "scaling-in-deletes-claims",
        numbered(2),
        "scale=1 db",
        {"rows (hit)": I, "rows (others)": S},
        {"rows (hit)": L, "rows (others)": S},
    ),
    Case("uninstall-removes-everything", numbered(), "down", {"rows": S}, {"rows": L}),
    Case(
        "uninstall-keeps-everything", numbered(deleted="Delete"), "down", {"rows": L}, {"rows": S}
    ),
    Case("deleting-a-claim-detaches", workload(), "claim-delete app", {"orders": L}, {"orders": S}),
    Case(
        "file-on-a-share-serves-many",
        shared_files("ReadWriteMany"),
        "scale=2 app",
        {"rows": Fate.CORRUPTION_RISK},
        {"rows": S},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_believer_predicts_another_fate(case: Case) -> None:
    assert case.true != case.held
    case.check()


def test_who_trusts_any_volume_does_not_trust_a_container_that_has_none() -> None:
    bare = compose('services: {web: {image: "shop:1", x-state: {notes: {at: /app/notes}}}}')
    Case("volume-anywhere-is-enough", bare, "recreate web", {"notes": L}, {"notes": L}).check()


def test_a_claim_for_one_node_is_believed_to_be_shared_and_not_every_share() -> None:
    many = shared_files("ReadWriteMany")
    risk = {"rows": Fate.CORRUPTION_RISK}
    Case("claim-is-a-shared-disk", many, "scale=2 app", risk, risk).check()
