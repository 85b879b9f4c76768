"""Several compose files as one, by the rules of Compose: what comes later adds or overrides."""

from __future__ import annotations

from collections.abc import Iterable

from whatif.readers.nodes import Mapping, Node, Scalar, Sequence

REPLACED = frozenset({"command", "entrypoint", "test"})  # lists that are not joined
KEYED = frozenset({"environment", "labels", "depends_on", "networks"})  # a list or a mapping


def merged(documents: Iterable[Mapping]) -> Mapping:
    """The documents as one; each fact keeps the file and line it comes from."""
    first, *others = documents
    result: Node = first
    for other in others:
        result = _merge(result, other, "")
    assert isinstance(result, Mapping)
    return result


def _merge(old: Node, new: Node, key: str) -> Node:
    if new.tag == "!override" or key in REPLACED:
        return new
    if key in KEYED:
        old, new = as_mapping(old), as_mapping(new)
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return _merge_mappings(old, new)
    if isinstance(old, Sequence) and isinstance(new, Sequence):
        joined = Sequence(new.file, new.line)
        joined.items = [*old.items, *new.items]
        return joined
    return old if isinstance(new, Scalar) and new.is_null else new


def _merge_mappings(old: Mapping, new: Mapping) -> Mapping:
    result = Mapping(old.file, old.line)
    result.twice = [*old.twice, *new.twice]
    result.entries = dict(old.entries)
    for key, value in new.pairs():
        name = key.text
        if value.tag == "!reset":
            result.entries.pop(name, None)
        elif name in result.entries:
            before = result.entries[name]
            together = _merge(before[1], value, name)
            kept = before[0] if isinstance(together, Mapping) else key
            result.entries[name] = (kept, together)
        else:
            result.entries[name] = (key, value)
    return result


def as_mapping(node: Node) -> Node:
    """`[A=1, B]` as the mapping that it stands for."""
    if not isinstance(node, Sequence):
        return node
    result = Mapping(node.file, node.line)
    for item in node.items:
        if isinstance(item, Scalar):
            name, sign, value = item.text.partition("=")
            key = Scalar(name, item.file, item.line)
            result.entries[name] = (key, Scalar(value, item.file, item.line, plain=not sign))
    return result
