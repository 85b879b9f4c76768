"""Which mount a path lies under, and so where the bytes are."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass

from whatif.model import Location, Mark, Place, Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """Something that hides the file system below `target`."""

    target: str  # absolute path, normalised
    place: Place
    mark: Mark | None  # the line that decides; None where the platform does it by itself
    name: str = ""  # the volume, claim or host directory
    inside: str = ""  # the directory of the volume that is mounted (subPath)
    storage: Storage | None = None


def normal(path: str) -> str:
    """An absolute path without `.`, `..`, double or trailing slashes.

    >>> normal("var//www/html/")
    '/var/www/html'
    """
    return "/" + posixpath.normpath("/" + path.strip()).lstrip("/")


def covers(target: str, path: str) -> bool:
    return target in ("/", path) or path.startswith(target + "/")


def covering(path: str, mounts: Iterable[Mount]) -> Mount | None:
    """The longest mount at or above the path; of two at the same target the later one."""
    best: Mount | None = None
    for mount in mounts:
        if covers(mount.target, path) and (best is None or len(mount.target) >= len(best.target)):
            best = mount
    return best


def locate(path: str, mounts: Iterable[Mount], otherwise: Place, mark: Mark) -> Location:
    """The location of a path; with no mount there, `otherwise` and the line `mark`."""
    path = normal(path)
    mount = covering(path, mounts)
    if mount is None:
        return Location(place=otherwise, mark=mark, path=path)
    return Location(
        place=mount.place,
        mark=mount.mark or mark,
        name=mount.name,
        path=path,
        inside=_inside(mount, path) if mount.name else "",
        storage=mount.storage,
    )


def _inside(mount: Mount, path: str) -> str:
    """The path below the root of what is mounted; "" for the root itself."""
    rest = path.removeprefix(mount.target).strip("/")
    return posixpath.join(mount.inside, rest).strip("/")
