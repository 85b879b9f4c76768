"""docs/whatif.md names every event, key and value that the command line knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from whatif.events import WORDS
from whatif.outcome import Downtime, Fate

PAGE = (Path(__file__).parents[2] / "docs" / "whatif.md").read_text()


@pytest.mark.parametrize("word", [*WORDS, *Fate, *Downtime])
def test_each_word_is_documented(word: str):
    assert f"`{word}`" in PAGE or f"`{word}=" in PAGE
