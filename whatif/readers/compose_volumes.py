"""The volumes of a compose file, and what they put where in a container."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Lookup
from dataclasses import dataclass
from posixpath import join

from whatif.model import Locality, Mark, Place, Reclaim, Storage
from whatif.readers import blocks
from whatif.readers.faults import Report
from whatif.readers.images import Image
from whatif.readers.interpolation import fields, with_defaults
from whatif.readers.mounts import Mount, Mounts, by_target, normal
from whatif.readers.nodes import Mapping, Node, Scalar, Sequence

DRIVE = re.compile(r"[A-Za-z]:[\\/]")
HOST_DIRECTORY = re.compile(r"[/.~]|[A-Za-z]:[\\/]|\\\\")
NETWORK_TYPES = frozenset({"nfs", "nfs4", "cifs", "smb", "smb3", "ceph", "glusterfs", "9p"})


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume of the top level: what mounting it gives."""

    place: Place
    name: str
    storage: Storage | None


Volumes = Lookup[str, Volume]


def declared(root: Mapping, report: Report) -> dict[str, Volume]:
    """The volumes that the file declares, by the name that services use."""
    volumes = root.mapping("volumes")
    return {key.text: _volume(key, node, report) for key, node in volumes.pairs()}


def _volume(key: Scalar, node: Node, report: Report) -> Volume:
    says = node if isinstance(node, Mapping) else Mapping(key.file, key.line)
    block = blocks.as_block(says.entries["x-facts"][1], report) if "x-facts" in says else None
    facts = blocks.volume_facts(block, report)
    place, name = _kind(key, says, facts, report)
    network = place is Place.NETWORK_VOLUME
    storage = Storage(
        name=key.text,
        mark=key.mark,
        locality=facts.locality or (Locality.NETWORK if network else Locality.NODE),
        reclaim=facts.reclaim or Reclaim.DELETE,
        server=_server(says.mapping("driver_opts")) if network else "",
        fixed_name=place is Place.EXTERNAL_VOLUME or bool(says.text("name")),
    )
    return Volume(place, name, storage if place is not Place.BIND_MOUNT else None)


def _server(options: Mapping) -> str:
    """The machine that has the files: `addr=` of the options, else the device's first part."""
    for option in options.text("o").split(","):
        name, _, value = option.partition("=")
        if name.strip() == "addr":
            return value.strip()
    device = options.text("device").removeprefix("//")
    return re.split("[:/]", device, maxsplit=1)[0] if device else ""


def _kind(
    key: Scalar, says: Mapping, facts: blocks.VolumeFacts, report: Report
) -> tuple[Place, str]:
    options = says.mapping("driver_opts")
    kind = options.text("type")
    if "external" in says and says.text("external", "true") != "false":
        return Place.EXTERNAL_VOLUME, key.text
    if "bind" in options.text("o").split(",") and options.text("device"):
        return Place.BIND_MOUNT, options.text("device")
    if kind == "tmpfs":
        return Place.CONTAINER_TMPFS, key.text
    if kind in NETWORK_TYPES or facts.locality in (Locality.NETWORK, Locality.ZONE):
        return Place.NETWORK_VOLUME, key.text
    if says.text("driver", "local") != "local" and facts.locality is None:
        driver = says.text("driver")
        what = f"volume driver {driver} is unknown: network storage assumed"
        report.note(says.key("driver"), what)
        return Place.NETWORK_VOLUME, key.text
    return Place.NAMED_VOLUME, key.text


def mounts(
    service: Mapping, volumes: Volumes, image: Image | None, image_mark: Mark, report: Report
) -> Mounts:
    """Everything that is mounted in the service's containers."""
    explicit = [
        *_tmpfs(service),
        *_projected(service, "configs", "/"),
        *_projected(service, "secrets", "/run/secrets"),
        *_listed(service, volumes, report),
    ]
    shm = Mount(target="/dev/shm", place=Place.CONTAINER_TMPFS, mark=None)
    of_image = [
        Mount(target=normal(path), place=Place.ANONYMOUS_VOLUME, mark=image_mark)
        for path in (image.volumes if image else ())
    ]
    return by_target((shm, *of_image, *explicit))


