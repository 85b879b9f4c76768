"""The document's statements about events, each shown by a small stack, with the care it needs.

Every case names the statement of content/statements.yaml that it shows. Where a statement is a rule
of thumb, a second case shows where it ends.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from tests.whatif.stacks import ask, compose, fates, manifests, web
from whatif.model import Stack
from whatif.outcome import Downtime, Fate, Outcome

S, L, I = Fate.SURVIVES, Fate.LOST, Fate.INACCESSIBLE  # noqa: E741
PARTLY, DIVERGED, RISK = Fate.PARTLY_LOST, Fate.DIVERGED, Fate.CORRUPTION_RISK
NONE, BRIEF, DEGRADED = Downtime.NONE, Downtime.BRIEF, Downtime.DEGRADED
PROLONGED, BY_HAND = Downtime.PROLONGED, Downtime.UNTIL_MANUAL
ALL_STAY, ALL_OUT = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)
STATEMENTS = Path(__file__).parents[2] / "content" / "statements.yaml"


def stateless(replicas: int = 3, restart: str = "always") -> Stack:
    """A web server that keeps nothing: tokens are with the clients, records in a database."""
    return compose(
        f"""\
services:
  web:
    image: shop:1
    restart: "{restart}"
    deploy: {{replicas: {replicas}}}
    environment: {{SECRET_KEY: x}}
    x-state:
      token: {{at: client, needs: key, use: session}}
      key: {{at: "env:SECRET_KEY", role: config}}
      records: {{at: "external:database"}}
"""
    )


def database(keys: str = "", mount: str = "pg") -> Stack:
    return compose(
        f"""\
services:
  db:
    image: postgres:17
    restart: always
    volumes: ["{mount}:/var/lib/postgresql/data"]
    x-state: {{records: {{{keys}}}}}
volumes: {{pg: {{}}}}
"""
    )


def redis(command: str, use: str = "") -> Stack:
    return compose(
        f"""\
services:
  cache:
    image: redis:7
    command: '{command}'
    restart: always
    volumes: ["cache:/data"]
    x-state: {{entries: {{{use}}}}}
volumes: {{cache: {{}}}}
"""
    )


def shared_sessions(replicas: int = 3) -> Stack:
    return compose(
        f"""\
services:
  web: {{image: "shop:1", restart: always, deploy: {{replicas: {replicas}}}, x-state: {{}}}}
  store:
    image: redis:7
    command: redis-server --appendonly yes --appendfsync always
    restart: always
    volumes: ["store:/data"]
    x-state: {{sessions: {{use: session}}}}
volumes: {{store: {{}}}}
"""
    )


def workload(kind: str, item: str, *, replicas: int = 1) -> Stack:
    """A workload with a claim: named by a Deployment, from a template in a StatefulSet."""
    own = kind == "StatefulSet"
    template = (
        "  serviceName: app\n"
        "  volumeClaimTemplates:\n"
        "  - metadata: {name: data}\n"
        "    spec: {accessModes: [ReadWriteOnce], storageClassName: net}\n"
    )
    volumes = "      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]\n"
    return manifests(
        f"""\
