"""What an event ends with Docker and Compose."""

from __future__ import annotations

from collections.abc import Iterable

from whatif.copies import volume_name
from whatif.model import Instance, Place, Platform
from whatif.outcome import Anchor
from whatif.rules import sources
from whatif.rules.endings import NOTHING, Ended, boots, each, ending, on_nodes
from whatif.strike import Hold, Renewal, Strike


def _compose(strike: Strike, *renewals: Renewal) -> bool:
    compose = strike.stack.platform is Platform.COMPOSE
    return compose and bool(strike.hit) and strike.renewal in renewals


@ending(
    "R21",
    "Docker starts the same container again: its writable layer and its volumes stay.",
    sources.DOCKER_STORAGE,
)
def same_container_starts_again(strike: Strike) -> Ended | None:
    return each(strike.hit, Anchor.RUN) if _compose(strike, Renewal.SAME) else None


@ending(
    "R33",
    "Recreating makes a new container and removes the old one without its volumes.",
    sources.COMPOSE_UP,
)
def container_is_recreated(strike: Strike) -> Ended | None:
    if not _compose(strike, Renewal.RECREATED):
        return None
    return each(strike.hit, Anchor.RUN, Anchor.CONTAINER)


@ending(
    "R23",
    "A removed container does not come back; the next one starts from the image.",
    sources.DOCKER_STORAGE,
)
def container_is_removed(strike: Strike) -> Ended | None:
    if not _compose(strike, Renewal.REMOVED):
        return None
    return each(strike.hit, Anchor.RUN, Anchor.CONTAINER)


@ending(
    "R38",
    "down removes containers and networks, and no volume.",
    sources.COMPOSE_DOWN,
)
def down_keeps_volumes(strike: Strike) -> Ended | None:
    return NOTHING if strike.word == "down" and _compose(strike, Renewal.REMOVED) else None


@ending(
    "R26",
    "A container started with --rm is removed when it stops, its anonymous volumes with it.",
    sources.DOCKER_VOLUMES,
)
def removed_on_exit(strike: Strike) -> Ended | None:
    leaving = {i for i in strike.hit if strike.service(i).remove_on_exit}
    if not leaving or strike.stack.platform is not Platform.COMPOSE:
        return None
    return each(leaving, Anchor.CONTAINER) | _anonymous_volumes(strike, leaving)


@ending(
    "R39",
    "down -v also deletes the named volumes of the file and all anonymous ones.",
    sources.COMPOSE_DOWN,
)
def volumes_are_deleted(strike: Strike) -> Ended | None:
    if strike.word != "down-volumes":
        return None
    named = frozenset(
        Hold(Anchor.VOLUME, item.location.name)
        for _, item in strike.stack.items()
        if item.location.place is Place.NAMED_VOLUME
    )
    return named | _anonymous_volumes(strike, strike.hit)


def _anonymous_volumes(strike: Strike, instances: Iterable[Instance]) -> Ended:
    return frozenset(
        Hold(Anchor.VOLUME, volume_name(item.location, instance))
        for instance in instances
        for item in strike.service(instance).items
        if item.location.place is Place.ANONYMOUS_VOLUME
    )


@ending(
    "R43",
    "After a boot containers, volumes and directories are there as before; a tmpfs is empty.",
    sources.DOCKER_STORAGE,
)
def docker_hostboots(strike: Strike) -> Ended | None:
    return on_nodes(strike, Anchor.BOOT) if boots(strike, Platform.COMPOSE) else None
