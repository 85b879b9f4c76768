"""The environment of a pod's containers: each variable, and the object that it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from whatif.readers import nodes
from whatif.readers.manifests import Manifest
from whatif.readers.nodes import Scalar
from whatif.readers.program import Variable

Keys = Mapping[tuple[str, str], frozenset[str]]  # (kind, name) of a namespace -> its keys
REFERENCES = {"configMapRef": "ConfigMap", "secretRef": "Secret"}
KEY_REFERENCES = ("configMapKeyRef", "secretKeyRef")


def keys(manifests: Sequence[Manifest], namespace: str) -> Keys:
    """The keys of each ConfigMap and Secret that the files have."""
    return {
        (manifest.kind, manifest.name): frozenset(
            key.text
            for part in ("data", "stringData")
            for key, _ in manifest.root.mapping(part).pairs()
        )
        for manifest in manifests
        if manifest.namespace == namespace and manifest.kind in REFERENCES.values()
    }


def variables(spec: nodes.Mapping, known: Keys) -> tuple[dict[str, Variable], Variable | None]:
    """The variables by name, and where one comes from that is not among them."""
    found: dict[str, Variable] = {}
    unseen = []
    for container in spec.mappings("containers"):
        for prefix, kind, variable in _wholesale(container):
            inside = known.get((kind, variable.source))
            if inside is None:
                unseen.append(variable)
            found |= {prefix + key: variable for key in sorted(inside or ())}
        found |= dict(_one_by_one(container))
    return found, unseen[0] if len(unseen) == 1 else None


def _wholesale(container: nodes.Mapping) -> Iterator[tuple[str, str, Variable]]:
    """Prefix, kind and source of each `envFrom`."""
    for entry in container.mappings("envFrom"):
        for reference, kind in REFERENCES.items():
            name = entry.mapping(reference).scalar("name")
            if name:
                yield entry.text("prefix"), kind, Variable(name.mark, name.text)


def _one_by_one(container: nodes.Mapping) -> Iterator[tuple[str, Variable]]:
    for entry in container.mappings("env"):
        name = entry.get("name")
        if isinstance(name, Scalar):
            froms = (entry.mapping("valueFrom", key).text("name") for key in KEY_REFERENCES)
            yield name.text, Variable(name.mark, next(filter(None, froms), ""))
