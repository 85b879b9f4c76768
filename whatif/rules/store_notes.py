"""Notes on stores: what a product calls the setting that decided, and where it says so.

`decide(known)` as in `notes`. What a store acknowledges is data (`whatif/images.yaml`); the rules
of durability decide. These only name the product's own promise.
"""

from __future__ import annotations

from whatif.durability import Ack, Durability
from whatif.model import Place
from whatif.rules import sources
from whatif.rules.notes import Known, note

_INNODB = frozenset({"mysql", "mariadb"})


def _of(known: Known, *stores: str) -> Durability | None:
    """How a store's item was written, where the event struck it; None for another store."""
    return known.item.durability if known.item.store in stores and known.hit else None


@note(
    "R88",
    'With `save ""` and no append-only file Redis keeps nothing: each start is an empty one.',
    sources.REDIS,
)
def redis_without_persistence(known: Known) -> bool:
    found = _of(known, "redis")
    return found is not None and found.ack is Ack.PROCESS_MEMORY and not found.save_points


@note(
    "R90",
    "The append-only file is written at once and flushed each second: one or two may be missing.",
    sources.REDIS,
)
def flushed_each_second(known: Known) -> bool:
    found = _of(known, "redis")
    return found is not None and found.ack is Ack.PAGE_CACHE and found.flush == 1.0


@note(
    "R91",
    "`appendfsync` decides: `always` flushes before the reply, `no` leaves it to the system.",
    sources.REDIS,
)
def flushed_always_or_by_the_system(known: Known) -> bool:
    found = _of(known, "redis")
    lazily = found is not None and found.ack is Ack.PAGE_CACHE and found.flush != 1.0
    return lazily or (found is not None and found.ack is Ack.DISK)


@note(
    "R94",
    "A full Redis with an allkeys policy evicts keys by itself, sessions too.",
    sources.REDIS_EVICTION,
)
def evicts_when_full(known: Known) -> bool:
    return known.item.store == "redis" and known.item.use == "session"


@note("R95", "Memcached has memory alone; a start is an empty one.", sources.MEMCACHED)
def memcached_is_memory(known: Known) -> bool:
    return _of(known, "memcached") is not None


@note(
    "R96",
    "PostgreSQL flushes its log before it says that a transaction is committed.",
    sources.POSTGRES_FSYNC,
)
def committed_is_flushed(known: Known) -> bool:
    found = _of(known, "postgres")
    return found is not None and found.ack is Ack.DISK


@note(
    "R97",
    "With `synchronous_commit=off` it may be three writer delays behind, also at a mere crash.",
    sources.POSTGRES_ASYNC,
)
def committed_and_not_flushed(known: Known) -> bool:
    found = _of(known, "postgres")
    return found is not None and found.ack is Ack.PROCESS_MEMORY and found.flush is not None


@note(
    "R99",
    "Unlogged tables are emptied after a crash, and kept over a clean stop.",
    sources.POSTGRES_UNLOGGED,
)
def unlogged(known: Known) -> bool:
    found = _of(known, "postgres")
    return found is not None and found.ack is Ack.PROCESS_MEMORY and found.flush is None


@note(
    "R102",
    "`innodb_flush_log_at_trx_commit` decides: 1 flushes each commit, 2 writes it, 0 does neither.",
    sources.INNODB,
)
def flush_log_at_commit(known: Known) -> bool:
    return _of(known, *_INNODB) is not None


@note(
    "R105",
    "A message outlives the broker only if its queue is durable and the message is persistent.",
    sources.RABBITMQ,
)
def durable_and_persistent(known: Known) -> bool:
    return _of(known, "rabbitmq") is not None


@note(
    "R109",
    "Core NATS keeps nothing; JetStream keeps files, and flushes them every two minutes.",
    sources.NATS,
)
def nats_keeps_streams(known: Known) -> bool:
    return _of(known, "nats") is not None


@note(
    "R110",
    "`index.translog.durability` decides: `request` flushes before the reply, `async` later.",
    sources.ELASTIC,
)
def translog(known: Known) -> bool:
    return _of(known, "elasticsearch") is not None


@note(
    "R113",
    "Prometheus replays its log of the newest hours; while it is away no sample is taken.",
    sources.PROMETHEUS,
)
def replays_its_log(known: Known) -> bool:
    return _of(known, "prometheus") is not None and known.place is not Place.PROCESS_MEMORY