apiVersion: apps/v1
kind: {kind}
metadata: {{name: app, annotations: {{stateguide.dev/state: "{item}"}}}}
spec:
  replicas: {replicas}
{template if own else ""}  selector: {{matchLabels: {{app: app}}}}
  template:
    metadata: {{labels: {{app: app}}}}
    spec:
      containers:
      - {{name: app, image: "app:1", volumeMounts: [{{name: data, mountPath: /data}}]}}
{"" if own else volumes}---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {{name: data}}
spec: {{accessModes: [ReadWriteOnce], storageClassName: net}}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {{name: net, annotations: {{stateguide.dev/facts: "{{locality: network}}"}}}}
provisioner: csi.example.com
reclaimPolicy: Delete
"""
    )


class Shown(NamedTuple):
    """A statement, a stack and an event, and what comes of it; None is not asked."""

    statement: str
    stack: Stack
    event: str
    state: dict[str, Fate]
    users: tuple[float, float, float] | None = None
    downtime: Downtime | None = None

    def __str__(self) -> str:
        return f"{self.statement} {self.event}"


KEPT = {"token": S, "key": S, "records": S}
SESSIONS_SPLIT = {"sessions (hit)": L, "sessions (others)": S}
RECORDS, ENTRIES = {"records": S}, {"entries": L}

STATELESS = [
    # It restarts; but something must start it again.
    Shown("S26", stateless(), "crash web/0", KEPT, ALL_STAY, NONE),
    Shown("S26", stateless(1), "crash web", KEPT, ALL_STAY, BRIEF),
    Shown("S26", stateless(1, restart="no"), "crash web", KEPT, ALL_STAY, BY_HAND),
    # Traffic shifts to those that are left.
    Shown("S27", stateless(), "scale=2 web", KEPT, ALL_STAY, NONE),
    Shown("S27", stateless(), "replace web/0", KEPT, ALL_STAY, NONE),
    # A new instance works at once: nothing that it needs is in another one.
    Shown("S28", stateless(), "scale=4 web", KEPT, ALL_STAY, NONE),
    Shown("S28", shared_sessions(), "scale=4 web", {"sessions": S}, ALL_STAY, NONE),
    # No data is lost, by definition; not even with the host's disk.
    Shown("S29", stateless(), "disk-loss", KEPT, ALL_STAY),
    # A token needs the same key everywhere.
    Shown("S23", stateless(), "rotate-key web/key", {**KEPT, "token": I}, ALL_OUT),
    # The table: easy to scale, safe to restart, simple to balance, persistence outside.
    Shown("S56", stateless(1), "scale=3 web", KEPT, ALL_STAY, NONE),
    Shown("S57", stateless(), "restart web", KEPT, ALL_STAY, BRIEF),
    Shown("S58", stateless(), "none", KEPT, ALL_STAY, NONE),
    Shown("S59", stateless(), "down", KEPT, ALL_STAY),
]
STATEFUL = [
    # Recovery is the store's own, within seconds, where it writes a log.
    Shown("S47", database(), "crash db", RECORDS, downtime=BRIEF),
    Shown("S47", redis("redis-server"), "crash cache", {"entries": PARTLY}, downtime=BRIEF),
    # Data is lost with the only disk; a backup and a replica are other copies.
    Shown("S48", database(), "disk-loss", {"records": L}, downtime=BY_HAND),
    Shown("S48", database("backup: 6h"), "disk-loss", {"records": PARTLY}, downtime=BY_HAND),
    # Without coordination several writers do harm, in one directory or each in its own.
    Shown("S49", database(), "scale=3 db", {"records": RISK}),
    Shown("S49", database(mount="/srv/pg"), "scale=2 db", {"records": RISK}),
    Shown(
        "S49",
        workload("StatefulSet", "rows: {at: /data/rows, writer: one}"),
        "scale=3 app",
        {"rows": DIVERGED},
    ),
    # The table again: a well configured database restarts safely; memory does not.
    Shown("S57", database(), "restart db", RECORDS, downtime=BRIEF),
    Shown("S57", web("random", 1), "restart web", {"sessions": L}, ALL_OUT, BRIEF),
    Shown("S58", web("random"), "none", {"sessions": S}, (1.0, 0.0, 0.6667), DEGRADED),
    Shown("S59", database(), "down-volumes", {"records": L}),
    # A cache is stateful only without another copy; by default Redis does persist.
    Shown("S46", redis('redis-server --save "" --appendonly no'), "restart cache", ENTRIES),
    Shown("S46", redis("redis-server"), "restart cache", {"entries": S}),
    # Careful upgrades, and a failover that somebody must arrange.
    Shown("S53", database(), "upgrade=18 db", {"records": I}, downtime=BY_HAND),
    Shown("S52", database("backup: 6h"), "logical-delete db", {"records": PARTLY}),
    Shown("S52", database(), "logical-delete db", {"records": L}),
]
ANTI_PATTERNS = [
    # Sessions in memory: gone with the process, and (N-1)/N of the requests miss them.
    Shown("S61", web("random", 1), "crash web", {"sessions": L}, ALL_OUT),
    Shown("S62", web("random", 1), "none", {"sessions": S}, ALL_STAY),
    Shown("S62", web("random", 1), "scale=3 web", {"sessions": S}, (1.0, 0.0, 0.6667)),
    Shown("S62", web("random", 4), "none", {"sessions": S}, (1.0, 0.0, 0.75)),
    # Sticky sessions hide that, until 1/N are logged out at a crash and all in a rollout.
    Shown("S63", web("sticky cookie"), "none", {"sessions": S}, ALL_STAY, NONE),
    Shown("S64", web("sticky cookie"), "crash web/0", SESSIONS_SPLIT, (0.6667, 0.3333, 0.0)),
    Shown("S64", web("sticky cookie"), "restart web", {"sessions": L}, ALL_OUT),
]
PRODUCTION = [
    # What is outside is in no failure domain of the application.
    Shown("S67", shared_sessions(), "restart web", {"sessions": S}, ALL_STAY),
    Shown("S67", stateless(), "node-loss", KEPT, ALL_STAY, BY_HAND),
    # But the store decides: while it is away nobody is logged in.
    Shown("S70", shared_sessions(), "store-down store", {"sessions": I}, ALL_OUT, PROLONGED),
]
KUBERNETES = [
    # A Deployment replaces; what was in the pod is gone.
    Shown("S71", workload("Deployment", "tmp: {at: /tmp/x}"), "replace app", {"tmp": L}),
    Shown("S31", workload("Deployment", "{}"), "rollout app", {}, downtime=NONE),
    # A StatefulSet gives each ordinal its claim again, and replicates nothing.
    Shown("S72", workload("StatefulSet", "rows: {at: /data/rows}"), "replace app", {"rows": S}),
    Shown(
        "S72",
        workload("StatefulSet", "rows: {at: /data/rows, writer: one}", replicas=3),
        "none",
        {"rows": DIVERGED},
    ),
    # A persistent volume outlives pods and nodes; it is no copy: its claim's end is its own.
    Shown("S73", workload("Deployment", "rows: {at: /data/rows}"), "drain node-1", {"rows": S}),
    Shown(
        "S73", workload("Deployment", "rows: {at: /data/rows}"), "claim-delete data", {"rows": L}
    ),
    # Separate compute from storage: inside the container nothing outlives a crash.
    Shown("S77", workload("Deployment", "rows: {at: /app/rows}"), "crash app", {"rows": L}),
    Shown("S77", workload("Deployment", "rows: {at: /data/rows}"), "crash app", {"rows": S}),
    # In Docker the same container starts again with what was written in it.
    Shown("S76", database(mount="/srv/pg"), "recreate db", RECORDS),
    Shown(
        "S76",
        compose("services: {app: {image: 'a:1', x-state: {rows: {at: /app/rows}}}}"),
        "restart app",
        {"rows": S},
    ),
    Shown(
        "S76",
        compose("services: {app: {image: 'a:1', x-state: {rows: {at: /app/rows}}}}"),
        "recreate app",
        {"rows": L},
    ),
]
SHOWN = [*STATELESS, *STATEFUL, *ANTI_PATTERNS, *PRODUCTION, *KUBERNETES]


@pytest.mark.parametrize("shown", SHOWN, ids=str)
def test_a_stack_shows_the_statement(shown: Shown):
    outcome = ask(shown.stack, shown.event)
    assert fates(outcome) == shown.state
    assert shown.users in {None, outcome.users}
    assert shown.downtime in {None, outcome.downtime}


def test_each_statement_that_is_shown_exists():
    known = {statement["id"] for statement in yaml.safe_load(STATEMENTS.read_text())["statements"]}
    assert {shown.statement for shown in SHOWN} <= known


def test_stateless_loses_nothing_in_any_event_that_its_own_stack_can_have():
    stack = stateless()
    for event in ("crash web", "restart web", "stop web", "recreate web", "down", "down-volumes"):
        assert set(fates(ask(stack, event)).values()) == {S}, event


def told(outcome: Outcome) -> set[str]:
    return {step.rule for step in outcome.trace}


def test_a_derived_copy_costs_time_and_not_truth():
    stack = redis('redis-server --save "" --appendonly no', use="role: derived")
    outcome = ask(stack, "restart cache")
    assert "R5" in told(outcome)
    assert "Gone for good" not in outcome.recovery
