"""Where an item is: what its `at` says, else where the image's store keeps its data."""

from __future__ import annotations

from whatif.model import Location, Mark, Place
from whatif.readers.faults import Report
from whatif.readers.images import Image
from whatif.readers.mounts import LONGEST_PATH, normal
from whatif.readers.nodes import Mapping, Scalar
from whatif.readers.program import Container, Program, Variable

PLAIN_PLACES = {
    "process memory": Place.PROCESS_MEMORY,
    "connection": Place.CONNECTION,
    "client": Place.CLIENT,
    "external": Place.EXTERNAL,
}
NAMED_PLACES = {"env:": Place.ENVIRONMENT, "external:": Place.EXTERNAL}
AT = "at is an absolute path, process memory, connection, client, env:NAME, external, external:NAME"


def location(program: Program, key: Scalar, entry: Mapping, report: Report) -> Location | None:
    """The place of an item of a block; None after a fault or a note."""
    if "at" in entry:
        return _stated(program, key.mark, entry, report)
    image = program.main.known
    if image is None or not (image.data or image.in_memory):
        report.fault(key.mark, f"where is {key.text}? {AT}")
        return None
    return in_image(program, program.main, image, key.mark, report)


def _stated(program: Program, mark: Mark, entry: Mapping, report: Report) -> Location | None:
    at = entry.text("at")
    if at.startswith("/") and len(at) <= LONGEST_PATH:
        return program.locate(at, mark)
    if at in PLAIN_PLACES:
        return Location(place=PLAIN_PLACES[at], mark=mark)
    for prefix, place in NAMED_PLACES.items():
        name = at.removeprefix(prefix).strip()
        if at.startswith(prefix) and name:
            found = Variable(mark)
            if place is Place.ENVIRONMENT:
                found = program.variable(name, mark)
            return Location(place=place, mark=found.mark, name=name, source=found.source)
    report.fault(entry.key("at"), f"{AT}{f', not {at[:80]}' if at else ''}")
    return None


def in_image(
    program: Program, container: Container, image: Image, mark: Mark, report: Report
) -> Location | None:
    """Where the store of the image keeps its data; None and a note where nothing tells."""
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


def in_store(container: Container, entry: Mapping) -> bool:
    """Whether the store of the image keeps the item: without `at`, or at a path of its data."""
    if "at" not in entry or container.known is None:
        return True
    path = container.known.path(container.environment, container.command)
    store = normal(path).rstrip("/") if path else ""
    at = entry.text("at")
    return bool(store) and at.startswith("/") and f"{normal(at)}/".startswith(f"{store}/")
