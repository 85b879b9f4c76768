"""Files that nobody here wrote, beside the repository where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from whatif.model import Stack
from whatif.readers import BadStack, SourceFile, document, read

FOLDER = Path(__file__).parents[3] / "shared" / "corpus"
FILES = sorted([*FOLDER.rglob("*.yaml"), *FOLDER.rglob("*.yml")])

pytestmark = pytest.mark.skipif(not FILES, reason="the corpus is not beside the repository")


def test_every_file_is_read_or_refused_with_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_NODES", 20_000)  # what a page can afford
    stacks = 0
    for path in FILES:
        source = SourceFile(path.name, path.read_text(errors="surrogateescape"))
        try:
            lines = marked(read([source]))
            stacks += 1
        except BadStack as bad:
            lines = {fault.line for fault in bad.faults}
        assert lines <= set(range(1, source.text.count("\n") + 2)), path
    assert stacks > len(FILES) * 0.8


def marked(stack: Stack) -> set[int]:
    """Every line that a fact of the stack points to."""
    items = [mark for _, item in stack.items() for mark in (item.mark, item.location.mark)]
    findings = [found.mark for found in stack.not_modelled]
    return {mark.line for mark in (*items, *findings)}
