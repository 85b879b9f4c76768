"""Small stacks for tests, each a real file."""

from __future__ import annotations

from whatif.events import parse
from whatif.model import Stack
from whatif.outcome import Fate, Instances, Outcome
from whatif.predict import predict
from whatif.readers import SourceFile, read


def compose(text: str) -> Stack:
    return read([SourceFile("compose.yaml", text)])


def manifests(text: str) -> Stack:
    return read([SourceFile("app.yaml", text)])


def unit(text: str, name: str = "app.service") -> Stack:
    return read([SourceFile(name, text)])


def ask(stack: Stack, event: str) -> Outcome:
    return predict(stack, parse(event, stack))


def fates(outcome: Outcome) -> dict[str, Fate]:
    """The fate of each item; rows of single instances as `item (hit)`."""
    return {
        row.item if row.instances is Instances.ALL else f"{row.item} ({row.instances})": row.fate
        for row in outcome.state
    }


def web(policy: str, replicas: int = 3, use: str = "session") -> Stack:
    """Sessions in the memory of some replicas behind a balancer."""
    return compose(
        f"""\
services:
  web:
    image: shop:1
    restart: always
    deploy: {{replicas: {replicas}}}
    x-routing: {{policy: {policy}}}
    x-state:
      sessions: {{at: process memory, use: {use}}}
"""
    )


DEPLOYMENT = """\
apiVersion: apps/v1
kind: {kind}
metadata:
  name: app
  annotations:
    stateguide.dev/facts: "{{nodes: {nodes}}}"
    stateguide.dev/state: |
      {item}
spec:
  replicas: {replicas}
  serviceName: app
  strategy: {{type: {strategy}}}
  selector: {{matchLabels: {{app: app}}}}
  template:
    metadata: {{labels: {{app: app}}}}
    spec:
      containers:
      - name: app
        image: app:1
        volumeMounts: [{{name: data, mountPath: /data}}]
      volumes: [{{name: data, persistentVolumeClaim: {{claimName: data}}}}]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {{name: data}}
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: fast
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {{name: fast, annotations: {{stateguide.dev/facts: "{{locality: network}}"}}}}
provisioner: csi.storage.example.com
reclaimPolicy: Delete
"""


def workload(
    item: str = "orders: {at: /data/orders}",
    *,
    kind: str = "Deployment",
    replicas: int = 1,
    strategy: str = "RollingUpdate",
    nodes: str = "[node-1]",
) -> Stack:
    """A Deployment or StatefulSet with one network claim."""
    return manifests(
        DEPLOYMENT.format(item=item, kind=kind, replicas=replicas, strategy=strategy, nodes=nodes)
    )
