"""Beliefs about containers, their files and their volumes."""

from __future__ import annotations

from whatif.beliefs.belief import HELD
from whatif.copies import Copy
from whatif.model import CLAIMS, Place
from whatif.outcome import Anchor
from whatif.rules import binding, docker, kubernetes
from whatif.rules.endings import Ended, each
from whatif.rules.finding import FOUND, Finding, Missing
from whatif.strike import Hold, Strike

_WITH_VOLUMES = frozenset({"down-volumes", "namespace-delete"})  # what goes for volumes as well
_DOWN = frozenset({"down", "down-volumes", "rename"})  # said to take more than a container
_MOUNTED = CLAIMS | {Place.NAMED_VOLUME, Place.EXTERNAL_VOLUME, Place.BIND_MOUNT}


@HELD.about(docker.down_keeps_volumes, number="M1a")
def down_deletes_volumes(truth: Ended | None, strike: Strike) -> Ended | None:
    if truth is None:
        return None
    return frozenset(
        Hold(Anchor.VOLUME, item.location.name)
        for instance in strike.hit
        for item in strike.service(instance).items
        if item.location.place is Place.NAMED_VOLUME
    )


@HELD.about(docker.container_is_removed, number="M1b")
def down_deletes_nothing(truth: Ended | None, strike: Strike) -> Ended | None:
    return _without_containers(truth) if truth and strike.word == "down" else truth


@HELD.about(binding.anonymous_volume_orphaned, number="M2")
def volume_in_image_is_kept(truth: Finding, copy: Copy, strike: Strike) -> Finding:
    return FOUND if isinstance(truth, Missing) else truth


@HELD.about(
    docker.container_is_recreated,
    docker.container_is_removed,
    kubernetes.container_is_new,
    kubernetes.pod_is_replaced,
    number="M3",
)
def volume_anywhere_is_enough(truth: Ended | None, strike: Strike) -> Ended | None:
    """What ends a container is believed to spare its files where something is mounted."""
    if truth is None or strike.word in _WITH_VOLUMES:
        return truth
    safe = {
        str(instance)
        for instance in strike.hit
        if any(item.location.place in _MOUNTED for item in strike.service(instance).items)
    }
    return frozenset(hold for hold in truth if not (_container(hold) and hold.name in safe))


@HELD.about(docker.container_is_recreated, docker.container_is_removed, number="M4")
def removed_container_keeps_its_files(truth: Ended | None, strike: Strike) -> Ended | None:
    return _without_containers(truth) if truth and strike.word not in _DOWN else truth


@HELD.about(docker.same_container_starts_again, number="M5")
def restart_is_recreate(truth: Ended | None, strike: Strike) -> Ended | None:
    return truth | each(strike.hit, Anchor.CONTAINER) if truth else truth


def _without_containers(ended: Ended) -> Ended:
    return frozenset(hold for hold in ended if not _container(hold))


def _container(hold: Hold) -> bool:
    return hold.anchor is Anchor.CONTAINER
