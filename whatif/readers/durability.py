"""How the writes of an item become safe: its own keys, else its settings, else its store."""

from __future__ import annotations

from dataclasses import dataclass, replace

from whatif.durability import NEVER, SAFE, Ack, Durability, Writes, Written
from whatif.model import Mark
from whatif.readers import blocks, settings
from whatif.readers.faults import Report
from whatif.readers.nodes import Mapping, Scalar
from whatif.readers.program import Container
from whatif.readers.stores import Store, stores

FLUSH = {Ack.PAGE_CACHE: 30.0}  # of the kernel, where nothing else is said
NOT_MODELLED = "what {store} had acknowledged but not yet written is not modelled yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """An item, as far as its durability is concerned."""

    container: Container
    entry: Mapping  # an empty one where no block speaks of the item
    store: str  # the program that keeps it, "" for one's own files
    held_by: str | int
    mark: Mark
    block: str  # what its carrier calls the state block


def durability(item: Writing, report: Report) -> Durability | None:
    """What is known of the item's writes; None, with a note or a fault, where nothing is."""
    found = _stated(item, report) if "ack" in item.entry else _of_store(item, report)
    return _with_own_keys(found, item.entry, report) if found else None


def _stated(item: Writing, report: Report) -> Durability:
    """What the item says itself, instead of settings."""
    if "settings" in item.entry:
        what = "settings say how it is written, and so does ack: leave one of them out"
        report.fault(item.entry.key("settings"), what)
    ack = blocks.word(item.entry, "ack", Ack, report) or Ack.DISK
    store = stores().get(item.store)
    own = store.case(settings.told(store, item.container, report)).durability if store else SAFE
    return Durability(ack=ack, flush=FLUSH.get(ack), flush_on_stop=own.flush_on_stop)


def _of_store(item: Writing, report: Report) -> Durability | None:
    store = stores().get(item.store)
    if store is not None:
        return _by_settings(store, item, report)
    if "settings" in item.entry:
        what = "settings are those of a store: say with store which program keeps it"
        report.fault(item.entry.key("settings"), what)
    if not item.store:
        return SAFE
    report.note(item.mark, NOT_MODELLED.format(store=item.store))
    return None


def _by_settings(store: Store, item: Writing, report: Report) -> Durability | None:
    given = settings.told(store, item.container, report)
    if "settings" in item.entry:
        given |= settings.stated(store, item.entry, report)
    else:
        _note_unseen(store, item, report)
    case = store.case(given)
    if case.impossible:
        at = item.entry.key("settings") if "settings" in item.entry else item.mark
        report.fault(at, case.impossible)
        return None
    unsettled = case.unsettled or (store.alone if item.held_by != "all" else "")
    if unsettled:
        report.note(item.mark, f"{unsettled} is not settled: say ack")
        return None
    return case.durability


def _note_unseen(store: Store, item: Writing, report: Report) -> None:
    """Settings may stand where no reader looks: in a file of the program, in its clients."""
    say = f"say settings in {item.block}"
    if store.assumes:
        what = f"{store.name} leaves it to its clients how messages are kept: {store.assumes}"
        report.note(item.mark, f"{what} are assumed; {say}")
    word = store.configuration(settings.command_words(store, item.container))
    mounts = item.container.mounts
    path = word or next((path for path in store.configured_at if path in mounts), "")
    if path:
        report.note(item.mark, f"what {path} sets for {store.name} is not read: {say}")


def _with_own_keys(found: Durability, entry: Mapping, report: Report) -> Durability:
    """The keys of the item win over what its store does."""
    if "flush" in entry:
        found = replace(found, flush=_flush(entry, report), save_points=())
    if "flush_on_stop" in entry:
        found = replace(found, flush_on_stop=blocks.duration(entry, "flush_on_stop", report))
    found = replace(
        found,
        written=blocks.word(entry, "written", Written, report) or found.written,
        last_flush=blocks.duration(entry, "last_flush", report),
        writes=_writes(entry, report),
    )
    _check_something_to_flush(found, entry, report)
    return found


def _flush(entry: Mapping, report: Report) -> float | None:
    return NEVER if entry.text("flush") == "never" else blocks.duration(entry, "flush", report)


def _writes(entry: Mapping, report: Report) -> Writes | None:
    """`{count: N, over: DURATION}`."""
    if "writes" not in entry:
        return None
    block = blocks.as_block(entry.entries["writes"][1], report)
    if block is None:
        return None
    blocks.check_keys(block, ("count", "over"), report, "writes")
    count, over = blocks.whole(block, "count", report), blocks.duration(block, "over", report)
    if not ("count" in block and "over" in block):
        report.fault(entry.key("writes"), "writes is {count: N, over: DURATION}")
    return None if count is None or over is None else Writes(count, over)


def _check_something_to_flush(found: Durability, entry: Mapping, report: Report) -> None:
    """What is on the disk when it is acknowledged has nothing left to flush."""
    for key in ("flush", "last_flush", "writes"):
        if key in entry and found.ack is Ack.DISK and not _is_never(entry, key):
            what = f"{key} says nothing where acknowledged means on the disk"
            report.fault(entry.key(key), f"{what}: write ack: page cache, or process memory")


def _is_never(entry: Mapping, key: str) -> bool:
    node = entry.get(key)
    return isinstance(node, Scalar) and node.text == "never"
