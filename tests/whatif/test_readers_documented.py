"""The pages for people name every key, every setting and every store that the readers know."""

from __future__ import annotations

from pathlib import Path

import pytest

from whatif.durability import Ack, Written
from whatif.model import Failover, Policy
from whatif.readers import blocks
from whatif.readers.stores import Store, stores

ROOT = Path(__file__).parents[2]
ENGINE = (ROOT / "docs" / "whatif.md").read_text()
CONTENT = (ROOT / "content" / "README.md").read_text()
KEYS = [*blocks.STATE, *blocks.ROUTING, *blocks.FACTS, *blocks.VOLUME_FACTS]


@pytest.mark.parametrize("key", KEYS)
def test_each_key_is_documented(key: str) -> None:
    assert f"`{key}`" in ENGINE
    assert f"\n| `{key}` |" in CONTENT


@pytest.mark.parametrize("word", [*Ack, *Written, *Failover, *Policy])
def test_each_word_is_documented(word: str) -> None:
    assert f"`{word}`" in CONTENT


@pytest.mark.parametrize("store", stores().values(), ids=lambda store: store.name)
def test_each_store_is_documented_with_its_settings(store: Store) -> None:
    (row,) = [line for line in ENGINE.splitlines() if f"`{store.name}`" in line.split(" | ")[0]]
    for setting in store.settings.values():
        assert f"`{setting.name}`" in row
        assert all(value in row for value in setting.values)
