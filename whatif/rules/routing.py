"""Routing: who misses state that single instances hold.

`decide(flow)` answers the Users that the rule knows, or None. All shares assume that users are
evenly spread over the instances.
"""

from __future__ import annotations

from collections.abc import Callable
from math import lcm
from typing import NamedTuple

from whatif.model import Policy, Use
from whatif.outcome import Users
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources

ALL_STAY = Users(1.0, 0.0, 0.0)
PINNED = frozenset(
    {Policy.STICKY_COOKIE, Policy.CLIENT_IP, Policy.HASH_MODULO, Policy.CONSISTENT_HASH}
)


class Flow(NamedTuple):
    """What decides who misses one item."""

    use: Use
    policy: Policy
    shared: bool  # every instance reaches the same copy
    before: int  # instances before the event
    after: int  # instances after it
    gone: int  # instances whose copy is not there, or not found, any more
    moves: bool  # the event changes the number of instances for good


def routing(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.ROUTING, sentence, source)


@routing(
    "R123",
    "Every instance reaches the same copy, so its fate is that of all users.",
    sources.DJANGO_SESSIONS,
)
def all_share_one_copy(flow: Flow) -> Users | None:
    if not flow.shared:
        return None
    return _split(flow, 1.0 if flow.gone else 0.0, miss=1.0 if flow.gone else 0.0)


@routing(
    "R125",
    "Content that one of N instances holds is missed by (N-1)/N of the requests.",
    sources.K_SERVICE,
)
def content_of_one_instance(flow: Flow) -> Users | None:
    if flow.use is not Use.CONTENT:
        return None
    return Users(1.0, 0.0, 1.0 if flow.gone == flow.before else _others(flow))


@routing(
    "R114",
    "One instance holds the sessions of all users.",
    sources.EXPRESS_SESSION,
)
def one_instance(flow: Flow) -> Users | None:
    return _split(flow, float(flow.gone)) if flow.before == flow.after == 1 else None


@routing(
    "R117",
    "The cookie names the server, so new servers get new users and nobody moves.",
    sources.HAPROXY,
)
def new_servers_get_new_users(flow: Flow) -> Users | None:
    grows = flow.policy is Policy.STICKY_COOKIE and flow.moves and flow.after > flow.before
    return _split(flow, flow.gone / flow.before) if grows else None


@routing(
    "R116",
    "A cookie ties 1/N of the users to each instance; those of a lost one are logged out.",
    sources.HAPROXY,
)
def pinned_by_cookie(flow: Flow) -> Users | None:
    if flow.policy is not Policy.STICKY_COOKIE:
        return None
    return _split(flow, flow.gone / flow.before)


@routing(
    "R84",
    "The client's address decides; whoever shares an address shares an instance and its fate.",
    sources.K_SERVICE,
)
def pinned_by_address(flow: Flow) -> Users | None:
    return _split(flow, flow.gone / flow.before) if flow.policy is Policy.CLIENT_IP else None


@routing(
    "R118",
    "Hash modulo the number of instances: with another number most users change their instance.",
    sources.HAPROXY,
)
def hashed_modulo(flow: Flow) -> Users | None:
    if flow.policy is not Policy.HASH_MODULO:
        return None
    return _split(flow, max(_remapped(flow), flow.gone / flow.before))


@routing(
    "R119",
    "A consistent hash moves only the share that the new or the lost instance has.",
    sources.HAPROXY,
)
def hashed_consistently(flow: Flow) -> Users | None:
    if flow.policy is not Policy.CONSISTENT_HASH:
        return None
    most = max(flow.before, flow.after)
    moved = abs(flow.after - flow.before) / most if flow.moves else 0.0
    return _split(flow, max(moved, flow.gone / flow.before))


@routing(
    "R83",
    "A backend is chosen for each connection, by chance: one in N finds the session.",
    sources.K_SERVICE,
)
def chosen_per_connection(flow: Flow) -> Users | None:
    return _by_chance(flow) if flow.policy is Policy.PER_CONNECTION else None


@routing(
    "R115",
    "Without affinity a request meets the instance that has the session once in N times.",
    sources.EXPRESS_SESSION,
)
def no_affinity(flow: Flow) -> Users | None:
    return None if flow.policy in PINNED else _by_chance(flow)


def _by_chance(flow: Flow) -> Users:
    out = flow.gone / flow.before
    return _split(flow, out, miss=0.0 if out == 1.0 else _others(flow))


def _others(flow: Flow) -> float:
    return (flow.after - 1) / flow.after if flow.after > 1 else 0.0


def _split(flow: Flow, logged_out: float, miss: float = 0.0) -> Users:
    if flow.use is Use.CONTENT:
        return Users(1.0, 0.0, miss)
    return Users(1.0 - logged_out, logged_out, 0.0 if logged_out == 1.0 else miss)


def _remapped(flow: Flow) -> float:
    """The share of keys whose remainder changes.

    >>> _remapped(Flow(Use.SESSION, Policy.HASH_MODULO, False, 3, 4, 0, True))
    0.75
    """
    if not flow.moves or not flow.after:
        return 0.0
    keys = lcm(flow.before, flow.after)
    return sum(key % flow.before != key % flow.after for key in range(keys)) / keys
