"""Where the document's statements are taught: content/statements.yaml."""

from __future__ import annotations

from pathlib import Path

from lessons import catalogue
from lessons.faults import ContentFault, Source, text_of
from lessons.fields import Fields, fields_of
from lessons.skills import anchor_fault


def read(root: Path) -> tuple[ContentFault, ...]:
    """What is wrong in the file of statements under `root`."""
    faults: list[ContentFault] = []
    path = root / "statements.yaml"
    source = Source.of(path, root, faults)
    text = text_of(path, source)
    fields = fields_of(text, source) if text is not None else None
    if fields:
        known = _statements(fields)
        taught = fields.mapping("taught_at", like="{S08: what-is-state#definition}")
        fields.close()
        if taught:
            _check(taught, known, root)
    return tuple(faults)


def _statements(fields: Fields) -> frozenset[str]:
    like = '[{id: S01, section: Purpose, kind: point, says: "Scalability"}]'
    known: set[str] = set()
    for statement in fields.mappings("statements", like=like):
        name = statement.text("id", like="S01")
        statement.text("section", like="Purpose")
        statement.text("kind", like="statement")
        statement.text("says", like="Scalability")
        statement.close()
        if name in known:
            statement.source.fault(statement.line, f"{name} stands twice; number it anew")
        known.add(name)
    return frozenset(known)


def _check(taught: Fields, known: frozenset[str], root: Path) -> None:
    lessons = {lesson.slug: lesson for lesson in catalogue.read(root).lessons}
    for name in taught.keys():
        slug, _, anchor = taught.text(name, like="what-is-state#definition").partition("#")
        if name not in known:
            taught.source.fault(taught.at(name), f"there is no statement {name} in this file")
        if not anchor:
            taught.source.fault(taught.at(name), "write a lesson and an anchor: some-lesson#anchor")
        elif fault := anchor_fault(lessons, slug, anchor):
            taught.source.fault(taught.at(name), fault)
