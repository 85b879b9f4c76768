"""Places: where a copy of state can stand, and what is known of the storage there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Mark(NamedTuple):
    """Where a fact was read: a file of the stack and a line of it, counted from 1."""

    file: str
    line: int


class Place(StrEnum):
    """The kinds of location. The value is what a person reads."""

    PROCESS_MEMORY = "process memory"
    CONNECTION = "connection"
    CLIENT = "client"
    ENVIRONMENT = "environment"
    EXTERNAL = "external store"
    # systemd
    HOST_FILE = "host file"
    HOST_TMPFS = "host tmpfs"
    UNIT_DIRECTORY = "runtime directory"  # RuntimeDirectory=, PrivateTmp=, TemporaryFileSystem=
    # compose
    CONTAINER_TMPFS = "container tmpfs"
    WRITABLE_LAYER = "writable layer"
    ANONYMOUS_VOLUME = "anonymous volume"
    NAMED_VOLUME = "named volume"
    EXTERNAL_VOLUME = "external volume"
    NETWORK_VOLUME = "network volume"  # a volume whose driver reaches another machine
    BIND_MOUNT = "bind mount"
    # Kubernetes
    CONTAINER_FILES = "container file system"
    EMPTY_DIR = "emptyDir"
    EMPTY_DIR_MEMORY = "emptyDir in memory"
    EPHEMERAL_VOLUME = "ephemeral volume"
    HOST_PATH = "hostPath"
    CLAIM = "claim"  # one for all replicas
    TEMPLATE_CLAIM = "template claim"  # one for each ordinal
    # both
    PROJECTED = "projected configuration"


class Locality(StrEnum):
    """From where storage can be reached."""

    NODE = "node"
    ZONE = "zone"
    NETWORK = "network"


class Reclaim(StrEnum):
    DELETE = "Delete"
    RETAIN = "Retain"


class Access(StrEnum):
    ONE_NODE = "ReadWriteOnce"
    ONE_POD = "ReadWriteOncePod"
    MANY = "ReadWriteMany"
    READ_ONLY = "ReadOnlyMany"


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """A named volume of compose, or a claim (template) with its class and volume."""

    name: str  # as the file calls it; the claim of ordinal K of a template is `NAME-SERVICE-K`
    mark: Mark  # the volume's or claim's own line
    locality: Locality = Locality.NETWORK
    reclaim: Reclaim = Reclaim.DELETE
    access: Access = Access.ONE_NODE
    when_scaled: Reclaim = Reclaim.RETAIN  # StatefulSet persistentVolumeClaimRetentionPolicy
    when_deleted: Reclaim = Reclaim.RETAIN
    namespace: str = ""
    server: str = ""  # of a network share: the machine that has the files
    fixed_name: bool = False  # compose `name:`: it does not follow the project's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """One place that can hold a copy."""

    place: Place
    mark: Mark  # the line that decides: the mount, or the item's own line where nothing is mounted
    name: str = ""  # volume, claim, host directory, variable or store; "" where it has no name
    path: str = ""  # absolute, in the container; on the host where no container is
    mounted: str = ""  # where the mount stands that holds it; "" where nothing is mounted
    inside: str = ""  # what follows inside the mounted thing: equal name and `inside`, same bytes
    storage: Storage | None = None  # for volumes and claims
    source: str = ""  # of the environment: the ConfigMap, Secret or file that it comes from


CLAIMS = frozenset({Place.CLAIM, Place.TEMPLATE_CLAIM})

# Two containers of these see the same bytes; every other place is held by each instance alone.
SHARED_PLACES = frozenset(
    {
        Place.CLIENT,
        Place.EXTERNAL,
        Place.NAMED_VOLUME,
        Place.EXTERNAL_VOLUME,
        Place.NETWORK_VOLUME,
        Place.BIND_MOUNT,
        Place.HOST_FILE,
        Place.HOST_TMPFS,
        Place.HOST_PATH,
        Place.CLAIM,
        Place.PROJECTED,
        Place.ENVIRONMENT,
    }
)
