"""Beliefs about work, messages, settings and versions."""

from __future__ import annotations

from whatif.beliefs.belief import HELD
from whatif.copies import Copy
from whatif.model import Access, Location, Place
from whatif.outcome import Anchor, Fate
from whatif.rules import exclusivity, freshness, identity, lifetime, work
from whatif.rules.exclusivity import Writing
from whatif.rules.finding import Finding
from whatif.rules.lifetime import Anchors
from whatif.strike import Strike


@HELD.about(exclusivity.two_writers, exclusivity.locks_do_not_hold, number="M25")
def file_on_a_share_serves_many(truth: Fate | None, writing: Writing) -> Fate | None:
    location = writing.item.location
    for_many = location.storage is not None and location.storage.access is Access.MANY
    return None if for_many or location.place is Place.NETWORK_VOLUME else truth


@HELD.about(exclusivity.done_by_each, number="M26")
def job_in_the_program_runs_once(truth: Fate | None, writing: Writing) -> Fate | None:
    return None


@HELD.about(work.acknowledged_too_early, work.delivered_again, number="M27")
def queue_delivers_once(truth: Fate | None, copy: Copy, strike: Strike) -> Fate | None:
    return None


@HELD.about(lifetime.connection, number="M29")
def channel_keeps_messages(truth: Anchors | None, location: Location) -> Anchors | None:
    return frozenset({Anchor.OUTSIDE}) if truth else truth


@HELD.about(freshness.read_at_the_start, number="M32")
def changed_setting_is_in_force(truth: bool, copy: Copy, strike: Strike) -> bool:
    return False


@HELD.about(identity.other_major_version, number="M33")
def undo_brings_all_back(truth: Finding, copy: Copy, strike: Strike) -> Finding:
    return None
