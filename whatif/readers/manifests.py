"""Kubernetes manifests as objects: kind, name, namespace, and our annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from whatif.model import Kind, Mark
from whatif.readers import blocks
from whatif.readers.faults import Report
from whatif.readers.nodes import Mapping

OURS = "stateguide.dev/"
WORKLOADS = {kind.value: kind for kind in Kind if kind not in (Kind.UNIT, Kind.CONTAINER)}
STORAGE = frozenset({"PersistentVolumeClaim", "PersistentVolume", "StorageClass"})
# Kinds that run or hold something and are not read; others without state are passed over.
UNREAD = frozenset(
    {
        *("ReplicaSet", "ReplicationController", "PodTemplate", "HelmRelease", "HelmChart"),
        *("Application", "ApplicationSet", "Kustomization", "Component", "VolumeSnapshot"),
    }
)
HOLDS_STATE = frozenset(
    {
        *("storage", "persistence", "storageClass", "storageClassName", "storageSpec"),
        *("volumeClaimTemplate", "volumeClaimTemplates", "dataVolumeClaimTemplate", "pvc"),
        *("persistentVolumeClaim", "walStorage", "volumeSpec"),
    }
)
BUILT_IN = ("", "apps", "batch", "autoscaling", "policy", "extensions")


@dataclass(frozen=True, slots=True)
class Manifest:
    """One object of the API."""

    root: Mapping
    kind: str
    name: str
    namespace: str
    mark: Mark  # the line of its name

    @property
    def spec(self) -> Mapping:
        return self.root.mapping("spec")

    @property
    def labels(self) -> dict[str, str]:
        return texts(self.root.mapping("metadata", "labels"))


def looks_like(root: Mapping) -> bool:
    """Whether a document is a manifest."""
    return "apiVersion" in root and "kind" in root


def manifests(roots: Iterable[Mapping], report: Report) -> list[Manifest]:
    """The objects of the documents, those of a List one by one."""
    found = []
    for root in _flat(roots):
        if not looks_like(root):
            report.note(root.mark, "not a manifest: it has no apiVersion or no kind")
            continue
        metadata = root.mapping("metadata")
        name = metadata.text("name")
        mark = metadata.key("name") if name else root.mark
        kind = root.text("kind")
        manifest = Manifest(root, kind, name, metadata.text("namespace", "default"), mark)
        _check_annotations(manifest, report)
        _note_unread(manifest, report)
        found.append(manifest)
    return found


def _flat(roots: Iterable[Mapping]) -> Iterator[Mapping]:
    for root in roots:
        if root.text("kind").endswith("List") and "items" in root:
            yield from _flat(root.mappings("items"))
        else:
            yield root


def annotation(root: Mapping, block: str, report: Report) -> Mapping | None:
    """One of our blocks, from the annotations of an object or of a claim template."""
    annotations = root.mapping("metadata", "annotations")
    entry = annotations.entries.get(OURS + block)
    return blocks.embedded(entry[1], report) if entry else None


def texts(mapping: Mapping) -> dict[str, str]:
    """The entries that are texts, as labels are."""
    return {key.text: mapping.text(key.text) for key, _ in mapping.pairs()}


def _check_annotations(manifest: Manifest, report: Report) -> None:
    """Fault an annotation of ours that nobody would read."""
    allowed: tuple[str, ...] = ()
    if manifest.kind in WORKLOADS:
        allowed = ("state", "routing", "facts")
    elif manifest.kind in STORAGE:
        allowed = ("facts",)
    _check_metadata(manifest.root, manifest.kind, allowed, report)
    if manifest.kind != "Pod":
        _check_metadata(manifest.spec.mapping("template"), "the pod template", (), report)


def _check_metadata(root: Mapping, owner: str, allowed: tuple[str, ...], report: Report) -> None:
    for key, _ in root.mapping("metadata", "annotations").pairs():
        block = key.text.removeprefix(OURS)
        if key.text.startswith(OURS) and block not in allowed:
            choice = " ".join(OURS + name for name in allowed) or "none: they stand on the workload"
            report.fault(key.mark, f"{owner} has no annotation {key.text}; it has: {choice}")


def _note_unread(manifest: Manifest, report: Report) -> None:
    """Say so where an object may hold state and only its operator knows how."""
    group = manifest.root.text("apiVersion").rpartition("/")[0]
    own = group not in BUILT_IN and not group.endswith("k8s.io")
    if manifest.kind in UNREAD or (own and _holds_state(manifest.spec)):
        what = f"{manifest.kind} {manifest.name}".strip()
        why = "what it runs and keeps is not modelled: give the objects that it makes"
        report.note(manifest.mark, f"{what}: {why}")


def _holds_state(spec: Mapping, depth: int = 3) -> bool:
    for key, value in spec.pairs():
        if key.text in HOLDS_STATE:
            return True
        if depth and isinstance(value, Mapping) and _holds_state(value, depth - 1):
            return True
    return False
