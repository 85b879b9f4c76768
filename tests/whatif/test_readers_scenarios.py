"""The worked cases of the format, beside the repository where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from whatif.readers import SourceFile, read

FOLDER = Path(__file__).parents[3] / "shared" / "engine" / "scenarios"
CASES = sorted(FOLDER.glob("P*"))

pytestmark = pytest.mark.skipif(not CASES, reason="the worked cases are not beside the repository")


def files(folder: Path) -> list[SourceFile]:
    """The stack of a scenario: all its files but scenario.yaml."""
    found = sorted(p for p in folder.iterdir() if p.suffix in {".yaml", ".yml", ".service"})
    return [SourceFile(p.name, p.read_text()) for p in found if p.name != "scenario.yaml"]


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_worked_case_is_read_without_a_fault(folder: Path) -> None:
    assert read(files(folder)).services
