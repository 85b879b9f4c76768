"""The state block: what a program keeps, and the one item `data` of a well-known image."""

from __future__ import annotations

from enum import StrEnum

from whatif.durability import SAFE
from whatif.model import Location, Role, StateItem, Use, Writer
from whatif.readers import blocks, locations
from whatif.readers.contradictions import check_item, checked_store
from whatif.readers.durability import Writing, durability
from whatif.readers.faults import Report
from whatif.readers.images import Image
from whatif.readers.kept import Kept
from whatif.readers.nodes import Mapping, Node, Scalar
from whatif.readers.program import Container, Program
from whatif.readers.stores import Store, stores


class Acknowledged(StrEnum):
    """When the message is acknowledged whose work an item is."""

    AFTER = "after"
    BEFORE = "before"


def kept(program: Program, block: Mapping | None, report: Report) -> Kept:
    """The items of a service: those of its state block, else what its image is known to keep."""
    if block is None:
        return _of_images(program, report)
    blocks.check_twice(block, report)
    result = Kept()
    for key, node in block.pairs():
        _of_entry(program, key, node, result, report)
    return result


def _of_entry(program: Program, key: Scalar, node: Node, result: Kept, report: Report) -> None:
    """Add the item that one line of the block declares."""
    entry = blocks.as_block(node, report)
    if entry is None or not _good_name(key, report):
        return
    blocks.check_keys(entry, blocks.STATE, report, "an item of state")
    check_item(entry, report)
    result.names.add(key.text)
    result.refer(program.name, key.text, entry, report)
    location = locations.location(program, key, entry, report)
    if location is not None and (item := _item(program, key, entry, location, report)):
        result.items.append(item)


def _good_name(key: Scalar, report: Report) -> bool:
    if key.text.strip() and "=" not in key.text and "\n" not in key.text:
        return True
    report.fault(key.mark, "the name of an item is a text without = and line breaks")
    return False


def _item(
    program: Program, key: Scalar, entry: Mapping, location: Location, report: Report
) -> StateItem | None:
    """The item of an entry; None where its durability is not known."""
    image = program.main.known if locations.in_store(program.main, entry) else None
    store, held_by = checked_store(entry, image, report), _held_by(entry, program.replicas, report)
    writing = Writing(
        container=program.main,
        entry=entry,
        store=store,
        held_by=held_by,
        mark=key.mark,
        block=program.block,
    )
    found = durability(writing, report)
    lag = blocks.duration(entry, "lag", report)
    known = stores().get(store)
    writer, role = _usual(image, known)
    early = blocks.word(entry, "input_ack", Acknowledged, report) is Acknowledged.BEFORE
    item = StateItem(
        name=key.text,
        location=location,
        mark=key.mark,
        role=blocks.word(entry, "role", Role, report) or role,
        held_by=held_by,
        replica_of=entry.text("replica_of"),
        lag=1.0 if lag is None else lag,
        backup=blocks.duration(entry, "backup", report),
        use=blocks.word(entry, "use", Use, report),
        writer=blocks.word(entry, "writer", Writer, report) or writer,
        needs=entry.text("needs"),
        of=entry.text("of"),
        store=store,
        traits=known.traits if known else frozenset(),
        durability=found or SAFE,
        input=entry.text("input"),
        acknowledged_first=early,
        idempotent=bool(blocks.boolean(entry, "idempotent", report)),
    )
    return item if found else None


def _usual(image: Image | None, known: Store | None) -> tuple[Writer, Role]:
    """What an entry need not say of what an image or a store keeps."""
    if image:
        return image.writer, image.role
    return known.writer if known else Writer.MANY, Role.SOURCE


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
    if "data" in result.names:
        report.note(container.mark, f"{image.name} keeps state beside the first container's")
        return
    result.names.add("data")
    location = locations.in_image(program, container, image, container.mark, report)
    found = durability(_unsaid(program, container, image), report)
    if location is None or found is None:
        return
    store = stores().get(image.store)
    item = StateItem(
        name="data",
        location=location,
        mark=container.mark,
        role=image.role,
        writer=image.writer,
        store=image.store,
        traits=store.traits if store else frozenset(),
        durability=found,
    )
    result.items.append(item)
    _note_other_paths(program, container, location, report)


def _unsaid(program: Program, container: Container, image: Image) -> Writing:
    """The writes of an item that no block speaks of."""
    return Writing(
        container=container,
        entry=Mapping(container.mark.file, container.mark.line),
        store=image.store,
        held_by="each",
        mark=container.mark,
        block=program.block,
    )


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
