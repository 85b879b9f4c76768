"""The examples in docstrings hold, in every module that has any."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = sorted(
    path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"
)
FILES = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
MODULES = [
    ".".join(file.relative_to(ROOT).with_suffix("").parts)
    for file in FILES
    if "\n    >>> " in file.read_text(encoding="utf-8")
]


def test_there_are_examples() -> None:
    assert {"whatif.words", "quizzes.grading"} <= {*MODULES}


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    result = doctest.testmod(import_module(name))
    assert result.attempted
    assert not result.failed
