"""Beliefs about second copies, stores, sessions and work, on stacks that show little else."""

from __future__ import annotations

import pytest

from tests.whatif.believers import Case
from tests.whatif.stacks import compose, unit, web, workload
from whatif.model import Stack
from whatif.outcome import Fate

S, L, P, I = Fate.SURVIVES, Fate.LOST, Fate.PARTLY_LOST, Fate.INACCESSIBLE  # noqa: E741

COPIED = """\
services:
  db:
    image: shop-db:1
    volumes: ["pg:/data"]
    x-state: {orders: {at: /data, backup: 6h}}
  copy:
    image: shop-db:1
    volumes: ["copy:/data"]
    x-facts: {nodes: [other]}
    x-state: {orders: {at: /data, replica_of: db}}
volumes: {pg: {}, copy: {}}
"""
BACKED_UP = """\
[Service]
ExecStart=/usr/bin/ledger
StateDirectory=ledger
[X-State]
ledger = {at: /var/lib/ledger/book, backup: 6h}
"""
REDIS = """\
services:
  cache:
    image: redis:7
    restart: always
    command: redis-server {options}
    volumes: ["kept:/data"]
    x-state: {{sessions: {{use: session}}}}
volumes: {{kept: {{}}}}
"""
QUEUE = """\
services:
  broker:
    image: rabbitmq:4
    hostname: broker
    volumes: ["kept:/var/lib/rabbitmq"]
    x-state: {mails: {settings: {delivery_mode: transient}}}
  worker:
    image: worker:1
    restart: always
    x-state: {sending: {at: "external:mail", input: broker/mails}}
volumes: {kept: {}}
"""
SETTINGS = """\
services:
  web:
    image: shop:1
    environment: {LIMIT: "5"}
    x-state: {limit: {at: "env:LIMIT", role: config}}
"""
DATABASE = """\
services:
  db: {image: "postgres:17", volumes: ["pg:/var/lib/postgresql/data"]}
volumes: {pg: {}}
"""


def keyed(at: str) -> Stack:
    return compose(
        'services: {web: {image: "shop:1", x-state: {login: {at: client, needs: key, use: session},'
        f' key: {{at: "{at}"}}}}}}}}'
    )


def redis(options: str = "") -> Stack:
    return compose(REDIS.format(options=options))


OUT = (0, 1, 0)
IN = (1, 0, 0)
CASES = [
    Case(
        "replica-is-a-backup",
        compose(COPIED.replace(", backup: 6h", "")),
        "logical-delete db",
        {"orders": L},
        {"orders": P},
    ),
    Case("backup-loses-nothing", unit(BACKED_UP), "disk-loss", {"ledger": P}, {"ledger": S}),
    Case("replica-has-it-at-once", compose(COPIED), "disk-loss host", {"orders": P}, {"orders": S}),
    Case("redis-is-only-memory", redis(), "restart cache", {"sessions": S}, {"sessions": L}),
    Case("redis-always-keeps", redis(), "crash cache", {"sessions": P}, {"sessions": S}),
    Case(
        "redis-always-keeps",
        redis('--save "" --appendonly no'),
        "restart cache",
        {"sessions": L},
        {"sessions": S},
    ),
    Case("sessions-moved-out-are-safe", redis(), "down-volumes", OUT, IN),
    Case("shared-store-never-fails", redis(), "store-down cache", {"sessions": I}, {"sessions": S}),
    Case("shared-store-never-fails", redis(), "store-down cache", OUT, IN),
    Case(
        "signed-cookie-needs-nothing",
        keyed("process memory"),
        "restart web",
        {"login": I, "key": L},
        {"login": S, "key": L},
    ),
    Case("signed-cookie-needs-nothing", keyed("/key"), "recreate web", OUT, IN),
    Case("signed-cookie-needs-nothing", keyed("/key"), "rotate-key web/key", OUT, IN),
    Case(
        "sticky-sessions-solve-state",
        web("sticky cookie", 4),
        "crash web/0",
        (0.75, 0.25, 0),
        IN,
    ),
    Case(
        "memory-is-shared-by-workers",
        workload("count: {at: process memory, writer: one}", replicas=2),
        "none",
        {"count": Fate.DIVERGED},
        {"count": S},
    ),
    Case(
        "one-cache-tells-the-others",
        workload("prices: {at: process memory, role: derived}", replicas=2),
        "write app/0",
        {"prices (hit)": S, "prices (others)": Fate.STALE},
        {"prices": S},
    ),
    Case(
        "every-instance-has-the-upload",
        web("random", 4, "content"),
        "none",
        (1, 0, 0.75),
        IN,
    ),
    Case(
        "job-in-the-program-runs-once",
        workload("mail: {at: external:mail, writer: one}"),
        "scale=3 app",
        {"mail": Fate.DUPLICATED},
        {"mail": S},
    ),
    Case(
        "queue-delivers-once",
        compose(QUEUE),
        "crash worker",
        {"mails": S, "sending": Fate.DUPLICATED},
        {"mails": S, "sending": S},
    ),
    Case(
        "durable-queue-keeps-messages",
        compose(QUEUE),
        "restart broker",
        {"mails": L, "sending": S},
        {"mails": S, "sending": S},
    ),
    Case(
        "channel-keeps-messages",
        workload("news: {at: connection, role: in flight}"),
        "crash app",
        {"news": L},
        {"news": S},
    ),
    Case(
        "changed-setting-is-in-force",
        compose(SETTINGS),
        "config-change LIMIT",
        {"limit": Fate.STALE},
        {"limit": S},
    ),
    Case("undo-brings-all-back", compose(DATABASE), "upgrade=16 db", {"data": I}, {"data": S}),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_believer_predicts_another_outcome(case: Case) -> None:
    assert case.true != case.held
    case.check()


def test_redis_is_believed_to_be_special_and_other_stores_are_not() -> None:
    database = compose(DATABASE)
    kept = {"data": S}
    Case("redis-is-only-memory", database, "restart db", kept, kept).check()


def test_a_store_of_sessions_is_believed_never_to_fail_and_a_broker_is_not() -> None:
    plain = compose(QUEUE)
    away = {"mails": I, "sending": S}
    Case("shared-store-never-fails", plain, "store-down broker", away, away).check()
