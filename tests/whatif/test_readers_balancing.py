"""Services and Ingresses: how requests reach pods."""

from __future__ import annotations

import pytest

from tests.whatif.files import kubernetes, only_service, workload
from whatif.model import Policy

SERVICE = """\
apiVersion: v1
kind: Service
metadata: {{name: {name}}}
spec: {{selector: {{{selector}}}{more}}}
---
"""
INGRESS = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {{name: in{more}}}
spec: {{{backend}}}
---
"""
SELECTED = SERVICE.format(name="s", selector="app: web", more="")
TO_S = "rules: [{http: {paths: [{backend: {service: {name: s}}}]}}]"
COOKIE = ", annotations: {nginx.ingress.kubernetes.io/affinity: cookie}"


@pytest.mark.parametrize(
    ("others", "policy"),
    [
        (SELECTED, Policy.PER_CONNECTION),
        (
            SERVICE.format(name="s", selector="app: web", more=", sessionAffinity: ClientIP"),
            Policy.CLIENT_IP,
        ),
        (
            SERVICE.format(
                name="s", selector="tier: front, app: web", more=", sessionAffinity: ClientIP"
            ),
            Policy.CLIENT_IP,
        ),
        (
            SERVICE.format(name="s", selector="app: db", more=", sessionAffinity: ClientIP"),
            Policy.PER_CONNECTION,
        ),
        (
            SERVICE.format(name="s", selector="app: web, x: y", more=", sessionAffinity: ClientIP"),
            Policy.PER_CONNECTION,
        ),
        (
            SERVICE.format(name="s", selector="", more=", sessionAffinity: ClientIP"),
            Policy.PER_CONNECTION,
        ),
        (SELECTED + INGRESS.format(more="", backend=TO_S), Policy.RANDOM),
        (
            SELECTED + INGRESS.format(more="", backend="defaultBackend: {service: {name: s}}"),
            Policy.RANDOM,
        ),
        (SELECTED + INGRESS.format(more="", backend="backend: {serviceName: s}"), Policy.RANDOM),
        (SELECTED + INGRESS.format(more=COOKIE, backend=TO_S), Policy.STICKY_COOKIE),
        (
            SELECTED + INGRESS.format(more=COOKIE, backend=TO_S.replace("name: s", "name: t")),
            Policy.PER_CONNECTION,
        ),
        (INGRESS.format(more=COOKIE, backend=TO_S), Policy.PER_CONNECTION),
    ],
)
def test_services_and_ingresses_say_how_a_pod_is_chosen(others: str, policy: Policy) -> None:
    assert kubernetes(workload("Deployment") + others).services[0].policy is policy


def test_the_routing_block_wins() -> None:
    routing = "name: web, annotations: {stateguide.dev/routing: 'policy: hash modulo'}"
    text = workload("Deployment").replace("name: web}\n", f"{routing}}}\n", 1)
    text += SELECTED + INGRESS.format(more=COOKIE, backend=TO_S)
    assert only_service(kubernetes(text)).policy is Policy.HASH_MODULO
