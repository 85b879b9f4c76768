"""Notes: rules that decide nothing for a row and yet belong to its case.

`decide(known)` says whether the rule is worth telling there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from whatif.model import CLAIMS, Access, Kind, Place, Platform, Role, Service, StateItem, Writer
from whatif.outcome import Fate, StateOutcome
from whatif.rule import BOOK, Decide, Group
from whatif.rules import sources
from whatif.rules.lifetime import TEMPORARY
from whatif.strike import Strike

_CROWDED = frozenset({Fate.DIVERGED, Fate.DUPLICATED, Fate.CORRUPTION_RISK})
_BOOTS = frozenset({"reboot", "power-loss"})
_UNASKED = frozenset({"node-loss", "power-loss", "disk-loss", "crash", "replace", "rollout"})
_LOCKS = (".pid", ".lock")


class Known(NamedTuple):
    """A row with all that led to it."""

    service: Service
    item: StateItem
    row: StateOutcome
    strike: Strike

    @property
    def place(self) -> Place:
        return self.item.location.place

    @property
    def hit(self) -> bool:
        return self.service.name in self.strike.hit_services

    @property
    def platform(self) -> Platform:
        return self.strike.stack.platform


def note(number: str, sentence: str, source: str) -> Callable[[Decide], Decide]:
    return BOOK.rule(number, Group.NOTES, sentence, source)


@note("R3", "It is not lost: a person can get at it.", sources.DOCKER_STORAGE)
def not_lost(known: Known) -> bool:
    return known.row.fate is Fate.INACCESSIBLE


@note("R6", "The program assumes that it is alone, and it is not.", sources.K_JOB)
def not_alone(known: Known) -> bool:
    crowded = known.row.fate in _CROWDED and "R98" not in known.row.rules
    return crowded and known.item.writer is Writer.ONE


@note(
    "R13",
    "Whether /tmp outlives a boot differs between distributions: rely on neither.",
    sources.FILE_HIERARCHY,
)
def temporary_files(known: Known) -> bool:
    temporary = known.item.location.path.startswith(TEMPORARY)
    return temporary and known.place is Place.HOST_FILE and known.strike.word in _BOOTS


@note(
    "R19",
    "A lock file is only a file: it outlives the process that held it, and says so to nobody.",
    sources.FLOCK,
)
def stale_lock_file(known: Known) -> bool:
    survives = known.row.fate is Fate.SURVIVES and known.hit
    return survives and known.item.location.path.endswith(_LOCKS)


@note(
    "R27",
    "Nothing is mounted where the image declares a VOLUME, so Docker makes an anonymous one.",
    sources.DOCKER_VOLUMES,
)
def declared_by_the_image(known: Known) -> bool:
    return known.place is Place.ANONYMOUS_VOLUME and bool(known.item.store)


@note(
    "R28",
    "A volume one level above its data directory would not hold it: the image's own lies between.",
    sources.IMAGE_POSTGRES,
)
def hidden_below(known: Known) -> bool:
    own = known.item.location.path.startswith("/var/lib/postgresql/data")
    return known.place is Place.ANONYMOUS_VOLUME and own


@note(
    "R41",
    "Only one container can have a fixed host port or name; the others do not start.",
    sources.COMPOSE_SPEC,
)
def one_port_one_container(known: Known) -> bool:
    fixed = bool(known.service.host_ports or known.service.container_name)
    return fixed and known.service.replicas > 1 and known.platform is Platform.COMPOSE


@note(
    "R45",
    "Compose provides configs and secrets anew with each container.",
    sources.COMPOSE_SPEC,
)
def provided_anew(known: Known) -> bool:
    return known.place is Place.PROJECTED and known.platform is Platform.COMPOSE


@note(
    "R46",
    "depends_on orders the start. It does nothing for those that wait when this one fails later.",
    sources.COMPOSE_SPEC,
)
def others_depend_on_it(known: Known) -> bool:
    if known.strike.word != "crash" or not known.hit:
        return False
    services = known.strike.stack.services
    return any(known.service.name in service.depends_on for service in services)


def _mode(known: Known) -> Access | None:
    storage = known.item.location.storage
    return storage.access if storage is not None and known.place in CLAIMS else None


@note(
    "R57",
    "ReadWriteOnce means one node, not one pod: all pods of that node may write.",
    sources.K_PERSISTENT,
)
def one_node_not_one_pod(known: Known) -> bool:
    crowded = known.row.fate is Fate.CORRUPTION_RISK
    return crowded and _mode(known) is Access.ONE_NODE


@note(
    "R66",
    "All replicas of a Deployment share the one claim that its template names.",
    sources.K_SINGLE,
)
def one_claim_for_all(known: Known) -> bool:
    many = max(known.service.replicas, known.strike.count_after(known.service)) > 1
    return many and known.place is Place.CLAIM and known.service.kind is Kind.DEPLOYMENT


@note(
    "R77",
    "A drain passes by the pods of a DaemonSet, and on a lost node they wait for it.",
    sources.K_DRAIN,
)
def bound_to_its_node(known: Known) -> bool:
    strikes = known.strike.word in {"drain", "node-loss", "reboot"}
    return known.service.kind is Kind.DAEMONSET and strikes


@note(
    "R80",
    "A disruption budget limits evictions alone; this event asks nobody.",
    sources.K_DISRUPTIONS,
)
def budget_is_not_asked(known: Known) -> bool:
    return known.service.budget and known.hit and known.strike.word in _UNASKED


@note(
    "R122",
    "If it is a list of revoked tokens, it begins empty: what was revoked works again.",
    sources.JWT,
)
def revoked_works_again(known: Known) -> bool:
    tokens = any(item.location.place is Place.CLIENT for item in known.service.items)
    memory = known.place is Place.PROCESS_MEMORY and known.item.role is Role.SOURCE
    return tokens and memory and known.row.fate is Fate.LOST and not known.item.use


@note(
    "R124",
    "Sessions in files share the fate of the place, not of the process.",
    sources.DJANGO_SESSIONS,
)
def sessions_in_files(known: Known) -> bool:
    return known.item.use == "session" and bool(known.item.location.path) and not known.item.store


@note(
    "R132",
    "What is counted in memory begins again, and gives numbers out a second time.",
    sources.SYSTEMD_SERVICE,
)
def counts_again(known: Known) -> bool:
    alone = known.item.writer is Writer.ONE and known.place is Place.PROCESS_MEMORY
    return alone and known.row.fate is Fate.LOST


@note(
    "R133",
    "A lease keeps most others out, most of the time; it does not prove that nobody else acts.",
    sources.LEADER_ELECTION,
)
def lease_is_no_proof(known: Known) -> bool:
    lease = known.place is Place.EXTERNAL and known.item.role is Role.IN_FLIGHT
    return lease and known.item.writer is Writer.ONE
