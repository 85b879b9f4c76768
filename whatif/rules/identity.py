"""Identity: the new instance looks under the name, the path and the format that it knows.

`decide(copy, strike)` answers as the rules of binding do, and is asked before them.
"""

from __future__ import annotations

import re

from whatif.copies import Copy
from whatif.durability import Trait
from whatif.model import Location, Place, Service, StateItem
from whatif.readers.images import lookup
from whatif.rules import sources
from whatif.rules.finding import Finding, Missing, binding
from whatif.strike import Renewal, Strike

_MAJOR = re.compile(r":(?:[^/]*pg|v)?(\d+)[^/]*$")
_PREFIXED = frozenset({Place.NAMED_VOLUME, Place.NETWORK_VOLUME})  # with the project's name


def _hit(copy: Copy, strike: Strike, word: str) -> bool:
    return strike.word == word and copy.instance in strike.hit


@binding(
    "R47",
    "Another major version does not read these files: the server stops with an error.",
    sources.POSTGRES_UPGRADE,
)
def other_major_version(copy: Copy, strike: Strike) -> Finding:
    if not _hit(copy, strike, "upgrade") or not refuses(copy.service, copy.item, strike):
        return None
    return Missing(f"go back to {copy.service.image}, then upgrade by dump and restore")


def refuses(service: Service, item: StateItem, strike: Strike) -> bool:
    """Whether the new version of an upgrade finds the files and does not start with them."""
    upgraded = strike.word == "upgrade" and service.name in strike.event.targets
    if not upgraded or Trait.TIED_TO_MAJOR not in item.traits:
        return False
    image, here = strike.image(service.name), item.location
    if _major(service.image) == _major(image):
        return False
    known = lookup(image)
    fixed = here.place is not Place.ANONYMOUS_VOLUME
    blocked = fixed and known is not None and here.mounted in known.refuses
    there = _location_after(service, item, strike)
    return blocked or there is None or _same(here, there)


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
    there = _location_after(copy.service, copy.item, strike)
    if there is None or _same(copy.item.location, there):
        return None
    return Missing(f"go back to {copy.service.image}, and mount a volume by name where it looks")


def _location_after(service: Service, item: StateItem, strike: Strike) -> Location | None:
    """Where the same item is when the files are read with the new image."""
    found = strike.stack_after.service(service.name) if strike.stack_after else None
    same = found.item(item.name) if found else None
    return same.location if same else None


def _same(one: Location, other: Location) -> bool:
    """Whether both are the same bytes; an anonymous volume is known by where it is mounted."""
    if one.place is not other.place:
        return False
    if one.place is Place.ANONYMOUS_VOLUME:
        return (one.mounted, one.path) == (other.mounted, other.path)
    return (one.name, one.inside) == (other.name, other.inside)


@binding(
    "R42",
    "A volume's name begins with the project's: under another name Compose makes new, empty ones.",
    sources.COMPOSE_PROJECT,
)
def renamed_project(copy: Copy, strike: Strike) -> Finding:
    storage = copy.item.location.storage
    prefixed = storage is None or not storage.fixed_name
    named = copy.item.location.place in _PREFIXED
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
