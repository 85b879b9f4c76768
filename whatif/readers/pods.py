"""A pod's specification: its containers, and what is mounted where in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from whatif.model import Access, Locality, Mark, Place, Storage
from whatif.readers.claims import Claims, source_of
from whatif.readers.compose import command
from whatif.readers.faults import Report
from whatif.readers.images import Image, chosen
from whatif.readers.mounts import Mount, Mounts, by_target, covering, normal
from whatif.readers.nodes import Mapping
from whatif.readers.program import Container

PROJECTED = ("configMap", "secret", "projected", "downwardAPI", "image")
SHARED_FILES = frozenset({"nfs", "cephfs", "glusterfs", "azureFile"})
NETWORK = (
    *("nfs", "cephfs", "rbd", "iscsi", "fc", "glusterfs", "azureFile", "azureDisk", "cinder"),
    *("awsElasticBlockStore", "gcePersistentDisk", "vsphereVolume", "portworxVolume", "flexVolume"),
)


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume of the pod, before it is mounted anywhere."""

    place: Place
    mark: Mark
    name: str
    storage: Storage | None = None


class Volumes:
    """The volumes of a pod by name, those of claim templates included."""

    def __init__(self, spec: Mapping, claims: Claims, namespace: str, report: Report) -> None:
        self.claims = claims
        self.namespace = namespace
        self.report = report
        self.named = {v.text("name"): self._volume(v) for v in spec.mappings("volumes")}

    def add_template(self, root: Mapping, retention: Mapping) -> None:
        """A claim template, which wins over a volume of the same name."""
        storage = self.claims.template(root, retention, self.namespace)
        volume = Volume(Place.TEMPLATE_CLAIM, storage.mark, storage.name, storage)
        self.named[storage.name] = volume

    def _volume(self, says: Mapping) -> Volume:
        name = says.text("name")
        if "persistentVolumeClaim" in says:
            return self._claim(says)
        if "ephemeral" in says:
            template = says.mapping("ephemeral", "volumeClaimTemplate")
            none = Mapping(says.file, says.line)
            storage = self.claims.template(template, none, self.namespace)
            return Volume(Place.EPHEMERAL_VOLUME, says.key("ephemeral"), name, storage)
        if "hostPath" in says:
            path = says.mapping("hostPath").text("path")
            return Volume(Place.HOST_PATH, says.key("hostPath"), path)
        for key in PROJECTED:
            if key in says:
                source = says.mapping(key)
                return Volume(Place.PROJECTED, says.key(key), _projected(source) or name)
        return self._other(says, name)

    def _claim(self, says: Mapping) -> Volume:
        mark = says.key("persistentVolumeClaim")
        source = says.mapping("persistentVolumeClaim")
        at = source.key("claimName") if "claimName" in source else mark
        storage = self.claims.claim(self.namespace, source.text("claimName"), at)
        return Volume(Place.CLAIM, mark, storage.name, storage)

    def _other(self, says: Mapping, name: str) -> Volume:
        if "emptyDir" in says:
            memory = says.mapping("emptyDir").text("medium") == "Memory"
            place = Place.EMPTY_DIR_MEMORY if memory else Place.EMPTY_DIR
            return Volume(place, says.key("emptyDir"), name)
        for key in NETWORK:
            if key in says:
                return self._share(says, key, name)
        if "csi" in says:  # made for the pod, gone with it
            secrets = "secret" in says.mapping("csi").text("driver")
            place = Place.PROJECTED if secrets else Place.EPHEMERAL_VOLUME
            return Volume(place, says.key("csi"), name)
        return self._unknown(says, name)

    def _share(self, says: Mapping, key: str, name: str) -> Volume:
        """A volume of another machine that the pod names itself."""
        mark, source = says.key(key), says.mapping(key)
        server = source.text("server")
        called = ":".join(filter(None, (server, source.text("path")))) or name
        storage = Storage(
            name=called,
            mark=mark,
            locality=source_of(says) or Locality.NETWORK,
            access=Access.MANY if key in SHARED_FILES else Access.ONE_NODE,
            namespace=self.namespace,
            server=server,
        )
        return Volume(Place.NETWORK_VOLUME, mark, called, storage)

    def _unknown(self, says: Mapping, name: str) -> Volume:
        kind = next((key for key, _ in says.pairs() if key.text != "name"), None)
        if kind and kind.text != "gitRepo":
            what = f"a volume of kind {kind.text} is not modelled: emptyDir assumed"
            self.report.note(kind.mark, what)
        # An emptyDir is also what Kubernetes takes when no kind is said.
        return Volume(Place.EMPTY_DIR, kind.mark if kind else says.mark, name)


def _projected(source: Mapping) -> str:
    """The ConfigMap or Secret that is projected; "" where it is none, or several."""
    if name := source.text("name") or source.text("secretName"):
        return name
    names = {
        part.mapping(key).text("name")
        for part in source.mappings("sources")
        for key in ("configMap", "secret")
    }
    only = names - {""}
    return only.pop() if len(only) == 1 else ""


def containers(
    spec: Mapping, instead: str, volumes: Volumes, report: Report
) -> tuple[Container, ...]:
    """The containers of the pod, in their order; those that only prepare are left out.

    The first one runs the image `instead`, where there is one.
    """
    return tuple(
        _container(node, "" if number else instead, volumes, report)
        for number, node in enumerate(spec.mappings("containers"))
    )


def _container(node: Mapping, instead: str, volumes: Volumes, report: Report) -> Container:
    image, known = chosen(node.text("image"), instead)
    mark = node.key("image") if "image" in node else node.mark
    explicit = by_target(_mounts(node, volumes, report))
    return Container(
        image=image,
        known=known,
        mark=mark,
        mounts={**explicit, **by_target(_hidden(known, explicit, mark))},
        environment={e.text("name"): e.text("value") for e in node.mappings("env")},
        command=" ".join((command(node.get("command")), command(node.get("args")))),
    )


def _mounts(node: Mapping, volumes: Volumes, report: Report) -> Iterator[Mount]:
    for key, at in (("volumeMounts", "mountPath"), ("volumeDevices", "devicePath")):
        for says in node.mappings(key):
            name, target = says.text("name"), says.text(at)
            volume = volumes.named.get(name)
            if not target:
                continue
            if volume is None:
                report.note(says.mark, f"volume {name} is not defined: Kubernetes will refuse it")
                continue
            yield Mount(
                target=normal(target),
                place=volume.place,
                mark=volume.mark,
                name=volume.name,
                inside=(says.text("subPath") or says.text("subPathExpr")).strip("/"),
                storage=volume.storage,
            )


def _hidden(image: Image | None, explicit: Mounts, mark: Mark) -> Iterator[Mount]:
    """A VOLUME of the image below a mount hides it, and keeps nothing itself."""
    for path in image.volumes if image else ():
        target = normal(path)
        if target not in explicit and covering(target, explicit):
            yield Mount(target=target, place=Place.CONTAINER_FILES, mark=mark)
