"""Lifetime: what a copy hangs on. It is lost as soon as the event ends one of these anchors (R1).

`decide(location)` answers the anchors of a copy there, or None where the rule does not apply.
"""

from __future__ import annotations

from collections.abc import Callable

from whatif.model import Locality, Location, Place, Reclaim
from whatif.outcome import Anchor
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources

Anchors = frozenset[Anchor]
TEMPORARY = ("/tmp", "/var/tmp")


def standing(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.STANDING, sentence, source)


@standing(
    "R7",
    "The memory of a process ends with the process, however it ends.",
    sources.SYSTEMD_SERVICE,
)
def memory(location: Location) -> Anchors | None:
    return frozenset({Anchor.PROCESS}) if location.place is Place.PROCESS_MEMORY else None


@standing("R129", "A connection ends with the process that holds it.", sources.SYSTEMD_SERVICE)
def connection(location: Location) -> Anchors | None:
    ends_with = frozenset({Anchor.CONNECTION, Anchor.PROCESS})
    return ends_with if location.place is Place.CONNECTION else None


@standing(
    "R134",
    "What the client keeps survives every event on the servers.",
    sources.DJANGO_SESSIONS,
)
def client(location: Location) -> Anchors | None:
    return frozenset({Anchor.OUTSIDE}) if location.place is Place.CLIENT else None


@standing(
    "R111",
    "A store outside this stack is not touched by what happens inside it.",
    sources.MINIO,
)
def outside(location: Location) -> Anchors | None:
    return frozenset({Anchor.OUTSIDE}) if location.place is Place.EXTERNAL else None


@standing(
    "R15",
    "A file of the host is not removed when a service stops; it ends with the disk.",
    sources.SYSTEMD_EXEC,
)
def host_file(location: Location) -> Anchors | None:
    return frozenset({Anchor.DISK}) if location.place is Place.HOST_FILE else None


@standing(
    "R12",
    "A tmpfs of the host outlives processes and is empty after a boot.",
    sources.TMPFS,
)
def host_tmpfs(location: Location) -> Anchors | None:
    return frozenset({Anchor.BOOT}) if location.place is Place.HOST_TMPFS else None


@standing(
    "R16",
    "A private /tmp is made for one run of the unit and removed when it stops.",
    sources.SYSTEMD_EXEC,
)
def private_tmp(location: Location) -> Anchors | None:
    private = location.place is Place.UNIT_DIRECTORY and location.path.startswith(TEMPORARY)
    return frozenset({Anchor.UNIT, Anchor.BOOT}) if private else None


@standing(
    "R14",
    "A runtime or private temporary directory is removed when its unit stops, so also on restart.",
    sources.SYSTEMD_EXEC,
)
def unit_directory(location: Location) -> Anchors | None:
    anchors = frozenset({Anchor.UNIT, Anchor.BOOT})
    return anchors if location.place is Place.UNIT_DIRECTORY else None


@standing(
    "R22",
    "A tmpfs of a container is empty after every stop, restart and reboot.",
    sources.DOCKER_TMPFS,
)
def container_tmpfs(location: Location) -> Anchors | None:
    anchors = frozenset({Anchor.RUN, Anchor.BOOT})
    return anchors if location.place is Place.CONTAINER_TMPFS else None


@standing(
    "R23",
    "The writable layer is removed with its container, and only with it.",
    sources.DOCKER_STORAGE,
)
def writable_layer(location: Location) -> Anchors | None:
    anchors = frozenset({Anchor.CONTAINER, Anchor.DISK})
    return anchors if location.place is Place.WRITABLE_LAYER else None


@standing(
    "R26",
    "An anonymous volume belongs to one container and has no name to find it by.",
    sources.DOCKER_VOLUMES,
)
def anonymous_volume(location: Location) -> Anchors | None:
    anchors = frozenset({Anchor.VOLUME, Anchor.DISK})
    return anchors if location.place is Place.ANONYMOUS_VOLUME else None


