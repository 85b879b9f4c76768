"""Beliefs about pods, claims and what is installed into a cluster."""

from __future__ import annotations

from whatif.beliefs.belief import HELD
from whatif.copies import Copy, claim_name
from whatif.model import CLAIMS, Access, Location, Place
from whatif.outcome import Anchor, Fate
from whatif.rules import binding, exclusivity, kubernetes, lifetime
from whatif.rules.endings import NOTHING, Ended
from whatif.rules.exclusivity import Writing
from whatif.rules.finding import FOUND, Finding, Missing
from whatif.rules.lifetime import Anchors
from whatif.strike import Hold, Strike


@HELD.about(lifetime.empty_dir, number="M6a")
def restart_empties_emptydir(truth: Anchors | None, location: Location) -> Anchors | None:
    return truth | {Anchor.CONTAINER} if truth else truth


@HELD.about(lifetime.empty_dir, number="M6b")
def emptydir_is_durable(truth: Anchors | None, location: Location) -> Anchors | None:
    return truth - {Anchor.POD} if truth else truth


@HELD.about(binding.host_path_elsewhere, number="M7")
def hostpath_follows_the_pod(truth: Finding, copy: Copy, strike: Strike) -> Finding:
    return FOUND if isinstance(truth, Missing) else truth


@HELD.about(exclusivity.two_writers, exclusivity.locks_do_not_hold, number="M8")
def claim_is_a_shared_disk(truth: Fate | None, writing: Writing) -> Fate | None:
    location = writing.item.location
    attached = location.storage is not None and location.storage.access is Access.ONE_NODE
    return None if attached and location.place in CLAIMS else truth


@HELD.about(exclusivity.each_writes_its_own, number="M9")
def statefulset_replicates(truth: Fate | None, writing: Writing) -> Fate | None:
    return None if writing.item.location.place is Place.TEMPLATE_CLAIM else truth


@HELD.about(kubernetes.retention, number="M10")
def scaling_in_deletes_claims(truth: Ended | None, strike: Strike) -> Ended | None:
    return _claims(strike, {Place.TEMPLATE_CLAIM}) if strike.word == "scale" else truth


@HELD.about(kubernetes.retention, number="M11a")
def uninstall_removes_everything(truth: Ended | None, strike: Strike) -> Ended | None:
    return _claims(strike, CLAIMS) if strike.word == "down" else truth


@HELD.about(kubernetes.retention, number="M11b")
def uninstall_keeps_everything(truth: Ended | None, strike: Strike) -> Ended | None:
    return None if strike.word == "down" else truth


@HELD.about(kubernetes.claim_deleted, number="M12")
def deleting_a_claim_detaches(truth: Ended | None, strike: Strike) -> Ended | None:
    return NOTHING if truth else truth


def _claims(strike: Strike, places: frozenset[Place] | set[Place]) -> Ended | None:
    """The claims of the instances that are hit."""
    return (
        frozenset(
            Hold(Anchor.CLAIM, claim_name(item.location, instance))
            for instance in strike.hit
            for item in strike.service(instance).items
            if item.location.place in places
        )
        or None
    )
