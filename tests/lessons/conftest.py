from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lessons.content import write

Changes = dict[str, str | None]


@pytest.fixture
def make_content(tmp_path: Path) -> Callable[[Changes], Path]:
    """Writes the small content, changed, and gives its root."""
    return lambda changes: write(tmp_path / "content", changes)