@standing(
    "R24",
    "A named volume outlives its containers; it goes when it is deleted, or with the disk.",
    sources.DOCKER_VOLUMES,
)
def named_volume(location: Location) -> Anchors | None:
    anchors = frozenset({Anchor.VOLUME, Anchor.DISK})
    return anchors if location.place in {Place.NAMED_VOLUME, Place.EXTERNAL_VOLUME} else None


@standing(
    "R112",
    "Files on a network share hang on their server, not on this host.",
    sources.EXPORTS,
)
def network_volume(location: Location) -> Anchors | None:
    return frozenset({Anchor.BACKEND}) if location.place is Place.NETWORK_VOLUME else None


@standing(
    "R25",
    "A bind mount is a directory of the host: no command of Compose deletes it.",
    sources.DOCKER_BIND,
)
def bind_mount(location: Location) -> Anchors | None:
    return frozenset({Anchor.DISK}) if location.place is Place.BIND_MOUNT else None


@standing(
    "R50",
    "In Kubernetes a container never starts again: a new one with a clean file system does.",
    sources.K_VOLUMES,
)
def container_files(location: Location) -> Anchors | None:
    return frozenset({Anchor.CONTAINER}) if location.place is Place.CONTAINER_FILES else None


@standing(
    "R51",
    "An emptyDir lives exactly as long as its pod is on its node.",
    sources.K_VOLUMES,
)
def empty_dir(location: Location) -> Anchors | None:
    if location.place is Place.EMPTY_DIR_MEMORY:
        return frozenset({Anchor.POD, Anchor.BOOT})
    return frozenset({Anchor.POD, Anchor.DISK}) if location.place is Place.EMPTY_DIR else None


@standing(
    "R58",
    "A generic ephemeral volume is owned by its pod and deleted with it.",
    sources.K_EPHEMERAL,
)
def ephemeral_volume(location: Location) -> Anchors | None:
    return frozenset({Anchor.POD}) if location.place is Place.EPHEMERAL_VOLUME else None


@standing(
    "R54",
    "A hostPath is a directory of one node; it stays with its node.",
    sources.K_VOLUMES,
)
def host_path(location: Location) -> Anchors | None:
    return frozenset({Anchor.DISK}) if location.place is Place.HOST_PATH else None


@standing(
    "R59",
    "Projected configuration is made anew from what is declared.",
    sources.K_VOLUMES,
)
def projected(location: Location) -> Anchors | None:
    places = {Place.PROJECTED, Place.ENVIRONMENT}
    return frozenset({Anchor.CONFIG}) if location.place in places else None


def _claimed(location: Location) -> Anchors:
    """A claim's data go with it where its class says Delete (R60)."""
    assert location.storage is not None, location
    deleted = location.storage.reclaim is Reclaim.DELETE
    return frozenset({Anchor.CLAIM if deleted else Anchor.BACKEND})


@standing(
    "R55",
    "A local volume hangs on the disk of one node, though a claim stands before it.",
    sources.K_VOLUMES,
)
def local_claim(location: Location) -> Anchors | None:
    if location.storage is None or location.storage.locality is not Locality.NODE:
        return None
    claim = location.place in {Place.CLAIM, Place.TEMPLATE_CLAIM}
    return _claimed(location) | {Anchor.DISK} if claim else None


@standing(
    "R67",
    "Each ordinal of a StatefulSet has a claim of its own, and its replacement gets the same one.",
    sources.K_STATEFULSET,
)
def template_claim(location: Location) -> Anchors | None:
    return _claimed(location) if location.place is Place.TEMPLATE_CLAIM else None


@standing(
    "R56",
    "A claim on network storage does not depend on pods or nodes.",
    sources.K_PERSISTENT,
)
def network_claim(location: Location) -> Anchors | None:
    return _claimed(location) if location.place is Place.CLAIM else None
