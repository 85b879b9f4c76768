"""Recreation: who starts again what the event ended, and how long users wait.

`decide(service, strike)` answers a Downtime, or None where the rule does not apply. The first
rule that answers decides for that service.
"""

from __future__ import annotations

from collections.abc import Callable

from whatif.events import Fencing
from whatif.model import Kind, Locality, Platform, Role, Service, StateItem
from whatif.outcome import Downtime
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources
from whatif.rules.identity import refuses
from whatif.strike import Strike

_NODE_EVENTS = frozenset({"reboot", "power-loss", "disk-loss", "node-loss", "zone-outage"})
_ROLLING = frozenset({"rollout", "upgrade"})


def recreation(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.RECREATION, sentence, source)


def _hit(service: Service, strike: Strike) -> int:
    touched = strike.touched_services.get(service.name, frozenset())
    return len(touched & (strike.hit | strike.away))


@recreation("R61", "Only a person can bring back what was deleted.", sources.K_NAMESPACES)
def deleted(service: Service, strike: Strike) -> Downtime | None:
    gone = strike.word in {"namespace-delete", "claim-delete"}
    return Downtime.UNTIL_MANUAL if gone else None


@recreation(
    "R101",
    "Nothing went down; a person must bring back what was deleted.",
    sources.POSTGRES_BACKUP,
)
def deleted_by_command(service: Service, strike: Strike) -> Downtime | None:
    return Downtime.UNTIL_MANUAL if strike.word == "logical-delete" else None


@recreation(
    "R47", "The new version refuses the old files until a person acts.", sources.POSTGRES_UPGRADE
)
def refuses_the_files(service: Service, strike: Strike) -> Downtime | None:
    stops = any(refuses(service, item, strike) for item in service.items)
    return Downtime.UNTIL_MANUAL if stops else None


@recreation(
    "R123",
    "The store is away for all its users, however many stateless instances still run.",
    sources.DJANGO_SESSIONS,
)
def store_is_away(service: Service, strike: Strike) -> Downtime | None:
    return Downtime.PROLONGED if strike.word == "store-down" else None


@recreation(
    "R92",
    "A replica takes over by itself only where something watches for it; else a person must.",
    sources.REDIS_REPLICATION,
)
def replica_takes_over(service: Service, strike: Strike) -> Downtime | None:
    if not strike.touched_services.get(service.name, frozenset()) & strike.demoted:
        return None
    return Downtime.BRIEF if service.fails_over else Downtime.UNTIL_MANUAL


@recreation(
    "R85",
    "Instances that are not ready get no traffic; the others serve on.",
    sources.K_POD,
)
def others_serve(service: Service, strike: Strike) -> Downtime | None:
    if not strike.count_after(service) > 0 or _hit(service, strike) >= service.replicas:
        return None
    if not _hit(service, strike):
        return None
    return Downtime.DEGRADED if strike.word in _NODE_EVENTS else Downtime.NONE


@recreation(
    "R126",
    "An empty cache fills again, slowly; the source carries the load meanwhile.",
    sources.SYSTEMD_SERVICE,
)
def only_a_cache(service: Service, strike: Strike) -> Downtime | None:
    derived = [item.role is Role.DERIVED and "/" in item.of for item in service.items]
    return Downtime.DEGRADED if derived and all(derived) else None


@recreation(
    "R64",
    "With the strategy Recreate the old pods end before new ones start.",
    sources.K_DEPLOYMENT,
)
def recreate_strategy(service: Service, strike: Strike) -> Downtime | None:
    rolls = strike.word in _ROLLING and service.recreate_strategy
    return Downtime.BRIEF if rolls else None


@recreation(
    "R62",
    "A rolling update starts the new pod before it ends the old one.",
    sources.K_DEPLOYMENT,
)
def rolling_update(service: Service, strike: Strike) -> Downtime | None:
    return Downtime.NONE if strike.overlaps(service) else None


@recreation(
    "R71",
    "Pods are replaced one at a time, each deleted before the next is made: one leaves a gap.",
    sources.K_STATEFULSET,
)
def one_after_the_other(service: Service, strike: Strike) -> Downtime | None:
    if strike.word not in _ROLLING or not strike.cluster:
        return None
    return Downtime.BRIEF if service.replicas == 1 else Downtime.NONE


