"""Where the document's statements are taught: content/statements.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from lessons import catalogue
from lessons.faults import ContentFault, Source, text_of
from lessons.fields import Fields, fields_of
from lessons.skills import anchor_fault


class Statements(NamedTuple):
    """The ids of all statements, where each is taught, and what is wrong in the file."""

    ids: tuple[str, ...]
    taught_at: Mapping[str, str]  # id -> `LESSON#ANCHOR`
    faults: tuple[ContentFault, ...]


@cache
def read(root: Path) -> Statements:
    """The statements under `root`."""
    faults: list[ContentFault] = []
    path = root / "statements.yaml"
    source = Source.of(path, root, faults)
    text = text_of(path, source)
    fields = fields_of(text, source) if text is not None else None
    if fields is None:
        return Statements((), MappingProxyType({}), tuple(faults))
    known = _statements(fields)
    taught = fields.mapping("taught_at", like="{S08: what-is-state#definition}")
    fields.close()
    places = _places(taught, known, root) if taught else {}
    return Statements(known, MappingProxyType(places), tuple(faults))


def _statements(fields: Fields) -> tuple[str, ...]:
    like = '[{id: S01, section: Purpose, kind: point, says: "Scalability"}]'
    known: dict[str, None] = {}
    for statement in fields.mappings("statements", like=like):
        name = statement.text("id", like="S01")
        statement.text("section", like="Purpose")
        statement.text("kind", like="statement")
        statement.text("says", like="Scalability")
        statement.close()
        if name in known:
            statement.source.fault(statement.line, f"{name} stands twice; number it anew")
        known[name] = None
    return tuple(known)


def _places(taught: Fields, known: tuple[str, ...], root: Path) -> dict[str, str]:
    """Where each statement is taught, each place checked to exist."""
    lessons = {lesson.slug: lesson for lesson in catalogue.read(root).lessons}
    places: dict[str, str] = {}
    for name in taught.keys():
        places[name] = taught.text(name, like="what-is-state#definition")
        slug, _, anchor = places[name].partition("#")
        if name not in known:
            taught.source.fault(taught.at(name), f"there is no statement {name} in this file")
        if not anchor:
            taught.source.fault(taught.at(name), "write a lesson and an anchor: some-lesson#anchor")
        elif fault := anchor_fault(lessons, slug, anchor):
            taught.source.fault(taught.at(name), fault)
    return places
