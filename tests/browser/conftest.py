"""The product itself for a browser: served as `make run` does, on a database of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from verify.serving import serving


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, once a session: each browser that comes is a new visitor."""
    log = tmp_path_factory.mktemp("product") / "log"
    with log.open("w", encoding="utf-8") as lines, serving(lines) as address:
        yield address
    said = log.read_text(encoding="utf-8")
    assert "Traceback" not in said, said


@pytest.fixture
def site(product: str) -> str:
    """What `open_page` opens here, in place of the app on the test database."""
    return product
