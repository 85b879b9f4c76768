"""What a service keeps, and the names in it that must mean something once all files are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from whatif.model import Mark, StateItem
from whatif.readers import nodes
from whatif.readers.faults import Report


class Reference(NamedTuple):
    """An item of the stack that another one names, under `key`."""

    key: str
    service: str
    item: str
    mark: Mark


@dataclass(slots=True)
class Kept:
    """What a service keeps."""

    items: list[StateItem] = field(default_factory=list)
    names: set[str] = field(default_factory=set)  # also of items that are not modelled
    references: list[Reference] = field(default_factory=list)
    replicas: set[str] = field(default_factory=set)  # names of items with `replica_of`

    def refer(self, service: str, name: str, entry: nodes.Mapping, report: Report) -> None:
        """Remember what the item points to, to be checked when all services are known."""
        if "replica_of" in entry:
            self.replicas.add(name)
        for reference in _references(service, name, entry, report):
            if (reference.service, reference.item) == (service, name):
                report.fault(reference.mark, f"{reference.key} names the item itself")
            else:
                self.references.append(reference)


def _references(
    service: str, name: str, entry: nodes.Mapping, report: Report
) -> Iterator[Reference]:
    if needs := entry.text("needs"):
        yield Reference("needs", service, needs, entry.key("needs"))
    if primary := entry.text("replica_of"):
        yield Reference("replica_of", primary, name, entry.key("replica_of"))
    for key in ("of", "input"):
        if source := entry.text(key):
            owner, slash, item = source.partition("/")
            if slash:
                yield Reference(key, owner, item, entry.key(key))
            elif key == "of":
                yield Reference(key, service, source, entry.key(key))
            else:
                report.fault(entry.key(key), f"input is SERVICE/ITEM, not {source}")


def check_references(services: Mapping[str, Kept], report: Report) -> None:
    """Fault what the blocks name and no file of the stack has."""
    for kept in services.values():
        for reference in kept.references:
            if fault := _fault(reference, services):
                report.fault(reference.mark, fault)


def _fault(reference: Reference, services: Mapping[str, Kept]) -> str:
    key, service, item, _ = reference
    if service not in services:
        return f"there is no service {service} in this stack"
    if item not in services[service].names:
        known = ", ".join(sorted(services[service].names)[:12]) or "nothing"
        return f"{service} keeps no {item}; it keeps: {known}"
    if key == "replica_of" and item in services[service].replicas:
        return f"{item} of {service} is a replica itself: name the service that has the original"
    return ""
