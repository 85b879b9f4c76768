"""How requests reach pods: what Services and Ingresses say by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whatif.model import Policy
from whatif.readers.manifests import Manifest, texts
from whatif.readers.nodes import Mapping

COOKIES = {  # annotations of an Ingress or a Service that keep a user at one pod
    "nginx.ingress.kubernetes.io/affinity": "cookie",
    "haproxy.org/cookie-persistence": None,  # any value: the cookie's name
    "haproxy-ingress.github.io/affinity": "cookie",
    "ingress.kubernetes.io/affinity": "cookie",
    "traefik.ingress.kubernetes.io/affinity": "true",
    "traefik.ingress.kubernetes.io/service.sticky.cookie": "true",
}


STRONGEST = (Policy.STICKY_COOKIE, Policy.RANDOM, Policy.CLIENT_IP, Policy.PER_CONNECTION)
Labels = frozenset[tuple[str, str]]


class Balancing:
    """The Services of the stack, each with the policy that it or its Ingress gives."""

    def __init__(self, manifests: Sequence[Manifest]) -> None:
        ingresses: dict[tuple[str, str], list[Manifest]] = {}
        for manifest in manifests:
            for name in _targets(manifest) if manifest.kind == "Ingress" else ():
                ingresses.setdefault((manifest.namespace, name), []).append(manifest)
        self.selectors: dict[str, set[tuple[Labels, Policy]]] = {}  # by namespace
        for manifest in manifests:
            if manifest.kind == "Service":
                before = ingresses.get((manifest.namespace, manifest.name), [])
                selector = frozenset(texts(manifest.spec.mapping("selector")).items())
                found = self.selectors.setdefault(manifest.namespace, set())
                found.add((selector, _policy(manifest, before)))

    def policy(self, namespace: str, labels: dict[str, str]) -> Policy:
        """How a request for pods with these labels chooses one of them."""
        own = frozenset(labels.items())
        selectors = self.selectors.get(namespace, ())
        found = {policy for selector, policy in selectors if selector and selector <= own}
        return next((policy for policy in STRONGEST if policy in found), Policy.PER_CONNECTION)


def _policy(service: Manifest, ingresses: Sequence[Manifest]) -> Policy:
    """An Ingress goes to the pods directly, so it decides before the Service that it names."""
    if any(_has_cookie(manifest) for manifest in (*ingresses, service)):
        return Policy.STICKY_COOKIE
    if ingresses:
        return Policy.RANDOM
    by_address = service.spec.text("sessionAffinity") == "ClientIP"
    return Policy.CLIENT_IP if by_address else Policy.PER_CONNECTION


def _targets(ingress: Manifest) -> set[str]:
    """The Services that an Ingress sends to."""
    return {_service_name(backend) for backend in _backends(ingress.spec)} - {""}


def _backends(spec: Mapping) -> Iterator[Mapping]:
    yield spec.mapping("defaultBackend")
    yield spec.mapping("backend")
    for rule in spec.mappings("rules"):
        for path in rule.mapping("http").mappings("paths"):
            yield path.mapping("backend")


def _service_name(backend: Mapping) -> str:
    return backend.mapping("service").text("name") or backend.text("serviceName")


def _has_cookie(manifest: Manifest) -> bool:
    annotations = texts(manifest.root.mapping("metadata", "annotations"))
    return any(
        key in annotations and (value is None or annotations[key] == value)
        for key, value in COOKIES.items()
    )
