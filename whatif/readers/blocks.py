"""The three blocks that are ours in a real file: state, routing, facts.

In them an unknown key, value or reference is a fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from whatif.model import Failover, Locality, Policy, Reclaim
from whatif.readers.document import documents, start_of_text
from whatif.readers.durations import seconds
from whatif.readers.faults import BadStack, Report, SourceFile, TooMuch
from whatif.readers.nodes import Mapping, Node, Scalar
from whatif.readers.nodes import Sequence as List

STATE = (
    *("at", "held_by", "replica_of", "lag", "backup", "needs", "use", "writer", "role", "of"),
    *("ack", "flush", "flush_on_stop", "store", "settings", "written", "last_flush", "writes"),
    *("input", "input_ack", "idempotent"),
)
ROUTING = ("policy", "clients")
FACTS = ("nodes", "zones", "processes", "failover", "remove_on_exit")
VOLUME_FACTS = ("locality", "reclaim")

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Facts:
    """Where a service runs; empty tuples where the block says nothing."""

    nodes: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    processes: int = 1
    failover: Failover | None = None
    remove_on_exit: bool = False


@dataclass(frozen=True, slots=True)
class Routing:
    """How requests choose an instance; None where the block says nothing."""

    policy: Policy | None = None
    clients: int | None = None


@dataclass(frozen=True, slots=True)
class VolumeFacts:
    """What is said of a volume, a claim or a class; None where the block says nothing."""

    locality: Locality | None = None
    reclaim: Reclaim | None = None


def embedded(node: Node | None, report: Report) -> Mapping | None:
    """The block in an annotation, whose value is the same mapping as text."""
    if not isinstance(node, Scalar):
        return as_block(node, report)
    inner = report.inner()
    start = start_of_text(node)
    try:
        trees = documents(SourceFile(node.file, node.text), inner, start.line)
    except TooMuch:
        raise
    except BadStack as bad:
        report.faults.extend(bad.faults)
        return None
    return as_block(trees[0] if trees else Mapping(node.file, node.line), report)


def as_block(node: Node | None, report: Report) -> Mapping | None:
    """The mapping of a block; an empty block is an empty mapping, no block is None."""
    if node is None or isinstance(node, Mapping):
        return node
    if isinstance(node, Scalar) and node.is_null:
        return Mapping(node.file, node.line)
    report.fault(node.mark, "a block is a mapping: write `name: {key: value}`")
    return None


def check_keys(block: Mapping, keys: Sequence[str], report: Report, where: str) -> None:
    """Fault each unknown key and each that stands twice."""
    check_twice(block, report)
    for key, _ in block.pairs():
        if key.text not in keys:
            known = " ".join(sorted(keys))
            report.fault(key.mark, f"{where} has no key {key.text}; its keys are: {known}")


def check_twice(block: Mapping, report: Report) -> None:
    for key, line in block.twice:
        report.fault(key.mark, f"{key.text} stands on line {line} already")


def routing(block: Mapping | None, report: Report) -> Routing:
    """What a routing block says."""
    if block is None:
        return Routing()
    check_keys(block, ROUTING, report, "routing")
    return Routing(word(block, "policy", Policy, report), whole(block, "clients", report))


def facts(block: Mapping | None, report: Report) -> Facts:
    """The facts about a service."""
    if block is None:
        return Facts()
    check_keys(block, FACTS, report, "facts of a service")
    nodes, zones = names(block, "nodes", report), names(block, "zones", report)
    if zones and len(zones) != len(nodes):
        report.fault(block.key("zones"), "zones needs one entry for each entry of nodes")
    return Facts(
        nodes=nodes,
        zones=zones,
        processes=whole(block, "processes", report) or 1,
        failover=word(block, "failover", Failover, report),
        remove_on_exit=bool(boolean(block, "remove_on_exit", report)),
    )


def volume_facts(block: Mapping | None, report: Report) -> VolumeFacts:
    """The facts about a volume, a claim or a class."""
    if block is None:
        return VolumeFacts()
    check_keys(block, VOLUME_FACTS, report, "facts of a volume")
    return VolumeFacts(
        locality=word(block, "locality", Locality, report),
        reclaim=word(block, "reclaim", Reclaim, report),
    )


def word(block: Mapping, key: str, words: type[Word], report: Report) -> Word | None:
    """The value at the key as one of a closed list of words."""
    if key not in block:
        return None
    node = block.get(key)
    if isinstance(node, Scalar) and node.text in set(words):
        return words(node.text)
    choice = ", ".join(words)
    report.fault(block.key(key), f"{key} is one of: {choice}{instead(node)}")
    return None


def boolean(block: Mapping, key: str, report: Report) -> bool | None:
    """The value at the key as true or false, without quotes."""
    if key not in block:
        return None
    node = block.get(key)
    value = node.boolean() if isinstance(node, Scalar) and node.plain else None
    if value is None:
        report.fault(block.key(key), f"{key} is true or false{instead(node)}")
    return value


def duration(block: Mapping, key: str, report: Report) -> float | None:
    """The value at the key in seconds."""
    if key not in block:
        return None
    node = block.get(key)
    found = seconds(node.text) if isinstance(node, Scalar) else None
    if found is None:
        what = f"{key} is a duration such as 100ms 2s 10m 6h 4d{instead(node)}"
        report.fault(block.key(key), what)
    return found


def whole(block: Mapping, key: str, report: Report) -> int | None:
    """The value at the key as a whole number from 1."""
    if key not in block:
        return None
    node = block.get(key)
    number = node.integer() if isinstance(node, Scalar) else None
    if number is None or number < 1:
        report.fault(block.key(key), f"{key} is a whole number from 1{instead(node)}")
        return None
    return number


def names(block: Mapping, key: str, report: Report) -> tuple[str, ...]:
    """The value at the key as a list of names."""
    if key not in block:
        return ()
    node = block.get(key)
    items = node.items if isinstance(node, List) else []
    found = tuple(item.text for item in items if isinstance(item, Scalar) and item.text)
    if not found or len(found) != len(items):
        report.fault(block.key(key), f"{key} is a list of names, as [{key[:-1]}-1, {key[:-1]}-2]")
    return found


def instead(node: Node | None) -> str:
    """What stands there, for the end of a message."""
    return f", not {node.text}" if isinstance(node, Scalar) else ""
