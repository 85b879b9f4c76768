"""Claims, volumes and classes of Kubernetes, joined: where a claim's bytes are, and their end."""

from __future__ import annotations

import re
from collections.abc import Iterable

from whatif.model import Access, Locality, Mark, Reclaim, Storage
from whatif.readers import blocks
from whatif.readers.blocks import VolumeFacts
from whatif.readers.faults import Report
from whatif.readers.manifests import Manifest, annotation
from whatif.readers.nodes import Mapping

OLD_CLASS = "volume.beta.kubernetes.io/storage-class"
# Of names and provisioners of classes; the rest is assumed to be network storage, and said so.
ON_NODE = re.compile(r"local-?path|host-?path|^local(?:-|$)|no-provisioner|topolvm|lvm-?local")
IN_ZONE = re.compile(
    r"ebs\.csi\.aws|aws-ebs|pd\.csi\.storage\.gke|gce-pd|disk\.csi\.azure|azure-disk|cinder"
)
ON_NETWORK = re.compile(r"longhorn|rook|ceph|nfs|proxmox|efs|filestore|azure-?file|gluster|smb|rbd")
VOLUME_SOURCES = {
    Locality.NODE: ("local", "hostPath"),
    Locality.ZONE: ("awsElasticBlockStore", "gcePersistentDisk", "azureDisk", "cinder"),
    Locality.NETWORK: (
        *("nfs", "cephfs", "rbd", "iscsi", "fc", "glusterfs", "azureFile", "portworxVolume"),
        *("vsphereVolume", "quobyte", "storageos", "scaleIO"),
    ),
}


