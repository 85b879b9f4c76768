"""How requests reach pods: what Services and Ingresses say by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whatif.model import Policy
from whatif.readers.manifests import Manifest, texts
from whatif.readers.nodes import Mapping

COOKIES = {  # annotations of an Ingress that keep a user at one pod
    "nginx.ingress.kubernetes.io/affinity": "cookie",
    "haproxy.org/cookie-persistence": None,  # any value: the cookie's name
    "haproxy-ingress.github.io/affinity": "cookie",
    "ingress.kubernetes.io/affinity": "cookie",
    "traefik.ingress.kubernetes.io/affinity": "true",
}


class Balancing:
    """The Services and Ingresses of the stack."""

    def __init__(self, manifests: Iterable[Manifest]) -> None:
        self.services: list[Manifest] = []
        self.ingresses: list[Manifest] = []
        for manifest in manifests:
            if manifest.kind == "Service":
                self.services.append(manifest)
            elif manifest.kind == "Ingress":
                self.ingresses.append(manifest)

    def policy(self, namespace: str, labels: dict[str, str]) -> Policy:
        """How a request for pods with these labels chooses one of them.

        An Ingress goes to the pods directly, so it decides before the Service that it names.
        """
        services = [s for s in self.services if s.namespace == namespace and _selects(s, labels)]
        names = {service.name for service in services}
        ingresses = [i for i in self.ingresses if i.namespace == namespace and names & _targets(i)]
        if any(_has_cookie(ingress) for ingress in ingresses):
            return Policy.STICKY_COOKIE
        if ingresses:
            return Policy.RANDOM
        if any(service.spec.text("sessionAffinity") == "ClientIP" for service in services):
            return Policy.CLIENT_IP
        return Policy.PER_CONNECTION


def _selects(service: Manifest, labels: dict[str, str]) -> bool:
    wanted = texts(service.spec.mapping("selector"))
    return bool(wanted) and wanted.items() <= labels.items()


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


def _has_cookie(ingress: Manifest) -> bool:
    annotations = texts(ingress.root.mapping("metadata", "annotations"))
    return any(
        key in annotations and (value is None or annotations[key] == value)
        for key, value in COOKIES.items()
    )
