"""YAML text -> trees of `nodes`, within limits, without ever constructing an object.

Built from PyYAML's events rather than from its loaders, because those turn `22:22` into 1342 and
`no` into False, keep the last of two equal keys without a word, refuse an anchor that stands twice
and a bare `=`, and expand aliases without a limit. Events also come one by one, so that a limit
stops the work where it is passed, and nothing here recurses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from whatif.model import Mark
from whatif.readers.faults import BadStack, Fault, Report, SourceFile, TooMuch
from whatif.readers.nodes import Mapping, Node, Scalar, Sequence

MAX_BYTES = 1_000_000
MAX_NODES = 100_000  # aliases expanded: a few hundred bytes can stand for billions
MAX_DEPTH = 100
MAX_DOCUMENTS = 200

# libyaml's scanner is fifteen times as fast; the pure one gives the same events.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
PASTED = re.compile("^[ ]*(?:\u00a0|\u200b|\ufeff)", re.MULTILINE)
TOO_DEEP = f"nested deeper than {MAX_DEPTH}"
TEMPLATE = "this is a template: give the files that it renders to (helm template)"
CORE_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "seq", "map", "set", "binary", "timestamp")
)
MERGE_TAGS = frozenset({"!reset", "!override"})  # of Compose


def documents(source: SourceFile, report: Report, line: int = 1) -> list[Node]:
    """The documents of a file, empty ones left out; `line` is that of the text's first line.

    Raises BadStack where the text is not YAML or passes a limit. Duplicate keys and unknown tags
    become findings in `report`.
    """
    text = clean(source)
    builder = Builder(source.name, line - 1, report)
    try:
        return builder.build(text)
    except yaml.YAMLError as error:
        return _without_trailing_tabs(source.name, text, error, line - 1, report)


def clean(source: SourceFile) -> str:
    """The text with one kind of line end; raises BadStack for what no reader can use."""
    text = source.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_BYTES or len(text.encode(errors="replace")) > MAX_BYTES:
        raise _refusal(source.name, 1, f"longer than {MAX_BYTES:,} bytes")
    if bad := UNREADABLE.search(text):
        message = f"the character U+{ord(bad[0]):04X} is not allowed in a text file"
        raise _refusal(source.name, _line_at(text, bad.start()), message)
    if bad := PASTED.search(text):
        message = "an invisible character in the indentation, as web pages give: write spaces"
        raise _refusal(source.name, _line_at(text, bad.start()), message)
    return text


def _without_trailing_tabs(
    name: str, text: str, error: yaml.YAMLError, offset: int, report: Report
) -> list[Node]:
    """Try again: only PyYAML minds a tab after a value."""
    stripped = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    if "\t" in text and stripped != text:
        try:
            return Builder(name, offset, report).build(stripped)
        except yaml.YAMLError:
            pass
    raise BadStack([_yaml_fault(name, text, error, offset)]) from error


def _yaml_fault(name: str, text: str, error: yaml.YAMLError, offset: int) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    lines = text.split("\n")
    line = min(mark.line, len(lines) - 1) if mark else 0
    while line and not lines[line].strip():  # what is missing at the end belongs to the last text
        line -= 1
    if "{{" in text:
        return Fault(name, _line_at(text, text.index("{{")) + offset, TEMPLATE)
    if re.match(r" *\t", lines[line]):
        return Fault(name, line + 1 + offset, "a tab in the indentation: write spaces")
    problem = str(getattr(error, "problem", None) or "it cannot be scanned")
    if "nesting depth" in problem:  # libyaml has a limit of its own
        return Fault(name, line + 1 + offset, TOO_DEEP)
    return Fault(name, line + 1 + offset, f"not YAML: {problem}".replace("\n", " "))


def _line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _refusal(name: str, line: int, message: str) -> BadStack:
    return BadStack([Fault(name, line, message)])


class Builder:
    """Puts the events of one file together. `offset` is added to every line."""

    def __init__(self, name: str, offset: int, report: Report) -> None:
        self.name = name
        self.offset = offset + 1
        self.report = report
        report.nodes.setdefault(name, 0)
        self.anchors: dict[str, Node] = {}
        self.open: list[Sequence | Mapping] = []
        self.keys: list[Scalar | None] = []  # of each open node: the key that waits for its value
        self.merges: dict[int, list[Node]] = {}  # id of an open mapping -> what `<<` names
        self.roots: list[Node] = []
        self.text = ""

    def build(self, text: str) -> list[Node]:
        """The documents that say something; raises yaml.YAMLError and BadStack."""
        self.text = text
        count = 0
        for event in _events(text):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._start(Mapping(self.name, self._line(event), event.tag or ""), event)
            elif kind is yaml.SequenceStartEvent:
                self._start(Sequence(self.name, self._line(event), event.tag or ""), event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._end()
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent:
                self.anchors.clear()
                count += 1
                if count > MAX_DOCUMENTS:
                    raise self._refuse(event, f"more than {MAX_DOCUMENTS} documents")
        return [root for root in self.roots if not (isinstance(root, Scalar) and root.is_null)]

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        node = Scalar(
            event.value,
            self.name,
            self._line(event),
            event.implicit[0],
            event.tag or "",
            event.style or "",
        )
        if event.anchor:
            self.anchors[event.anchor] = node
        self._count(event, 1)
        self._attach(node, event)

    def _start(self, node: Sequence | Mapping, event: yaml.CollectionStartEvent) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise self._refuse(event, TOO_DEEP)
        if event.anchor:
            self.anchors[event.anchor] = node
        self._count(event, 1)
        self._attach(node, event)
        self.open.append(node)
        self.keys.append(None)

    def _end(self) -> None:
        node = self.open.pop()
        self.keys.pop()
        if isinstance(node, Sequence):
            node.size = 1 + sum(item.size for item in node.items)
            return
        for merged in self.merges.pop(id(node), ()):
            for entries in _mergeable(merged):
                for key, entry in entries.items():
                    node.entries.setdefault(key, entry)
        node.size = 1 + sum(1 + value.size for _, value in node.pairs())

    def _alias(self, event: yaml.AliasEvent) -> None:
        node = self.anchors.get(event.anchor or "")
        if node is None:
            raise self._refuse(event, f"nothing is named &{event.anchor}")
        if node.size == 0:
            raise self._refuse(event, f"&{event.anchor} contains itself")
        self._count(event, node.size)
        self._attach(node, event)

    def _attach(self, node: Node, event: yaml.NodeEvent) -> None:
        if node.tag and node.tag != "!" and node.tag not in CORE_TAGS | MERGE_TAGS:
            what = f"the tag {node.tag} is not known: read as a plain value"
            self.report.note(node.mark, what)
        if not self.open:
            self.roots.append(node)
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self.keys[-1]
        if key is None:
            if not isinstance(node, Scalar):
                template = "{{" in self.text  # `name: {{ .Values.name }}` is a map of a map
                raise self._refuse(event, TEMPLATE if template else "a key must be plain text")
            self.keys[-1] = node
        else:
            self.keys[-1] = None
            self._put(parent, key, node)

    def _put(self, parent: Mapping, key: Scalar, value: Node) -> None:
        if key.plain and key.text == "<<":
            self.merges.setdefault(id(parent), []).append(value)
            return
        if key.text in parent.entries:
            first = parent.entries.pop(key.text)[0].line
            parent.twice.append((key, first))
            what = f"{key.text} stands twice, on lines {first} and {key.line}: the last one counts"
            self.report.note(key.mark, what)
        parent.entries[key.text] = (key, value)

    def _count(self, event: yaml.Event, more: int) -> None:
        self.report.nodes[self.name] += more
        if self.report.nodes[self.name] > MAX_NODES:
            what = f"more than {MAX_NODES:,} values once aliases are expanded"
            raise TooMuch([Fault(self.name, self._line(event), what)])

    def _line(self, event: yaml.Event) -> int:
        return (event.start_mark.line if event.start_mark else 0) + self.offset

    def _refuse(self, event: yaml.Event, message: str) -> BadStack:
        return _refusal(self.name, self._line(event), message)


def _events(text: str) -> Iterator[Any]:
    """The events; Any, because the loop that takes them tells their types apart itself."""
    try:
        yield from yaml.parse(text, Loader=Loader)
    except (RecursionError, IndexError) as error:  # of the pure scanner, on hostile text
        raise yaml.YAMLError(str(error)) from error


def _mergeable(node: Node) -> list[dict[str, tuple[Scalar, Node]]]:
    """What `<<` names: one mapping or a list of them, the first of which wins."""
    nodes = node.items if isinstance(node, Sequence) else [node]
    return [item.entries for item in nodes if isinstance(item, Mapping)]


def start_of_text(node: Scalar) -> Mark:
    """The line on which the text inside a scalar begins: below the `|` of a block."""
    return Mark(node.file, node.line + (1 if node.style in ("|", ">") else 0))
