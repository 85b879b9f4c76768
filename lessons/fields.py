"""The keys of a YAML mapping, each asked for by name and type; faults carry their line.

A value is read as what is asked for, never as what YAML would guess: `22:22`, `no` and `010`
stay the text that the author typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import yaml

from lessons.faults import Source

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # of libyaml, where it is there
SLUG = re.compile(r"(?=.{1,50}$)[a-z0-9]+(?:-[a-z0-9]+)*")  # fits a SlugField


class Fields:
    """One mapping. Ask for every key that may stand there, then `close()`."""

    def __init__(self, node: yaml.MappingNode, source: Source, after: int) -> None:
        self.source = source
        self.line = node.start_mark.line + 1 + after
        self._after = after
        self._asked: list[str] = []
        self._nodes: dict[str, tuple[int, yaml.Node]] = {}
        for key, value in node.value:
            self._add(key, value)

    def _add(self, key: yaml.Node, value: yaml.Node) -> None:
        line = key.start_mark.line + 1 + self._after
        if not isinstance(key, yaml.ScalarNode):
            self.source.fault(line, "a key is one word; write `key: value`")
        elif key.value in self._nodes:
            first = self._nodes[key.value][0]
            self.source.fault(line, f"`{key.value}` stands already on line {first}; keep one")
        else:
            self._nodes[key.value] = (line, value)

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def keys(self) -> tuple[str, ...]:
        return tuple(self._nodes)

    def at(self, key: str) -> int:
        """The line of a key, or of the mapping where the key is missing."""
        return self._nodes[key][0] if key in self._nodes else self.line

    def text(self, key: str, *, like: str, optional: bool = False) -> str:
        """The text of `key`; "" where it is missing. `like` is an example for the author."""
        node = self._node(key, like, optional)
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self._wrong(key, "is a line of text", like)
            return ""
        return str(node.value).strip()

    def slug(self, key: str, *, like: str) -> str:
        """A text that may stand in an address: small letters, digits and single hyphens."""
        text = self.text(key, like=like)
        if text and not SLUG.fullmatch(text):
            self._wrong(key, "has small letters, digits and single hyphens only", like)
        return text

    def whole(
        self, key: str, *, low: int, high: int, like: str, optional: bool = False
    ) -> int | None:
        """A whole number from `low` to `high`; None where it is missing."""
        node = self._node(key, like, optional)
        if node is None:
            return None
        text = node.value if isinstance(node, yaml.ScalarNode) else ""
        if re.fullmatch(r"[0-9]{1,9}", text) and low <= int(text) <= high:
            return int(text)
        self._wrong(key, f"is a whole number from {low} to {high}", like)
        return None

    def flag(self, key: str, *, default: bool) -> bool:
        node = self._node(key, "", optional=True)
        if node is None:
            return default
        if isinstance(node, yaml.ScalarNode) and node.value in {"true", "false"}:
            return bool(node.value == "true")
        self._wrong(key, "is true or false", "true")
        return default

    def words(
        self,
        key: str,
        *,
        like: str,
        among: Collection[str] | None = None,
        empty: bool = False,
        optional: bool = False,
    ) -> tuple[str, ...]:
        """A list of different texts, each one of `among` where that is given."""
        node = self._node(key, like, optional)
        if node is None:
            return ()
        items = node.value if isinstance(node, yaml.SequenceNode) else []
        words = [str(item.value) for item in items if isinstance(item, yaml.ScalarNode)]
        if not isinstance(node, yaml.SequenceNode) or len(words) != len(items):
            words = []
            self._wrong(key, "is a list of words", like)
        elif not (words or empty):
            self._wrong(key, "names nothing", like)
        elif len(set(words)) != len(words):
            self._wrong(key, "names one word twice; each stands once", like)
        for word in words if among is not None else []:
            if word not in (among or ()):
                self.source.fault(
                    self.at(key), f"`{key}` does not know {word}; it knows {_listed(among or ())}"
                )
        return tuple(words)

    def mapping(self, key: str, *, like: str, optional: bool = False) -> Fields | None:
        node = self._node(key, like, optional)
        if isinstance(node, yaml.MappingNode):
            return Fields(node, self.source, self._after)
        if node is not None:
            self._wrong(key, "is a mapping", like)
        return None

    def mappings(self, key: str, *, like: str) -> list[Fields]:
        """A list of mappings."""
        node = self._node(key, like, optional=False)
        if node is None:
            return []
        items = node.value if isinstance(node, yaml.SequenceNode) else []
        found = [item for item in items if isinstance(item, yaml.MappingNode)]
        if not found or len(found) != len(items):
            self._wrong(key, "is a list of mappings", like)
        return [Fields(item, self.source, self._after) for item in found]

    def close(self) -> None:
        """A fault for each key that nobody asked for."""
        for key, (line, _) in self._nodes.items():
            if key not in self._asked:
                known = _listed(self._asked)
                self.source.fault(line, f"there is no key `{key}` here; the keys are {known}")

    def _node(self, key: str, like: str, optional: bool) -> yaml.Node | None:
        self._asked.append(key)
        if key in self._nodes:
            return self._nodes[key][1]
        if not optional:
            self.source.fault(self.line, f"`{key}` is missing; write `{key}: {like}`")
        return None

    def _wrong(self, key: str, rule: str, like: str) -> None:
        self.source.fault(self.at(key), f"`{key}` {rule}; write for example `{key}: {like}`")


def _listed(words: Collection[str]) -> str:
    return ", ".join(dict.fromkeys(words)) or "none"


def fields_of(text: str, source: Source, *, after: int = 0) -> Fields | None:
    """The mapping that `text` writes; None, and a fault, where it is no mapping.

    `after` is the number of lines of the file before `text`.
    """
    node = _composed(text, source, after)
    if node is None or isinstance(node, yaml.MappingNode):
        return Fields(node, source, after) if node else None
    source.fault(1 + after, "lines of `key: value` are expected here")
    return None


def rows_of(text: str, source: Source, *, like: str, after: int = 0) -> list[Fields]:
    """The mappings of the list that `text` writes; a fault where it is no such list."""
    node = _composed(text, source, after)
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    found = [item for item in items if isinstance(item, yaml.MappingNode)]
    if node and not (found and len(found) == len(items)):
        source.fault(1 + after, f"a list of mappings is expected here; write for example {like}")
    return [Fields(item, source, after) for item in found]


def _composed(text: str, source: Source, after: int) -> yaml.Node | None:
    """What `text` writes; None, and a fault, where it is not YAML or nothing."""
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=LOADER)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be read"
        source.fault((mark.line if mark else 0) + 1 + after, f"this is not YAML: {problem}")
        return None
    if node is None:
        source.fault(1 + after, "nothing is written here; its keys are in content/README.md")
    return node


def entries(fields: Fields, *, like: str) -> Iterator[tuple[str, Fields]]:
    """Each key of a mapping of mappings with its own mapping."""
    for key in fields.keys():
        if inner := fields.mapping(key, like=like):
            yield key, inner
