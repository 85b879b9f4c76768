"""Words for places and lengths of time, as a person would say them."""

from __future__ import annotations

from whatif.model import Access, Locality, Location, Place

_STEPS = ((86400.0, "day"), (3600.0, "hour"), (60.0, "minute"), (1.0, "second"))


def period(seconds: float) -> str:
    """A length of time in its largest whole unit.

    >>> period(21600), period(90), period(0.5)
    ('6 hours', '90 seconds', 'part of a second')
    """
    for size, unit in _STEPS:
        if seconds >= size and seconds % size == 0:
            count = int(seconds / size)
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return f"{seconds:g} seconds" if seconds > 1 else "part of a second"


def named(location: Location) -> str:
    """The location in the words of the vocabulary: `process memory`, `named volume pgdata`."""
    return f"{location.place} {location.name or location.path}".strip()


def where(location: Location) -> str:
    """Where a piece of state lies: `/app/uploads, no volume`, `volume pgdata`."""
    match location.place:
        case Place.PROCESS_MEMORY:
            return "in memory"
        case Place.CONNECTION:
            return "in the connection"
        case Place.CLIENT:
            return "at the client"
        case Place.ENVIRONMENT:
            return f"environment variable {location.name}"
        case Place.EXTERNAL:
            return f"outside: {location.name}" if location.name else "outside this stack"
        case Place.WRITABLE_LAYER:
            return f"{location.path}, no volume"
        case Place.CONTAINER_FILES:
            return f"{location.path}, in the container"
        case Place.CLAIM | Place.TEMPLATE_CLAIM:
            return _claim(location)
        case Place.NAMED_VOLUME | Place.EXTERNAL_VOLUME | Place.NETWORK_VOLUME:
            return f"{location.place} {location.name}"
        case _:
            return f"{location.path}, {location.place}"


def _claim(location: Location) -> str:
    storage = location.storage
    local = storage is not None and storage.locality is Locality.NODE
    many = storage is not None and storage.access is Access.MANY
    reach = (
        "a disk of its node" if local else "shared network storage" if many else "network storage"
    )
    own = "its own claim" if location.place is Place.TEMPLATE_CLAIM else "claim"
    return f"{own} {location.name} on {reach}"
