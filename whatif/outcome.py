"""What `predict` answers: closed lists of words, and the rows that use them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from whatif.model import Location, Mark, NotModelled, Role
from whatif.words import named


class Fate(StrEnum):
    """What becomes of a piece of state, in the order in which pages offer them."""

    SURVIVES = "survives"
    LOST = "lost"
    PARTLY_LOST = "partly_lost"
    STALE = "stale"
    INACCESSIBLE = "inaccessible"
    DIVERGED = "diverged"
    DUPLICATED = "duplicated"
    CORRUPTION_RISK = "corruption_risk"


class Downtime(StrEnum):
    NONE = "none"
    BRIEF = "brief"  # seconds
    MINUTES = "minutes"
    PROLONGED = "prolonged"  # until the failed thing returns
    UNTIL_MANUAL = "until_manual"
    DEGRADED = "degraded"  # part of users, reads or writes only
    NOT_APPLICABLE = "not_applicable"


class Instances(StrEnum):
    """Which instances a row speaks of."""

    ALL = "all"
    HIT = "hit"
    OTHERS = "others"


class Anchor(StrEnum):
    """The kinds of things that must keep existing for a copy to exist."""

    CONNECTION = "connection"
    PROCESS = "process"
    RUN = "run"  # from start to stop of a container
    UNIT = "unit run"
    CONTAINER = "container"
    POD = "pod"
    BOOT = "boot"
    PAGE_CACHE = "page cache"
    DISK = "disk"
    VOLUME = "volume"
    CLAIM = "claim"
    BACKEND = "storage backend"
    CONFIG = "API object"
    OUTSIDE = "outside"


class Step(NamedTuple):
    """One rule that fired, with what it says of this case."""

    rule: str  # "R7"
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateOutcome:
    """One row: a piece of state (of all instances, of those hit, or of the others)."""

    service: str
    item: str
    role: Role
    location: Location
    fate: Fate
    mark: Mark  # the line that decides
    instances: Instances = Instances.ALL
    window: str | None = None  # for partly lost: what is missing, in words
    way_back: str | None = None  # for inaccessible: what a person does
    steps: tuple[Step, ...] = ()  # the rules that decided this row, in order
    notes: tuple[Step, ...] = ()  # rules that belong to the case and decide nothing here
    anchors: frozenset[Anchor] = frozenset()  # what a copy hangs on
    ended: frozenset[Anchor] = frozenset()  # what the event ended of it

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(step.rule for step in self.steps))

    def as_json(self) -> dict[str, object]:
        return {
            "service": self.service,
            "item": self.item,
            "role": self.role.value,
            "location": named(self.location),
            "file": self.mark.file,
            "line": self.mark.line,
            "instances": self.instances.value,
            "outcome": self.fate.value,
            "window": self.window,
            "way_back": self.way_back,
            "rules": list(self.rules),
        }


class Users(NamedTuple):
    """Shares of the users before the event, evenly spread over the instances."""

    kept: float
    logged_out: float
    per_request_miss: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an event does to a stack."""

    event: str  # as it is written, `restart web`
    kind: str  # the event's word
    target: str
    state: tuple[StateOutcome, ...]
    users: Users | None  # None where no item has a `use`
    downtime: Downtime
    recovery: str
    trace: tuple[Step, ...]
    not_modelled: tuple[NotModelled, ...] = ()
    ended: frozenset[Anchor] = frozenset()  # kinds of anchors ended where it strikes: the cut

    def as_json(self) -> dict[str, object]:
        """The answer of `predict --json`: plain values, in the words of the closed lists."""
        return {
            "event": {"kind": self.kind, "target": self.target},
            "state": [row.as_json() for row in self.state],
            "users": self.users and self.users._asdict(),
            "downtime": self.downtime.value,
            "recovery": self.recovery,
            "trace": [step._asdict() for step in self.trace],
            "not_modelled": [
                {"what": what, "file": mark.file, "line": mark.line}
                for what, mark in self.not_modelled
            ],
        }
