"""Matrix 4.1 of the specification: ten places of Kubernetes and seven events, each a real file.

A cell holds one letter, or two where the specification says "if the disk is gone" (the node never
returns) or "Delete / Retain" (the reclaim policy). A dot is an event that does not concern the
place: nothing happens to it.
"""

from __future__ import annotations

import pytest

from whatif.events import parse
from whatif.outcome import Fate
from whatif.predict import predict
from whatif.readers import SourceFile, read

WORDS = {
    "k": Fate.SURVIVES,
    "p": Fate.SURVIVES,
    ".": Fate.SURVIVES,
    "L": Fate.LOST,
    "i": Fate.INACCESSIBLE,
}
EVENTS = [
    "restart app",
    "replace app at=same-node",
    "replace app at=other-node",
    "reboot node-1",
    "node-loss node-1",
    "claim-delete data",
    "namespace-delete shop",
]
MATRIX = {
    "process memory": "L L L L L . L",
    "container file system": "L L L L L . L",
    "emptyDir": "k L L k L . L",
    "emptyDir medium Memory": "k L L L L . L",
    "generic ephemeral volume": "k L L k L . L",
    "hostPath": "k k i k i/L . k",
    "local claim": "k k i k i/L L/i L/i",
    "network claim": "k k k k k L/i L/i",
    "projected": "p p p p p . L",
    "external store": "k k k k k k k",
}
VOLUMES = {
    "process memory": "{name: v, emptyDir: {}}",
    "container file system": "{name: v, emptyDir: {}}",
    "emptyDir": "{name: v, emptyDir: {}}",
    "emptyDir medium Memory": "{name: v, emptyDir: {medium: Memory}}",
    "generic ephemeral volume": (
        "{name: v, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], "
        "storageClassName: fast, resources: {requests: {storage: 1Gi}}}}}}"
    ),
    "hostPath": "{name: v, hostPath: {path: /srv/data}}",
    "local claim": "{name: v, persistentVolumeClaim: {claimName: data}}",
    "network claim": "{name: v, persistentVolumeClaim: {claimName: data}}",
    "projected": "{name: v, configMap: {name: settings}}",
    "external store": "{name: v, emptyDir: {}}",
}
AT = {
    "process memory": "process memory",
    "container file system": "/app/data",
    "external store": "external:bucket",
}
FILE = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
  namespace: shop
  annotations:
    stateguide.dev/facts: '{{nodes: [node-1]}}'
    stateguide.dev/state: |
      item: {{at: {at}}}
      claimed: {{at: /claimed}}
spec:
  replicas: 1
  selector: {{matchLabels: {{app: app}}}}
  template:
    metadata: {{labels: {{app: app}}}}
    spec:
      containers:
      - name: app
        image: app:1
        volumeMounts: [{{name: v, mountPath: /data}}, {{name: c, mountPath: /claimed}}]
      volumes:
      - {volume}
      - {{name: c, persistentVolumeClaim: {{claimName: data}}}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {{name: data, namespace: shop}}
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: fast
  resources: {{requests: {{storage: 1Gi}}}}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
  annotations:
    stateguide.dev/facts: '{{locality: {locality}}}'
provisioner: csi.storage.example.com
reclaimPolicy: {reclaim}
---
apiVersion: v1
kind: ConfigMap
metadata: {{name: settings, namespace: shop}}
data: {{item: "1"}}
"""
CELLS = [
    (place, event, cell)
    for place, cells in MATRIX.items()
    for event, cell in zip(EVENTS, cells.split(), strict=True)
]
# The cell, the event as asked, the reclaim policy, the letter that holds.
QUESTIONS = [
    question
    for place, event, cell in CELLS
    for question in (
        [(place, event, "Delete", cell)]
        if "/" not in cell
        else [(place, event, "Delete", cell[0]), (place, f"{event} back=no", "Delete", cell[-1])]
        if event.startswith("node-loss")
        else [(place, event, "Delete", cell[0]), (place, event, "Retain", cell[-1])]
    )
]


def fate(place: str, event: str, reclaim: str) -> Fate:
    text = FILE.format(
        at=AT.get(place, "/data"),
        volume=VOLUMES[place],
        locality="node" if place == "local claim" else "network",
        reclaim=reclaim,
    )
    stack = read([SourceFile("app.yaml", text)])
    outcome = predict(stack, parse(event, stack))
    return next(row.fate for row in outcome.state if row.item == "item")


def test_the_matrix_has_63_cells_and_seven_events_that_do_not_concern_the_place():
    dots = [cell for _, _, cell in CELLS if cell == "."]
    assert (len(CELLS) - len(dots), len(dots)) == (63, 7)


@pytest.mark.parametrize(("place", "event", "reclaim", "cell"), QUESTIONS)
def test_each_cell_follows_from_anchors_and_binding(
    place: str, event: str, reclaim: str, cell: str
):
    assert fate(place, event, reclaim) is WORDS[cell]
