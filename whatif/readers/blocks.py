"""The three blocks that are ours in a real file: state, routing, facts.

In them an unknown key, value or reference is a fault. A key that the format has but the engine
does not know yet is a finding, so that nobody takes its silence for a yes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from whatif.model import Locality, Policy, Reclaim
from whatif.readers.document import documents, start_of_text
from whatif.readers.faults import BadStack, Report, SourceFile, TooMuch
from whatif.readers.nodes import Mapping, Node, Scalar, Sequence

STATE = ("at", "held_by", "replica_of", "lag", "backup", "needs", "use", "writer", "role", "of")
STATE_LATER = (
    *("ack", "flush", "flush_on_stop", "store", "settings", "written", "last_flush", "writes"),
    *("input", "input_ack", "idempotent"),
)
ROUTING, ROUTING_LATER = ("policy",), ("clients",)
FACTS, FACTS_LATER = ("nodes", "zones", "remove_on_exit"), ("processes", "failover")
VOLUME_FACTS = ("locality", "reclaim")

DURATION = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)(ms|s|m|h|d)")
SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Facts:
    """Where a service runs; empty tuples where the block says nothing."""

    nodes: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    remove_on_exit: bool = False


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


def check_keys(
    block: Mapping, now: Iterable[str], later: Iterable[str], report: Report, where: str
) -> None:
    """Fault each unknown key and each that stands twice; note what is not modelled yet."""
    now, later = tuple(now), tuple(later)
    check_twice(block, report)
    for key, _ in block.pairs():
        if key.text in later:
            report.note(key.mark, f"key {key.text} is not modelled yet")
        elif key.text not in now:
            known = " ".join(sorted((*now, *later)))
            report.fault(key.mark, f"{where} has no key {key.text}; its keys are: {known}")


def check_twice(block: Mapping, report: Report) -> None:
    for key, line in block.twice:
        report.fault(key.mark, f"{key.text} stands on line {line} already")


def policy(block: Mapping | None, report: Report) -> Policy | None:
    """The policy of a routing block."""
    if block is None:
        return None
    check_keys(block, ROUTING, ROUTING_LATER, report, "routing")
    return word(block, "policy", Policy, report)


def facts(block: Mapping | None, report: Report) -> Facts:
    """The facts about a service."""
    if block is None:
        return Facts()
    check_keys(block, FACTS, FACTS_LATER, report, "facts of a service")
    nodes, zones = names(block, "nodes", report), names(block, "zones", report)
    if zones and len(zones) != len(nodes or ("the host",)):
        report.fault(block.key("zones"), "zones needs one entry for each entry of nodes")
    removed = boolean(block, "remove_on_exit", report)
    return Facts(nodes=nodes, zones=zones, remove_on_exit=bool(removed))


def volume_facts(block: Mapping | None, report: Report) -> VolumeFacts:
    """The facts about a volume, a claim or a class."""
    if block is None:
        return VolumeFacts()
    check_keys(block, VOLUME_FACTS, (), report, "facts of a volume")
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
    report.fault(block.key(key), f"{key} is one of: {choice}{_instead(node)}")
    return None


def boolean(block: Mapping, key: str, report: Report) -> bool | None:
    """The value at the key as true or false, without quotes."""
    if key not in block:
        return None
    node = block.get(key)
    value = node.boolean() if isinstance(node, Scalar) and node.plain else None
    if value is None:
        report.fault(block.key(key), f"{key} is true or false{_instead(node)}")
    return value


def duration(block: Mapping, key: str, report: Report) -> float | None:
    """The value at the key in seconds."""
    if key not in block:
        return None
    node = block.get(key)
    match = DURATION.fullmatch(node.text) if isinstance(node, Scalar) else None
    if match is None:
        what = f"{key} is a duration such as 100ms 2s 10m 6h 4d{_instead(node)}"
        report.fault(block.key(key), what)
        return None
    return float(match[1]) * SECONDS[match[2]]


def names(block: Mapping, key: str, report: Report) -> tuple[str, ...]:
    """The value at the key as a list of names."""
    if key not in block:
        return ()
    node = block.get(key)
    items = node.items if isinstance(node, Sequence) else []
    found = tuple(item.text for item in items if isinstance(item, Scalar) and item.text)
    if not found or len(found) != len(items):
        report.fault(block.key(key), f"{key} is a list of names, as [{key[:-1]}-1, {key[:-1]}-2]")
    return found


def _instead(node: Node | None) -> str:
    return f", not {node.text}" if isinstance(node, Scalar) else ""
