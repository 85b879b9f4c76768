"""The text of a systemd unit: sections, keys, and the line of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import basename

from whatif.readers.document import clean
from whatif.readers.faults import Report, SourceFile
from whatif.readers.nodes import Scalar

SPECIFIER = re.compile("%.")
SECTION = re.compile(r"\[([^\[\]]+)\]\s*")
KNOWN_SECTIONS = re.compile(
    r"^\[(?:Unit|Service|Install|Timer|Socket|Mount|Path|X-State|X-Facts|X-Routing)\]\s*$",
    re.MULTILINE,
)
BLOCKS = frozenset({"X-State", "X-Routing", "X-Facts"})
YES = frozenset({"1", "yes", "y", "true", "t", "on"})


@dataclass(slots=True)
class Unit:
    """A unit by section; each entry is key and value as scalars, in the order of the file."""

    file: str
    sections: dict[str, list[tuple[Scalar, Scalar]]] = field(default_factory=dict)

    def values(self, section: str, key: str) -> list[Scalar]:
        """All values of a key; an empty one takes back those before it."""
        found: list[Scalar] = []
        for name, value in self.sections.get(section, ()):
            if name.text == key and value.text:
                found.append(value)
            elif name.text == key:
                found.clear()
        return found

    def words(self, section: str, key: str) -> Iterator[Scalar]:
        """The words of all values of a key, with the unit's own name put in for %n, %N and %p."""
        name = basename(self.file)
        own = {"%n": name, "%N": name.removesuffix(".service"), "%p": name.partition("@")[0]}
        own["%p"] = own["%p"].removesuffix(".service")
        for value in self.values(section, key):
            for word in value.text.split():
                text = SPECIFIER.sub(lambda match: own.get(match[0], match[0]), word.strip("\"'"))
                yield Scalar(text, value.file, value.line)

    def value(self, section: str, key: str) -> Scalar | None:
        """The last value of a key."""
        values = self.values(section, key)
        return values[-1] if values else None

    def text(self, section: str, key: str, default: str = "") -> str:
        found = self.value(section, key)
        return found.text if found else default

    def says_yes(self, section: str, key: str) -> Scalar | None:
        """The value of a switch that is on."""
        found = self.value(section, key)
        return found if found and found.text.lower() in YES else None


def is_unit(source: SourceFile) -> bool:
    return source.name.endswith(".service") or bool(KNOWN_SECTIONS.search(source.text))


def parse(source: SourceFile, report: Report) -> Unit:
    """The sections of a unit; what systemd would pass over is a finding, in our blocks a fault."""
    unit = Unit(source.name)
    section = ""
    for number, text in _joined(clean(source)):
        if match := SECTION.fullmatch(text):
            section = match[1]
            unit.sections.setdefault(section, [])
            continue
        key, sign, value = text.partition("=")
        place = Scalar(key.strip(), source.name, number)
        if not sign or not section:
            _pass_over(place, section, report)
            continue
        unit.sections[section].append((place, Scalar(value.strip(), source.name, number)))
    return unit


def _pass_over(line: Scalar, section: str, report: Report) -> None:
    if section in BLOCKS:
        report.fault(line.mark, f"[{section}] says one `name = value` a line")
    else:
        report.note(line.mark, "neither a section nor key=value in one: systemd passes over it")


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, comments left out, continued lines (`\\`) joined."""
    start, held = 0, ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if line.startswith(("#", ";")) or (not line and not held):
            continue
        start = start if held else number
        if line.endswith("\\"):
            held += line[:-1] + " "
            continue
        if (held + line).strip():
            yield start, (held + line).strip()
        held = ""
    if held.strip():
        yield start, held.strip()