@recreation(
    "R55",
    "A pod whose volume is on one node waits until it may run there.",
    sources.K_VOLUMES,
)
def waits_for_its_node(service: Service, strike: Strike) -> Downtime | None:
    if not strike.cluster:
        return None
    local = any(
        item.location.storage is not None and item.location.storage.locality is Locality.NODE
        for item in service.items
    )
    hit = strike.hit_services.get(service.name, frozenset())
    moves = any(strike.node_after(i) != strike.node_before(i) for i in hit)
    return Downtime.PROLONGED if local and moves else None


@recreation(
    "R76",
    "Nothing makes a bare pod again, nor an instance that was told to stay away.",
    sources.K_DISRUPTIONS,
)
def nobody_starts_it(service: Service, strike: Strike) -> Downtime | None:
    bare = service.kind is Kind.POD and strike.word in {"replace", "drain", "node-loss"}
    ended = strike.word == "stop" or strike.count_after(service) == 0
    return Downtime.UNTIL_MANUAL if bare or ended else None


@recreation(
    "R50",
    "The kubelet starts the containers of a pod again, unless its restartPolicy is Never.",
    sources.K_POD,
)
def kubelet_starts_it(service: Service, strike: Strike) -> Downtime | None:
    if not strike.cluster or strike.word not in {"crash", "reboot", "power-loss"}:
        return None
    if not service.restarts_after_crash:
        return Downtime.UNTIL_MANUAL
    return Downtime.BRIEF if strike.word == "crash" else Downtime.MINUTES


@recreation(
    "R30",
    "Docker and systemd start again only what their restart policy names; Compose's default is no.",
    sources.DOCKER_RESTART_POLICY,
)
def restart_policy(service: Service, strike: Strike) -> Downtime | None:
    if strike.word == "crash":
        starts = service.restarts_after_crash and not service.remove_on_exit
        return Downtime.BRIEF if starts else Downtime.UNTIL_MANUAL
    if strike.word in {"reboot", "power-loss"}:
        return Downtime.MINUTES if service.starts_at_boot else Downtime.UNTIL_MANUAL
    return None


@recreation(
    "R82",
    "What runs in one zone alone, or has its storage there, is back when the zone is.",
    sources.K_ZONES,
)
def waits_for_its_zone(service: Service, strike: Strike) -> Downtime | None:
    movable = strike.cluster and not any(_in_one_zone(item) for item in service.items)
    out = strike.word == "zone-outage" and not movable
    return Downtime.PROLONGED if out else None


def _in_one_zone(item: StateItem) -> bool:
    storage = item.location.storage
    return storage is not None and storage.locality is not Locality.NETWORK


@recreation(
    "R73",
    "A Deployment replaces the pods of a lost node after about five minutes; a StatefulSet waits.",
    sources.K_TAINTS,
)
def pods_of_a_lost_node(service: Service, strike: Strike) -> Downtime | None:
    if strike.word not in {"node-loss", "disk-loss", "zone-outage"} or not strike.cluster:
        return None
    freed = strike.event.fenced is not Fencing.NO and service.kind is Kind.STATEFULSET
    waits = service.kind in {Kind.STATEFULSET, Kind.DAEMONSET} and not freed
    return Downtime.PROLONGED if waits else Downtime.MINUTES


@recreation("R44", "A lost host comes back only by hand.", sources.DOCKER_VOLUMES)
def lost_host(service: Service, strike: Strike) -> Downtime | None:
    lost = strike.word in {"node-loss", "disk-loss"}
    lost = lost and strike.stack.platform is not Platform.KUBERNETES
    return Downtime.UNTIL_MANUAL if lost else None


@recreation("R17", "systemd stops the unit and starts it at once.", sources.SYSTEMD_SERVICE)
def unit_starts_at_once(service: Service, strike: Strike) -> Downtime | None:
    return Downtime.BRIEF if strike.stack.platform is Platform.SYSTEMD else None


@recreation(
    "R32",
    "Compose restarts the same container at once; it does not look for changes of the file.",
    sources.COMPOSE_RESTART,
)
def container_starts_again(service: Service, strike: Strike) -> Downtime | None:
    restarts = strike.stack.platform is Platform.COMPOSE and strike.word == "restart"
    return Downtime.BRIEF if restarts else None


@recreation("R33", "The next container starts at once.", sources.COMPOSE_UP)
def next_container_starts(service: Service, strike: Strike) -> Downtime | None:
    return Downtime.BRIEF if strike.stack.platform is Platform.COMPOSE else None


@recreation("R50", "The kubelet or the controller starts the next at once.", sources.K_POD)
def pod_starts_at_once(service: Service, strike: Strike) -> Downtime | None:
    return Downtime.BRIEF if strike.cluster else None
