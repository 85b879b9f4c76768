"""Which mount a path lies under, and so where the bytes are."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from whatif.model import Location, Mark, Place, Storage

LONGEST_PATH = 4096  # of Linux; nothing is mounted deeper


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """Something that hides the file system below `target`."""

    target: str  # absolute path, normalised
    place: Place
    mark: Mark | None  # the line that decides; None where the platform does it by itself
    name: str = ""  # the volume, claim or host directory
    inside: str = ""  # the directory of the volume that is mounted (subPath)
    storage: Storage | None = None


Mounts = Mapping[str, Mount]  # by target


def by_target(mounts: Iterable[Mount]) -> Mounts:
    """The mounts by their target; of two at the same one the later."""
    return {mount.target: mount for mount in mounts}


def normal(path: str) -> str:
    """An absolute path without `.`, `..`, double or trailing slashes.

    >>> normal("var//www/html/")
    '/var/www/html'
    """
    return "/" + posixpath.normpath("/" + path.strip()).lstrip("/")


def upwards(path: str) -> Iterator[str]:
    """The path and all that is above it, longest first.

    >>> list(upwards("/var/lib"))
    ['/var/lib', '/var', '/']
    """
    if len(path) > LONGEST_PATH:
        return
    while path != "/":
        yield path
        path = path[: path.rindex("/")] or "/"
    yield path


def covering(path: str, mounts: Mounts) -> Mount | None:
    """The longest mount at or above the path."""
    return next((mounts[above] for above in upwards(path) if above in mounts), None)


def locate(path: str, mounts: Mounts, otherwise: Place, mark: Mark) -> Location:
    """The location of a path; where nothing is mounted, the place `otherwise`, the line `mark`."""
    path = normal(path)
    mount = covering(path, mounts)
    if mount is None:
        return Location(place=otherwise, mark=mark, path=path)
    return Location(
        place=mount.place,
        mark=mount.mark or mark,
        name=mount.name,
        path=path,
        mounted=mount.target,
        inside=_inside(mount, path) if mount.name else "",
        storage=mount.storage,
    )


def _inside(mount: Mount, path: str) -> str:
    """The path below the root of what is mounted; "" for the root itself.

    Of a projection only what `subPath` names counts: that part of it does not follow changes.
    """
    if mount.place is Place.PROJECTED:
        return mount.inside
    rest = path.removeprefix(mount.target).strip("/")
    return posixpath.join(mount.inside, rest).strip("/")
