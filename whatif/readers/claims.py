"""Claims, volumes and classes of Kubernetes, joined: where a claim's bytes are, and their end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from whatif.model import Access, Locality, Mark, Reclaim, Storage
from whatif.readers import blocks
from whatif.readers.blocks import VolumeFacts
from whatif.readers.faults import Report
from whatif.readers.manifests import Manifest, annotation
from whatif.readers.nodes import Mapping

OLD_CLASS = "volume.beta.kubernetes.io/storage-class"
# Of names and provisioners of classes; the rest is assumed to be network storage, and said so.
HINTS = (
    (
        Locality.NODE,
        re.compile(
            r"local-?path|host-?path|^local(?:-|$)|/local$|no-provisioner|topolvm|lvm-?local"
        ),
    ),
    (
        Locality.ZONE,
        re.compile(
            r"ebs\.csi\.aws|aws-ebs|pd\.csi\.storage\.gke|gce-pd|disk\.csi\.azure|azure-disk"
        ),
    ),
    (
        Locality.NETWORK,
        re.compile(r"longhorn|rook|ceph|nfs|proxmox|efs|filestore|azure-?file|gluster|smb|rbd"),
    ),
)
VOLUME_SOURCES = {
    Locality.NODE: ("local", "hostPath"),
    Locality.ZONE: ("awsElasticBlockStore", "gcePersistentDisk", "azureDisk", "cinder"),
    Locality.NETWORK: (
        *("nfs", "cephfs", "rbd", "iscsi", "fc", "glusterfs", "azureFile", "portworxVolume"),
        *("vsphereVolume", "quobyte", "storageos", "scaleIO"),
    ),
}


@dataclass(frozen=True, slots=True)
class Backing:
    """A PersistentVolume or a StorageClass: what stands behind a claim."""

    locality: Locality | None  # None where nothing tells
    reclaim: Reclaim
    provisions: bool = False  # a class that makes volumes by itself
    server: str = ""  # the machine that has the files of a share


class Claims:
    """What the manifests say of storage, by name."""

    def __init__(self, manifests: Iterable[Manifest], report: Report) -> None:
        self.report = report
        self.classes: dict[str, Backing] = {}
        self.volumes: dict[str, Backing] = {}
        self.reserved: dict[tuple[str, str], Backing] = {}  # volumes that name their claim
        self.of_class: dict[str, list[Backing]] = {}
        self.made: dict[tuple[str, str], Storage] = {}
        claims = []
        for manifest in manifests:
            if manifest.kind == "StorageClass":
                self.classes[manifest.name] = self._class(manifest)
            elif manifest.kind == "PersistentVolume":
                self._add_volume(manifest)
            elif manifest.kind == "PersistentVolumeClaim":
                claims.append(manifest)
        for claim in claims:
            key = claim.namespace, claim.name
            self.made[key] = self._storage(claim.root, claim.name, claim.mark, claim.namespace)

    def claim(self, namespace: str, name: str, mark: Mark) -> Storage:
        """The claim of that name; one that no file has is assumed."""
        if (namespace, name) not in self.made:
            what = f"claim {name} is in none of the files: network storage, reclaim Delete assumed"
            self.report.note(mark, what)
            self.made[namespace, name] = Storage(name=name, mark=mark, namespace=namespace)
        return self.made[namespace, name]

    def template(self, root: Mapping, retention: Mapping, namespace: str) -> Storage:
        """A claim template, with the retention policy of its StatefulSet."""
        metadata = root.mapping("metadata")
        mark = metadata.key("name") if "name" in metadata else root.mark
        made = self._storage(root, metadata.text("name"), mark, namespace)
        return replace(
            made,
            when_scaled=_retention(retention, "whenScaled"),
            when_deleted=_retention(retention, "whenDeleted"),
        )

    def _class(self, manifest: Manifest) -> Backing:
        facts = self._facts(manifest.root)
        provisioner = manifest.root.text("provisioner")
        retain = manifest.root.text("reclaimPolicy") == "Retain"
        return Backing(
            locality=facts.locality or hint(provisioner) or hint(manifest.name),
            reclaim=facts.reclaim or (Reclaim.RETAIN if retain else Reclaim.DELETE),
            provisions="no-provisioner" not in provisioner,
        )

    def _add_volume(self, manifest: Manifest) -> None:
        """A volume that a person made is retained unless it says otherwise."""
        facts = self._facts(manifest.root)
        delete = manifest.spec.text("persistentVolumeReclaimPolicy") == "Delete"
        volume = Backing(
            locality=facts.locality or source_of(manifest.spec),
            reclaim=facts.reclaim or (Reclaim.DELETE if delete else Reclaim.RETAIN),
            server=manifest.spec.mapping("nfs").text("server"),
        )
        self.volumes[manifest.name] = volume
        self.of_class.setdefault(manifest.spec.text("storageClassName"), []).append(volume)
        if claim := manifest.spec.mapping("claimRef").text("name"):
            namespace = manifest.spec.mapping("claimRef").text("namespace", "default")
            self.reserved[namespace, claim] = volume

    def _facts(self, root: Mapping) -> VolumeFacts:
        return blocks.volume_facts(annotation(root, "facts", self.report), self.report)

    def _storage(self, root: Mapping, name: str, mark: Mark, namespace: str) -> Storage:
        """A claim joined with what stands behind it; its own facts win."""
        spec = root.mapping("spec")
        facts = self._facts(root)
        behind = self._behind(root, namespace, name)
        locality = facts.locality or behind.locality
        if locality is None:
            decided = spec.key("storageClassName") if "storageClassName" in spec else mark
            self._note_assumption(_class_name(root), decided)
        return Storage(
            name=name,
            mark=mark,
            locality=locality or Locality.NETWORK,
            reclaim=facts.reclaim or behind.reclaim,
            access=_access(spec),
            namespace=namespace,
            server=behind.server,
        )

    def _behind(self, root: Mapping, namespace: str, name: str) -> Backing:
        """The volume that the claim names, that names the claim, or that it must get; the class."""
        spec, class_name = root.mapping("spec"), _class_name(root)
        named = self.volumes.get(spec.text("volumeName")) or self.reserved.get((namespace, name))
        made_by = self.classes.get(class_name)
        if named is None and "storageClassName" in spec and not (made_by and made_by.provisions):
            same = self.of_class.get(class_name, [])
            named = same[0] if len(same) == 1 else None
        known = made_by or Backing(hint(class_name), Reclaim.DELETE)
        return replace(named, locality=named.locality or known.locality) if named else known

    def _note_assumption(self, class_name: str, mark: Mark) -> None:
        if class_name in self.classes:
            what = f"from where class {class_name} can be reached is not told: network storage"
        elif class_name:
            what = f"storage class {class_name} is not known: network storage, reclaim Delete"
        else:
            what = "the default class is not known: network storage, reclaim Delete"
        self.report.note(mark, f"{what} assumed")


def hint(word: str) -> Locality | None:
    """What the name of a class or of a provisioner tells.

    >>> hint("rancher.io/local-path")
    <Locality.NODE: 'node'>
    """
    return next((locality for locality, names in HINTS if names.search(word)), None)


def _class_name(root: Mapping) -> str:
    spec = root.mapping("spec")
    old = root.mapping("metadata", "annotations").text(OLD_CLASS)
    return spec.text("storageClassName") or old


def source_of(spec: Mapping) -> Locality | None:
    """From where a volume can be reached, by what it is made of."""
    for locality, sources in VOLUME_SOURCES.items():
        if any(source in spec for source in sources):
            return locality
    return hint(spec.mapping("csi").text("driver"))


def _access(spec: Mapping) -> Access:
    """The widest of the modes asked for."""
    modes = {scalar.text for scalar in spec.texts("accessModes")}
    for mode in (Access.MANY, Access.ONE_NODE, Access.ONE_POD, Access.READ_ONLY):
        if mode.value in modes:
            return mode
    return Access.ONE_NODE


def _retention(policy: Mapping, key: str) -> Reclaim:
    return Reclaim.DELETE if policy.text(key) == "Delete" else Reclaim.RETAIN