def _tmpfs(service: Mapping) -> Iterator[Mount]:
    for item in service.texts("tmpfs"):
        target = normal(fields(item.text)[0])
        yield Mount(target=target, place=Place.CONTAINER_TMPFS, mark=item.mark)


def _projected(service: Mapping, key: str, folder: str) -> Iterator[Mount]:
    """Configs and secrets: read-only files that every new container gets again."""
    node = service.get(key)
    for item in node.items if isinstance(node, Sequence) else []:
        if isinstance(item, Scalar):
            name = target = item.text
        elif isinstance(item, Mapping):
            name = item.text("source")
            target = item.text("target", name)
        else:
            continue
        path = normal(join(folder, target))
        yield Mount(target=path, place=Place.PROJECTED, mark=item.mark, name=name)


def _listed(service: Mapping, volumes: Volumes, report: Report) -> Iterator[Mount]:
    node = service.get("volumes")
    for item in node.items if isinstance(node, Sequence) else []:
        if isinstance(item, Scalar):
            yield from _short(item, volumes, report)
        elif isinstance(item, Mapping):
            yield from _long(item, volumes, report)


def _short(item: Scalar, volumes: Volumes, report: Report) -> Iterator[Mount]:
    """`[SOURCE:]TARGET[:OPTIONS]`."""
    parts = fields(item.text)
    if DRIVE.match(item.text) and len(parts) > 2 and parts[2].startswith("/"):  # C:\data:/data
        parts[:2] = [f"{parts[0]}:{parts[1]}"]
    if len(parts) == 1:
        if parts[0].strip():
            yield Mount(target=normal(parts[0]), place=Place.ANONYMOUS_VOLUME, mark=item.mark)
        return
    yield _sourced(parts[0].strip(), parts[1], item.mark, volumes, report)


def _long(item: Mapping, volumes: Volumes, report: Report) -> Iterator[Mount]:
    """`{type: ..., source: ..., target: ...}`."""
    kind, source, target = item.text("type"), item.text("source"), item.text("target")
    inside = item.mapping("volume").text("subpath")
    if not target:
        return
    if kind == "tmpfs":
        yield Mount(target=normal(target), place=Place.CONTAINER_TMPFS, mark=item.mark)
    elif kind == "bind":
        yield _bind(source, target, item.mark)
    elif kind == "image":
        yield Mount(target=normal(target), place=Place.PROJECTED, mark=item.mark, name=source)
    elif not source:
        yield Mount(target=normal(target), place=Place.ANONYMOUS_VOLUME, mark=item.mark)
    elif kind in ("volume", ""):
        yield _named(source, target, item.mark, volumes, report, inside)
    else:
        what = f"a mount of type {kind} is not modelled yet: network storage assumed"
        report.note(item.mark, what)
        yield _foreign(source, target, item.mark)


def _sourced(source: str, target: str, mark: Mark, volumes: Volumes, report: Report) -> Mount:
    plain = with_defaults(source)
    if HOST_DIRECTORY.match(plain):
        return _bind(source, target, mark)
    if plain.startswith("$") or not plain:
        report.note(mark, f"is {source} a volume or a host directory? A directory is assumed")
        return _bind(source, target, mark)
    return _named(plain, target, mark, volumes, report)


def _bind(source: str, target: str, mark: Mark) -> Mount:
    return Mount(target=normal(target), place=Place.BIND_MOUNT, mark=mark, name=source)


def _foreign(source: str, target: str, mark: Mark) -> Mount:
    return Mount(target=normal(target), place=Place.NETWORK_VOLUME, mark=mark, name=source)


def _named(
    name: str, target: str, mark: Mark, volumes: Volumes, report: Report, inside: str = ""
) -> Mount:
    volume = volumes.get(name)
    if volume is None:
        report.note(mark, f"volume {name} is not declared under volumes: Compose will refuse this")
        storage = Storage(name=name, mark=mark, locality=Locality.NODE)
        volume = Volume(Place.NAMED_VOLUME, name, storage)
    return Mount(
        target=normal(target),
        place=volume.place,
        mark=mark,
        name=volume.name,
        inside=inside.strip("/"),
        storage=volume.storage,
    )
