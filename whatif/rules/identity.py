"""Identity: the new instance looks under the name, the path and the format that it knows.

`decide(copy, strike)` answers as the rules of binding do, and is asked before them.
"""

from __future__ import annotations

import re

from whatif.copies import Copy
from whatif.durability import Trait
from whatif.model import Location, Place, Service
from whatif.rules import sources
from whatif.rules.finding import Finding, Missing, binding
from whatif.strike import Renewal, Strike

_MAJOR = re.compile(r":(?:[^/]*pg|v)?(\d+)[^/]*$")
_KEPT = frozenset({Place.NAMED_VOLUME, Place.NETWORK_VOLUME, Place.ANONYMOUS_VOLUME})


def _hit(copy: Copy, strike: Strike, word: str) -> bool:
    return strike.word == word and copy.instance in strike.hit


@binding(
    "R47",
    "Another major version does not read these files: the server stops with an error.",
    sources.POSTGRES_UPGRADE,
)
def other_major_version(copy: Copy, strike: Strike) -> Finding:
    if not _hit(copy, strike, "upgrade") or Trait.TIED_TO_MAJOR not in copy.item.traits:
        return None
    if not changes_major(copy.service, strike) or not _carried(copy, strike):
        return None  # what is not carried over is the next rule's
    return Missing(f"go back to {copy.service.image}, then upgrade by dump and restore")


def changes_major(service: Service, strike: Strike) -> bool:
    """Whether an upgrade gives the service another major version."""
    if strike.word != "upgrade" or service.name not in strike.event.targets:
        return False
    return _major(service.image) != _major(strike.image(service.name))


def _carried(copy: Copy, strike: Strike) -> bool:
    there = _location_after(copy, strike)
    return copy.item.location.place is not Place.ANONYMOUS_VOLUME or (
        there is not None and _same(copy.item.location, there)
    )


def _major(image: str) -> str:
    """The first number of a tag; "" where it has none.

    >>> _major("postgres:17-alpine"), _major("postgis/postgis:16-3.4"), _major("postgres")
    ('17', '16', '')
    """
    found = _MAJOR.search(image.partition("@")[0])
    return found[1] if found else ""


@binding(
    "R36",
    "The new image keeps its data at another path, where nothing was carried over.",
    sources.COMPOSE_UP,
)
def looks_elsewhere(copy: Copy, strike: Strike) -> Finding:
    if not _hit(copy, strike, "upgrade"):
        return None
    there = _location_after(copy, strike)
    here = copy.item.location
    if there is None or _same(here, there):
        return None
    return Missing(f"go back to {copy.service.image}, and mount a volume by name where it looks")


def _location_after(copy: Copy, strike: Strike) -> Location | None:
    service = strike.stack_after.service(copy.service.name) if strike.stack_after else None
    item = service.item(copy.item.name) if service else None
    return item.location if item else None


def _same(one: Location, other: Location) -> bool:
    if one.place is not other.place:
        return False
    if one.place is Place.ANONYMOUS_VOLUME:
        return one.path == other.path
    return (one.name, one.inside) == (other.name, other.inside)


@binding(
    "R42",
    "A volume's name begins with the project's: under another name Compose makes new, empty ones.",
    sources.COMPOSE_PROJECT,
)
def renamed_project(copy: Copy, strike: Strike) -> Finding:
    storage = copy.item.location.storage
    prefixed = storage is None or not storage.fixed_name
    named = copy.item.location.place in _KEPT - {Place.ANONYMOUS_VOLUME}
    if not _hit(copy, strike, "rename") or strike.cluster or not (named and prefixed):
        return None
    return Missing("give the project its old name again, or name the volume with `name:`")


@binding(
    "R69",
    "A set with another name makes claims with other names; the old ones stay, bound to nobody.",
    sources.K_STATEFULSET,
)
def renamed_set(copy: Copy, strike: Strike) -> Finding:
    own = copy.item.location.place is Place.TEMPLATE_CLAIM
    if not _hit(copy, strike, "rename") or not own:
        return None
    return Missing("give the set its old name again")


@binding(
    "R49",
    "The broker keeps its data under its host name, and a new container has another one.",
    sources.IMAGE_RABBITMQ,
)
def under_another_hostname(copy: Copy, strike: Strike) -> Finding:
    new = strike.renewal in {Renewal.RECREATED, Renewal.REMOVED} and copy.instance in strike.hit
    if not new or Trait.UNDER_HOSTNAME not in copy.item.traits or copy.service.hostname:
        return None
    return Missing(f"set hostname: to the old one in the service {copy.service.name}")
