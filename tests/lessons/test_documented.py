"""content/README.md tells every key that the app asks content for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from lessons import ties
from lessons.fields import Fields
from tests.lessons.content import MORE, write


def test_every_key_of_content_is_documented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()
    node = Fields._node

    def noting(self: Fields, key: str, like: str, optional: bool) -> object:
        asked.add(key)
        return node(self, key, like, optional)

    monkeypatch.setattr(Fields, "_node", noting)
    ties.faults(write(tmp_path / "content", MORE))

    names = {
        "tell-restart",
        "follow-an-event",
        "S08",
        "restart-is-recreate",
        "state",
        "writable layer",
    }  # of the small content
    readme = (settings.BASE_DIR / "content" / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`]+)`", readme))))
    assert len(asked) > 25
    assert asked - names - told == set()
