"""Variables of pods: the line and the object that each comes from."""

from __future__ import annotations

import pytest

from tests.whatif.files import kubernetes, location

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations: {stateguide.dev/state: "key: {at: 'env:KEY'}"}
spec:
  containers:
  - image: shop:1
    %s
---
apiVersion: v1
kind: ConfigMap
metadata: {name: common}
data: {KEY: a}
---
apiVersion: v1
kind: Secret
metadata: {name: login}
stringData: {TOKEN: a}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: theirs, namespace: other}
data: {KEY: a}
"""


@pytest.mark.parametrize(
    ("container", "source", "line"),
    [
        ("env: [{name: KEY, value: a}]", "", 9),
        ("env: [{name: KEY, valueFrom: {configMapKeyRef: {name: c, key: k}}}]", "c", 9),
        ("env: [{name: KEY, valueFrom: {secretKeyRef: {name: s, key: k}}}]", "s", 9),
        ("envFrom: [{configMapRef: {name: common}}]", "common", 9),
        ("envFrom: [{configMapRef: {name: common}}, {secretRef: {name: login}}]", "common", 9),
        ("envFrom: [{secretRef: {name: login}}]", "", 5),  # it has no such key
        ("envFrom: [{prefix: K, secretRef: {name: other}}]", "other", 9),  # the only one not here
        ("envFrom: [{configMapRef: {name: b}}, {secretRef: {name: c}}]", "", 5),
        ("envFrom: [{configMapRef: {name: theirs}}, {secretRef: {name: x}}]", "", 5),
        ("envFrom: [{configMapRef: {name: common}}]\n    env: [{name: KEY, value: a}]", "", 10),
    ],
)
def test_a_variable_knows_where_it_comes_from(container: str, source: str, line: int) -> None:
    found = location(kubernetes(POD % container), "key")
    assert (found.name, found.source, found.mark.line) == ("KEY", source, line)


def test_a_prefix_belongs_to_the_variable() -> None:
    text = POD.replace("env:KEY", "env:APP_KEY")
    container = "envFrom: [{prefix: APP_, configMapRef: {name: common}}]"
    assert location(kubernetes(text % container), "key").source == "common"
