"""A YAML document as a tree of text that remembers its lines.

Nothing is converted on the way in: `22:22`, `no`, `010` and `2024-01-01` stay what the file says,
and whoever needs a number or a boolean asks for it (YAML 1.2 core rules).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from whatif.model import Mark

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
TRUE = frozenset({"true", "True", "TRUE"})
FALSE = frozenset({"false", "False", "FALSE"})
DECIMAL = re.compile(r"[-+]?[0-9]{1,9}")


class Scalar:
    """A text; `plain` when it stood without quotes and so may mean null, a number, a boolean."""

    __slots__ = ("file", "line", "plain", "style", "tag", "text")
    size = 1

    def __init__(
        self, text: str, file: str, line: int, plain: bool = False, tag: str = "", style: str = ""
    ) -> None:
        self.text = text
        self.file = file
        self.line = line
        self.plain = plain
        self.tag = tag
        self.style = style

    @property
    def mark(self) -> Mark:
        return Mark(self.file, self.line)

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in NULLS

    def boolean(self) -> bool | None:
        """True or False, None for anything else."""
        if self.text in TRUE:
            return True
        return False if self.text in FALSE else None

    def integer(self) -> int | None:
        """The whole number, None for anything else; `010` is ten."""
        return int(self.text) if DECIMAL.fullmatch(self.text) else None


class Sequence:
    """A list. `size` counts its nodes with aliases expanded; 0 while it is still open."""

    __slots__ = ("file", "items", "line", "size", "tag")

    def __init__(self, file: str, line: int, tag: str = "") -> None:
        self.file = file
        self.line = line
        self.tag = tag
        self.items: list[Node] = []
        self.size = 0

    @property
    def mark(self) -> Mark:
        return Mark(self.file, self.line)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


class Mapping:
    """Keys and values in the order of the file; of a key that stands twice the last one counts."""

    __slots__ = ("entries", "file", "line", "size", "tag", "twice")

    def __init__(self, file: str, line: int, tag: str = "") -> None:
        self.file = file
        self.line = line
        self.tag = tag
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.twice: list[tuple[Scalar, int]] = []  # the key that counts, the line of the other
        self.size = 0

    @property
    def mark(self) -> Mark:
        return Mark(self.file, self.line)

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def get(self, key: str) -> Node | None:
        """The value, None where there is none or it is null."""
        entry = self.entries.get(key)
        if entry is None or (isinstance(entry[1], Scalar) and entry[1].is_null):
            return None
        return entry[1]

    def key(self, key: str) -> Mark:
        """The line of the key."""
        return self.entries[key][0].mark

    def pairs(self) -> Iterator[tuple[Scalar, Node]]:
        return iter(self.entries.values())

    # The readers ask for what they can use; a value of another type is as good as none, and
    # whether the real tool would refuse it is not theirs to say.

    def text(self, key: str, default: str = "") -> str:
        node = self.get(key)
        return node.text if isinstance(node, Scalar) else default

    def scalar(self, key: str) -> Scalar | None:
        node = self.get(key)
        return node if isinstance(node, Scalar) else None

    def mapping(self, *keys: str) -> Mapping:
        """The mapping at the path of keys, an empty one where there is none."""
        node = self
        for key in keys:
            found = node.get(key)
            if not isinstance(found, Mapping):
                return Mapping(self.file, self.line)
            node = found
        return node

    def mappings(self, key: str) -> list[Mapping]:
        """The mappings in the list at the key; anything else in it is left out."""
        node = self.get(key)
        items = node.items if isinstance(node, Sequence) else []
        return [item for item in items if isinstance(item, Mapping)]

    def texts(self, key: str) -> list[Scalar]:
        """The scalars at the key, which may be one or a list."""
        node = self.get(key)
        if isinstance(node, Scalar):
            return [node]
        items = node.items if isinstance(node, Sequence) else []
        return [item for item in items if isinstance(item, Scalar) and not item.is_null]


Node: TypeAlias = Scalar | Sequence | Mapping
