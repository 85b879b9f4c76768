"""The state block: what a program keeps, and the one item `data` of a well-known image."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from whatif.model import Location, Mark, Place, Role, StateItem, Use, Writer
from whatif.readers import blocks
from whatif.readers.faults import Report
from whatif.readers.mounts import LONGEST_PATH
from whatif.readers.nodes import Mapping, Node, Scalar
from whatif.readers.program import Container, Program

PLAIN_PLACES = {
    "process memory": Place.PROCESS_MEMORY,
    "connection": Place.CONNECTION,
    "client": Place.CLIENT,
    "external": Place.EXTERNAL,
}
NAMED_PLACES = {"env:": Place.ENVIRONMENT, "external:": Place.EXTERNAL}
AT = "at is an absolute path, process memory, connection, client, env:NAME, external, external:NAME"


class Reference(NamedTuple):
    """A name in a block that must mean something once all files are read."""

    service: str
    item: str
    mark: Mark


@dataclass(slots=True)
class Kept:
    """What a service keeps."""

    items: list[StateItem] = field(default_factory=list)
    names: set[str] = field(default_factory=set)  # also of items that are not modelled
    references: list[Reference] = field(default_factory=list)


def kept(program: Program, block: Mapping | None, report: Report) -> Kept:
    """The items of a service: those of its state block, else what its image is known to keep."""
    if block is None:
        return _of_images(program, report)
    blocks.check_twice(block, report)
    result = Kept()
    for key, node in block.pairs():
        _of_entry(program, key, node, result, report)
    _note_settings(program.main, report)
    return result


def check_references(services: dict[str, Kept], report: Report) -> None:
    """Fault what the blocks name and no file of the stack has."""
    known = {name: ", ".join(sorted(kept.names)[:12]) for name, kept in services.items()}
    for found in services.values():
        for service, item, mark in found.references:
            if service not in services:
                report.fault(mark, f"there is no service {service} in this stack")
            elif item not in services[service].names:
                what = f"{service} keeps no {item}; it keeps: {known[service] or 'nothing'}"
                report.fault(mark, what)


def _of_entry(program: Program, key: Scalar, node: Node, result: Kept, report: Report) -> None:
    """Add the item that one line of the block declares."""
    entry = blocks.as_block(node, report)
    if entry is None or not _good_name(key, report):
        return
    blocks.check_keys(entry, blocks.STATE, blocks.STATE_LATER, report, "an item of state")
    result.names.add(key.text)
    _refer(program, key.text, entry, result)
    location = _location(program, key, entry, report)
    if location is not None:
        result.items.append(_item(program, key, entry, location, report))


def _good_name(key: Scalar, report: Report) -> bool:
    if key.text.strip() and "=" not in key.text and "\n" not in key.text:
        return True
    report.fault(key.mark, "the name of an item is a text without = and line breaks")
    return False


def _refer(program: Program, name: str, entry: Mapping, result: Kept) -> None:
    """Remember what the item points to, to be checked when all services are known."""
    if needs := entry.text("needs"):
        result.references.append(Reference(program.name, needs, entry.key("needs")))
    if primary := entry.text("replica_of"):
        result.references.append(Reference(primary, name, entry.key("replica_of")))
    if source := entry.text("of"):
        service, slash, item = source.partition("/")
        target = (service, item) if slash else (program.name, source)
        result.references.append(Reference(*target, entry.key("of")))


def _location(program: Program, key: Scalar, entry: Mapping, report: Report) -> Location | None:
    if "at" in entry:
        return _stated(program, key.mark, entry, report)
    image = program.main.known
    if image is None or not (image.data or image.in_memory or not image.modelled):
        report.fault(key.mark, f"where is {key.text}? {AT}")
        return None
    return _in_image(program, program.main, key.mark, report)


def _stated(program: Program, mark: Mark, entry: Mapping, report: Report) -> Location | None:
    at = entry.text("at")
    if at.startswith("/") and len(at) <= LONGEST_PATH:
        return program.locate(at, mark)
    if at in PLAIN_PLACES:
        return Location(place=PLAIN_PLACES[at], mark=mark)
    for prefix, place in NAMED_PLACES.items():
        name = at.removeprefix(prefix).strip()
        if at.startswith(prefix) and name:
            line = program.variables.get(name, mark) if place is Place.ENVIRONMENT else mark
            return Location(place=place, mark=line, name=name)
    report.fault(entry.key("at"), f"{AT}{f', not {at[:80]}' if at else ''}")
    return None


def _in_image(
    program: Program, container: Container, mark: Mark, report: Report
) -> Location | None:
    """Where the store of the image keeps its data; None and a note where it is not modelled."""
    image = container.known
    assert image is not None
    if not image.modelled:
        what = f"what {image.store} had acknowledged but not yet written is not modelled yet"
        report.note(mark, what)
        return None
    if image.in_memory:
        return Location(place=Place.PROCESS_MEMORY, mark=mark)
    if image.tag_unknown:
        what = f"where {image.name} keeps its data depends on its tag: the newest is assumed"
        report.note(container.mark, what)
    for target in image.refuses:
        if found := container.mounts.get(target):
            what = f"{container.image} refuses to start with a mount at {target}"
            report.note(found.mark or mark, what)
    path = image.path(container.environment, container.command)
    if not path:
        what = f"{image.name} is told by arguments where its data is: say it in {program.block}"
        report.note(mark, what)
        return None
    return program.locate(path, mark)


def _item(
    program: Program, key: Scalar, entry: Mapping, location: Location, report: Report
) -> StateItem:
    image = program.main.known if _in_store(program.main, entry) else None
    lag = blocks.duration(entry, "lag", report)
    return StateItem(
        name=key.text,
        location=location,
        mark=key.mark,
        role=blocks.word(entry, "role", Role, report) or (image.role if image else Role.SOURCE),
        held_by=_held_by(entry, program.replicas, report),
        replica_of=entry.text("replica_of"),
        lag=1.0 if lag is None else lag,
        backup=blocks.duration(entry, "backup", report),
        use=blocks.word(entry, "use", Use, report),
        writer=blocks.word(entry, "writer", Writer, report)
        or (image.writer if image else Writer.MANY),
        needs=entry.text("needs"),
        of=entry.text("of"),
    )


def _in_store(container: Container, entry: Mapping) -> bool:
    """Whether the store of the image keeps the item: without `at`, or at a path of its data."""
    if "at" not in entry or container.known is None:
        return True
    store = container.known.path(container.environment, container.command).rstrip("/")
    return bool(store) and f"{entry.text('at')}/".startswith(f"{store}/")


def _held_by(entry: Mapping, replicas: int, report: Report) -> str | int:
    if "held_by" not in entry:
        return "each"
    node = entry.get("held_by")
    if isinstance(node, Scalar) and node.text in ("each", "all"):
        return node.text
    number = node.integer() if isinstance(node, Scalar) else None
    if number is None or not 0 <= number < max(replicas, 1):
        last = max(replicas, 1) - 1
        report.fault(entry.key("held_by"), f"held_by is each, all or an instance from 0 to {last}")
        return "each"
    return number


def _of_images(program: Program, report: Report) -> Kept:
    """What is known without a block: one item `data` for the image of the service."""
    result = Kept()
    for container in program.containers:
        image = container.known
        if image is None:
            report.note(container.mark, _unknown(program, container))
        elif image.state == "external" and image.data:
            where = f"in another service or in {image.data[0]}"
            what = f"{image.name} keeps its state {where}: say it in {program.block}"
            report.note(container.mark, what)
        elif image.state not in ("none", "external"):
            _add_data(program, container, result, report)
    return result


def _unknown(program: Program, container: Container) -> str:
    subject = f"image {container.image}" if container.image else f"the program of {program.name}"
    return f"{subject} is unknown: say what it keeps in {program.block}"


def _add_data(program: Program, container: Container, result: Kept, report: Report) -> None:
    image = container.known
    assert image is not None
    _note_settings(container, report)
    if "data" in result.names:
        report.note(container.mark, f"{image.name} keeps state beside the first container's")
        return
    result.names.add("data")
    location = _in_image(program, container, container.mark, report)
    if location is None:
        return
    item = StateItem(
        name="data",
        location=location,
        mark=container.mark,
        role=image.role,
        writer=image.writer,
    )
    result.items.append(item)
    _note_other_paths(program, container, location, report)


def _note_other_paths(
    program: Program, container: Container, location: Location, report: Report
) -> None:
    """An image with several data paths has one item: say where another path fares otherwise."""
    image = container.known
    assert image is not None
    for path in image.data[1:]:
        other = program.locate(path, container.mark)
        if other.place is not location.place:
            report.note(other.mark, f"{image.name} also keeps state in {path} ({other.place})")


def _note_settings(container: Container, report: Report) -> None:
    """Settings that weaken an acknowledgement change the outcome and are not modelled yet."""
    image = container.known
    for setting in image.settings if image else ():
        if setting in container.command:
            report.note(container.mark, f"the setting {setting} is not modelled yet")
