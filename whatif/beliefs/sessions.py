"""Beliefs about logins, sessions and requests that meet one of several instances."""

from __future__ import annotations

from whatif.beliefs.belief import HELD
from whatif.copies import Copy
from whatif.model import Place, Use
from whatif.outcome import Fate, Users
from whatif.rules import binding, exclusivity, freshness, reach, routing
from whatif.rules.exclusivity import Writing
from whatif.rules.finding import Finding
from whatif.rules.routing import ALL_STAY, Flow
from whatif.strike import Strike


@HELD.about(routing.all_share_one_copy, number="M17")
def sessions_moved_out_are_safe(truth: Users | None, flow: Flow) -> Users | None:
    return ALL_STAY if truth and flow.use is Use.SESSION else truth


@HELD.about(reach.store_is_down, number="M18")
def shared_store_never_fails(truth: Finding, copy: Copy, strike: Strike) -> Finding:
    return None if copy.item.use is Use.SESSION else truth


@HELD.about(binding.useless_without, binding.key_is_replaced, number="M19")
def signed_cookie_needs_nothing(truth: Finding, needed: str, fate: Fate, strike: Strike) -> Finding:
    return None


@HELD.about(routing.pinned_by_cookie, number="M20")
def sticky_sessions_solve_state(truth: Users | None, flow: Flow) -> Users | None:
    return ALL_STAY if truth else truth


@HELD.about(exclusivity.each_counts_alone, exclusivity.each_writes_its_own, number="M21")
def memory_is_shared_by_workers(truth: Fate | None, writing: Writing) -> Fate | None:
    return None if writing.item.location.place is Place.PROCESS_MEMORY else truth


@HELD.about(freshness.caches_of_the_others, number="M22")
def one_cache_tells_the_others(truth: bool, copy: Copy, strike: Strike) -> bool:
    return False


@HELD.about(routing.content_of_one_instance, number="M24")
def every_instance_has_the_upload(truth: Users | None, flow: Flow) -> Users | None:
    return truth._replace(per_request_miss=0.0) if truth and flow.gone < flow.before else truth