class Claims:
    """What the manifests say of storage, by name."""

    def __init__(self, manifests: Iterable[Manifest], report: Report) -> None:
        self.report = report
        self.classes: dict[str, Manifest] = {}
        self.volumes: dict[str, Manifest] = {}
        self.made: dict[tuple[str, str], Storage] = {}
        claims = []
        for manifest in manifests:
            if manifest.kind == "StorageClass":
                self.classes[manifest.name] = manifest
            elif manifest.kind == "PersistentVolume":
                self.volumes[manifest.name] = manifest
            elif manifest.kind == "PersistentVolumeClaim":
                claims.append(manifest)
        self.facts = {
            kind: {name: self._facts(manifest.root) for name, manifest in named.items()}
            for kind, named in (("class", self.classes), ("volume", self.volumes))
        }
        for claim in claims:
            key = claim.namespace, claim.name
            self.made[key] = self._storage(claim.root, claim.name, claim.mark, claim.namespace)

    def claim(self, namespace: str, name: str, mark: Mark) -> Storage:
        """The claim of that name; one that no file has is assumed."""
        if (namespace, name) not in self.made:
            self.report.note(
                mark,
                f"claim {name} is in none of the files: network storage, reclaim Delete assumed",
            )
            self.made[namespace, name] = Storage(name=name, mark=mark, namespace=namespace)
        return self.made[namespace, name]

    def template(self, root: Mapping, retention: Mapping, namespace: str) -> Storage:
        """A claim template of a StatefulSet, or of an ephemeral volume."""
        metadata = root.mapping("metadata")
        mark = metadata.key("name") if "name" in metadata else root.mark
        return self._storage(root, metadata.text("name"), mark, namespace, retention)

    def _storage(
        self,
        root: Mapping,
        name: str,
        mark: Mark,
        namespace: str,
        retention: Mapping | None = None,
    ) -> Storage:
        spec = root.mapping("spec")
        own = self._facts(root)
        class_name = _class_name(root)
        volume = self._bound(spec, namespace, name)
        retention = retention or Mapping(mark.file, mark.line)
        decided = spec.key("storageClassName") if "storageClassName" in spec else mark
        return Storage(
            name=name,
            mark=mark,
            locality=own.locality or self._locality(class_name, volume, decided),
            reclaim=own.reclaim or self._reclaim(class_name, volume),
            access=_access(spec),
            when_scaled=_retention(retention, "whenScaled"),
            when_deleted=_retention(retention, "whenDeleted"),
            namespace=namespace,
        )

    def _facts(self, root: Mapping) -> VolumeFacts:
        return blocks.volume_facts(annotation(root, "facts", self.report), self.report)

    def _bound(self, spec: Mapping, namespace: str, name: str) -> Manifest | None:
        """The PersistentVolume that the claim names, or that names the claim."""
        if (wanted := spec.text("volumeName")) in self.volumes:
            return self.volumes[wanted]
        for volume in self.volumes.values():
            ref = volume.spec.mapping("claimRef")
            if ref.text("name") == name and ref.text("namespace", "default") == namespace:
                return volume
        return self._only_match(spec)

    def _only_match(self, spec: Mapping) -> Manifest | None:
        """The one volume of the claim's class, where that class provisions nothing itself."""
        wanted = spec.text("storageClassName")
        if wanted in self.classes or "storageClassName" not in spec:
            return None
        same = [v for v in self.volumes.values() if v.spec.text("storageClassName") == wanted]
        return same[0] if len(same) == 1 else None

    def _locality(self, class_name: str, volume: Manifest | None, mark: Mark) -> Locality:
        """By fact, else by the volume's source, else by the class's name and provisioner."""
        told = self._told(class_name, volume)
        if told:
            return told
        subject = f"storage class {class_name}" if class_name else "the cluster's default class"
        self.report.note(mark, f"{subject} is not known: network storage, reclaim Delete assumed")
        return Locality.NETWORK

    def _told(self, class_name: str, volume: Manifest | None) -> Locality | None:
        if volume:
            fact = self.facts["volume"][volume.name].locality
            if found := fact or _source_of(volume.spec):
                return found
        known = class_name in self.classes
        if known and (fact := self.facts["class"][class_name].locality):
            return fact
        provisioner = self.classes[class_name].root.text("provisioner") if known else ""
        for word in (provisioner, class_name):
            for locality, pattern in (
                (Locality.NODE, ON_NODE),
                (Locality.ZONE, IN_ZONE),
                (Locality.NETWORK, ON_NETWORK),
            ):
                if pattern.search(word):
                    return locality
        return None

    def _reclaim(self, class_name: str, volume: Manifest | None) -> Reclaim:
        """The volume's own policy; one that a person made is retained unless it says otherwise."""
        if volume:
            fact = self.facts["volume"][volume.name].reclaim
            text = volume.spec.text("persistentVolumeReclaimPolicy", "Retain")
            return fact or (Reclaim.DELETE if text == "Delete" else Reclaim.RETAIN)
        if class_name in self.classes:
            fact = self.facts["class"][class_name].reclaim
            text = self.classes[class_name].root.text("reclaimPolicy", "Delete")
            return fact or (Reclaim.RETAIN if text == "Retain" else Reclaim.DELETE)
        return Reclaim.DELETE


def _class_name(root: Mapping) -> str:
    spec = root.mapping("spec")
    old = root.mapping("metadata", "annotations").text(OLD_CLASS)
    return spec.text("storageClassName") or old


def _source_of(spec: Mapping) -> Locality | None:
    """From where a PersistentVolume can be reached, by what it is made of."""
    for locality, sources in VOLUME_SOURCES.items():
        if any(source in spec for source in sources):
            return locality
    driver = spec.mapping("csi").text("driver")
    for locality, pattern in ((Locality.ZONE, IN_ZONE), (Locality.NETWORK, ON_NETWORK)):
        if pattern.search(driver):
            return locality
    return None


def _access(spec: Mapping) -> Access:
    """The widest of the modes asked for."""
    modes = {scalar.text for scalar in spec.texts("accessModes")}
    for mode in (Access.MANY, Access.ONE_NODE, Access.ONE_POD, Access.READ_ONLY):
        if mode.value in modes:
            return mode
    return Access.ONE_NODE


def _retention(policy: Mapping, key: str) -> Reclaim:
    return Reclaim.DELETE if policy.text(key) == "Delete" else Reclaim.RETAIN
