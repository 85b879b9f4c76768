"""The product itself for a browser: served as `make run` does, on a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from verify.serving import serving


class Product(NamedTuple):
    """The app that is served once a session: each browser that comes is a new visitor."""

    address: str
    data: Path


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Fails at the end of the session if the app ever said why it could not answer."""
    place = tmp_path_factory.mktemp("product")
    log, data = place / "log", place / "data"
    with log.open("w", encoding="utf-8") as lines, serving(lines, DATA_DIR=str(data)) as address:
        yield Product(address, data)
    said = log.read_text(encoding="utf-8")
    assert "Traceback" not in said, said


@pytest.fixture
def site(product: Product) -> str:
    """What `open_page` opens here, in place of the app on the test database."""
    return product.address


@pytest.fixture
def data(product: Product) -> Path:
    """The folder of the served app, with its database."""
    return product.data
