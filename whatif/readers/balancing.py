"""How requests reach pods: what Services and Ingresses say by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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


class Balancing:
    """The Services and Ingresses of the stack."""

    def __init__(self, manifests: Iterable[Manifest]) -> None:
        self.services: dict[tuple[str, str, str], list[Manifest]] = {}  # by their first label
        self.ingresses: dict[tuple[str, str], list[Manifest]] = {}  # by the Services they name
        for manifest in manifests:
            if manifest.kind == "Service":
                for key, value in list(texts(manifest.spec.mapping("selector")).items())[:1]:
                    place = manifest.namespace, key, value
                    self.services.setdefault(place, []).append(manifest)
            elif manifest.kind == "Ingress":
                for name in _targets(manifest):
                    self.ingresses.setdefault((manifest.namespace, name), []).append(manifest)

    def policy(self, namespace: str, labels: dict[str, str]) -> Policy:
        """How a request for pods with these labels chooses one of them.

        An Ingress goes to the pods directly, so it decides before the Service that it names.
        """
        services = [s for s in self._candidates(namespace, labels) if _selects(s, labels)]
        ingresses = [i for s in services for i in self.ingresses.get((namespace, s.name), ())]
        if any(_has_cookie(manifest) for manifest in (*ingresses, *services)):
            return Policy.STICKY_COOKIE
        if ingresses:
            return Policy.RANDOM
        if any(service.spec.text("sessionAffinity") == "ClientIP" for service in services):
            return Policy.CLIENT_IP
        return Policy.PER_CONNECTION

    def _candidates(self, namespace: str, labels: dict[str, str]) -> Iterator[Manifest]:
        for key, value in labels.items():
            yield from self.services.get((namespace, key, value), ())


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


def _has_cookie(manifest: Manifest) -> bool:
    annotations = texts(manifest.root.mapping("metadata", "annotations"))
    return any(
        key in annotations and (value is None or annotations[key] == value)
        for key, value in COOKIES.items()
    )
